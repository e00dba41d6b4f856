import Administration
import JSON
import Privacy
import Testing

struct OperationTests {
    @Test(arguments: Place.allCases)
    func `a shop that was made is listed and described`(place: Place) async throws {
        try await place.withAdministration { administration in
            let first = try await administration.perform(CreateShop(name: "First"))
            let second = try await administration.perform(CreateShop(name: "Zweites Geschäft"))
            let list = try await administration.perform(ListShops())
            #expect(list.shops.map(\.name) == ["First", "Zweites Geschäft"])
            #expect(list.shops.map(\.key) == [first.key, second.key])
            let shop = try await administration.perform(DescribeShop(shop: second.key))
            #expect(shop == list.shops[1])
            #expect(shop.collected == DataKinds.all.names)
            #expect(shop.privateKeys.map(\.scopes) == [KeyScopes.all.names])
            #expect(second.privateKey.secret.utf8.count >= PrivateKey.minimumBytes)
        }
    }

    @Test(arguments: Place.allCases)
    func `a shop may bring its own keys, but not another's`(place: Place) async throws {
        try await place.withAdministration { administration in
            let own = PrivateKey("its-own-private-key-0123456789")
            let made = try await administration.perform(
                CreateShop(name: "Moved", key: "own-key", privateKey: own))
            #expect(made.key == "own-key")
            #expect(made.privateKey.secret == own.secret)
            let error = await #expect(throws: AdministrationError.self) {
                try await administration.perform(CreateShop(name: "Again", key: "own-key"))
            }
            #expect(error?.code == .refused)
        }
    }

    @Test(arguments: Place.allCases)
    func `what is configured stays, and what is not given stays too`(place: Place) async throws {
        try await place.withAdministration { administration in
            let key = try await administration.makeShop()
            _ = try await administration.perform(
                ConfigureShop(shop: key, collected: ["orders", "email"]))
            let shop = try await administration.perform(
                ConfigureShop(shop: key, suppressionDays: 7, keptOrderAttributes: ["status"]))
            #expect(shop.collected == ["email", "orders"])
            #expect(shop.suppressionDays == 7)
            #expect(shop.keptOrderAttributes == ["status"])
            #expect(try await administration.perform(DescribeShop(shop: key)) == shop)
        }
    }

    @Test(arguments: Place.allCases)
    func `settings out of range are refused`(place: Place) async throws {
        try await place.withAdministration { administration in
            let key = try await administration.makeShop()
            for operation in [
                ConfigureShop(shop: key, collected: ["everything"]),
                ConfigureShop(shop: key, suppressionDays: -1),
                ConfigureShop(
                    shop: key, suppressionDays: ShopSettings.maximumSuppressionDays + 1),
            ] {
                let error = await #expect(throws: AdministrationError.self) {
                    try await administration.perform(operation)
                }
                #expect(error?.code == .usage)
            }
        }
    }

    @Test(arguments: Place.allCases)
    func `a new private key leaves the old ones until they are revoked`(
        place: Place
    ) async throws {
        try await place.withAdministration { administration in
            let key = try await administration.makeShop()
            let added = try await administration.perform(
                AddPrivateKey(shop: key, scopes: ["info"]))
            let both = try await administration.perform(DescribeShop(shop: key)).privateKeys
            #expect(both.count == 2)
            #expect(both.contains { $0.id == added.id && $0.scopes == ["info"] })
            let left = try await administration.perform(
                RevokePrivateKeys(shop: key, ids: [added.id]))
            #expect(!left.privateKeys.map(\.id).contains(added.id))
            #expect(left.privateKeys.count == 1)
            let last = try await administration.perform(
                AddPrivateKey(shop: key, revokesOthers: true))
            let remaining = try await administration.perform(DescribeShop(shop: key))
            #expect(remaining.privateKeys.map(\.id) == [last.id])
        }
    }

    @Test(arguments: Place.allCases)
    func `a shop is disabled, enabled and deleted`(place: Place) async throws {
        try await place.withAdministration { administration in
            let key = try await administration.makeShop()
            for isDisabled in [true, false] {
                let shop = try await administration.perform(
                    SetShopDisabled(shop: key, isDisabled: isDisabled))
                #expect(shop.isDisabled == isDisabled)
            }
            _ = try await administration.perform(DeleteShop(shop: key))
            #expect(try await administration.perform(ListShops()).shops.isEmpty)
        }
    }

    @Test(arguments: Place.allCases)
    func `an unknown shop is said to be unknown`(place: Place) async throws {
        try await place.withAdministration { administration in
            let errors = [
                await #expect(throws: AdministrationError.self) {
                    try await administration.perform(DescribeShop(shop: "nope"))
                },
                await #expect(throws: AdministrationError.self) {
                    try await administration.perform(DeleteShop(shop: "nope"))
                },
                await #expect(throws: AdministrationError.self) {
                    try await administration.perform(RevokePrivateKeys(shop: "nope", ids: ["x"]))
                },
                await #expect(throws: AdministrationError.self) {
                    _ = try await administration.report(email: "jane@mail.example", in: "nope")
                },
            ]
            for error in errors { #expect(error?.code == .unknownShop) }
        }
    }
}
