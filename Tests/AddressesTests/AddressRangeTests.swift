import Testing

@testable import Addresses

struct AddressRangeTests {
    @Test(arguments: [
        ("192.0.2.0/24", "192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0"),
        ("10.0.0.0/8", "10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"),
        ("192.0.2.7", "192.0.2.7", "192.0.2.7", "192.0.2.6", "192.0.2.8"),
        ("2001:db8::/32", "2001:db8::", "2001:db8:ffff::1", "2001:db7::", "2001:db9::"),
        ("::1", "::1", "::1", "::", "::2"),
        ("128.0.0.0/1", "128.0.0.0", "255.255.255.255", "127.255.255.255", "::1"),
    ])
    func `a range has its edges and not their neighbours`(
        text: String, first: String, last: String, before: String, after: String
    ) throws {
        let range = try #require(AddressRange(text))
        #expect(range.contains(try #require(IPAddress(first))))
        #expect(range.contains(try #require(IPAddress(last))))
        #expect(!range.contains(try #require(IPAddress(before))))
        #expect(!range.contains(try #require(IPAddress(after))))
        #expect(range.description == text)
    }

    @Test func `nothing but its own version is in a range of all addresses of a version`() throws {
        let all = try #require(AddressRange("0.0.0.0/0"))
        #expect(all.contains(try #require(IPAddress("203.0.113.9"))))
        #expect(!all.contains(try #require(IPAddress("2001:db8::1"))))
        #expect(all.description == "0.0.0.0/0")
        let everything = try #require(AddressRange("::/0"))
        #expect(everything.contains(try #require(IPAddress("203.0.113.9"))))
    }

    @Test func `bits after the prefix are dropped`() {
        #expect(AddressRange("192.0.2.99/24") == AddressRange("192.0.2.0/24"))
    }

    @Test(arguments: [
        "", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "::/129",
        "10.0.0.0/8/8", "10.0.0.0/ 8", "ten/8", "10.0.0.0/99999999999999999999",
    ])
    func `what is no range is refused`(text: String) {
        #expect(AddressRange(text) == nil)
    }

    @Test func `this machine is in the loopback ranges`() throws {
        for text in ["127.0.0.1", "127.255.0.9", "::1", "::ffff:127.0.0.1"] {
            #expect(AddressRange.loopback.contains(try #require(IPAddress(text))))
        }
        for text in ["128.0.0.1", "126.255.255.255", "::", "::2", "0.0.0.0"] {
            #expect(!AddressRange.loopback.contains(try #require(IPAddress(text))))
        }
    }
}
