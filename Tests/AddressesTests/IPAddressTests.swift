import Testing

@testable import Addresses

struct IPAddressTests {
    @Test(arguments: [
        "192.0.2.1", "0.0.0.0", "255.255.255.255", "2001:db8::1", "::1", "::", "fe80::1:2:3:4",
    ])
    func `what is read is written the same`(text: String) throws {
        #expect(try #require(IPAddress(text)).description == text)
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4:80",
        "[::1]", "::g", "fe80::1%eth0", "localhost", "1.2.3.4/32", "1.2.3.4\u{0}",
    ])
    func `what is no address is refused`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func `one host is one value however it came`() {
        #expect(IPAddress("::ffff:192.0.2.1") == IPAddress("192.0.2.1"))
        #expect(IPAddress("::192.0.2.1") != IPAddress("192.0.2.1"))
    }

    @Test func `a subscriber is an IPv4 address or a 64`() {
        #expect(IPAddress("192.0.2.1")?.subscriber == IPAddress("192.0.2.1"))
        #expect(
            IPAddress("2001:db8:1:2:3::4")?.subscriber
                == IPAddress("2001:db8:1:2:ffff::")?.subscriber)
        #expect(
            IPAddress("2001:db8:1:2::1")?.subscriber != IPAddress("2001:db8:1:3::1")?.subscriber)
    }
}
