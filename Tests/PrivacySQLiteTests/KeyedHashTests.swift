import Crypto
import Testing

@testable import PrivacySQLite

@Suite struct KeyedHashTests {
    @Test(arguments: [0, 1, 32, 63, 64, 65, 200])
    func `a digest is the library's HMAC`(keyBytes: Int) {
        let key = (0..<keyBytes).map { _ in UInt8.random(in: 0...255) }
        let hash = KeyedHash(key: key)
        for count in [0, 1, 31, 55, 56, 64, 119, 1_000] {
            let message = (0..<count).map { _ in UInt8.random(in: 0...255) }
            let code = HMAC<SHA256>.authenticationCode(
                for: message, using: SymmetricKey(data: key))
            #expect(hash.digest(of: message.span, bytes: 32) == Array(code))
            #expect(hash.digest(of: message.span, bytes: 16) == Array(code.prefix(16)))
        }
    }
}
