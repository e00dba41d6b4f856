import Privacy
import PrivacySQLite
import Testing

struct RegistryTests {
    @Test func `a change of keys and settings is seen by the next look`() throws {
        let test = try TestShop()
        let made = try test.store.createShop(
            name: "Second", key: "second", privateKey: PrivateKey("a-private-key-of-a-shop"))
        #expect(made.shop.grant(for: PrivateKey("a-private-key-of-a-shop"))?.scopes == .all)
        #expect(made.shop.grant(for: PrivateKey("another")) == nil)
        let added = try test.store.addPrivateKey(to: made.shop.id, scopes: .info)
        var seen = try #require(try test.store.shop(withKey: "second"))
        #expect(seen.grant(for: added.privateKey)?.scopes == .info && seen.grants.count == 2)
        _ = try test.store.revokePrivateKeys([made.shop.grants[0].id], of: made.shop.id)
        _ = try test.store.setDisabled(true, made.shop.id)
        seen = try #require(try test.store.shop(withKey: "second"))
        #expect(seen.grant(for: PrivateKey("a-private-key-of-a-shop")) == nil)
        #expect(seen.isDisabled)
        let settings = ShopSettings(
            collected: [.orders], suppressionDays: 0, keptOrderAttributes: ["status", "total"])
        _ = try test.store.configure(made.shop.id, settings)
        #expect(try test.store.shop(withKey: "second")?.settings == settings)
        #expect(try test.store.shops().map(\.name) == ["Test", "Second"])
    }

    @Test(arguments: ["", "a key with space", String(repeating: "k", count: 129), "ké"])
    func `a public key that does not fit is refused`(key: String) throws {
        let test = try TestShop()
        #expect {
            _ = try test.store.createShop(name: "S", key: key, privateKey: nil)
        } throws: { ($0 as? PrivacyError)?.code == .invalid }
    }

    @Test func `a public key that is taken is refused`() throws {
        let test = try TestShop()
        #expect {
            _ = try test.store.createShop(name: "S", key: test.shop.key, privateKey: nil)
        } throws: { ($0 as? PrivacyError)?.code == .conflict }
    }

    @Test func `a private key prints itself as redacted`() {
        let key = PrivateKey("very secret")
        #expect("\(key)" == "<redacted>" && String(reflecting: key) == "<redacted>")
    }
}
