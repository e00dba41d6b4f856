import Addresses
import HTTPServer
import HTTPTypes
import Privacy
import PrivacyAPI
import PrivacySQLite
import Synchronization
import Testing

/// Limits as callers meet them.
struct CallLimitTests {
    private static let limited = CallLimits(
        perAddress: RateLimit(perSecond: 1), perKey: RateLimit(perSecond: 1))
    private static let burst = 10

    private static func service(_ limits: CallLimits) throws -> (TestService, Uptime) {
        let uptime = Uptime()
        let service = try TestService { configuration in
            configuration.limits = limits
            configuration.uptime = { uptime.now }
        }
        return (service, uptime)
    }

    /// A clock that stands still unless it is moved, in nanoseconds.
    final class Uptime: Sendable {
        private let nanoseconds = Mutex<Int64>(0)
        var now: Int64 { nanoseconds.withLock { $0 } }
        func move(bySeconds step: Int64) { nanoseconds.withLock { $0 += step * 1_000_000_000 } }
    }

    @Test func `an address has its calls, whatever it calls`() async throws {
        let (service, uptime) = try Self.service(
            CallLimits(perAddress: RateLimit(perSecond: 1)))
        for left in (0..<Self.burst).reversed() {
            let answer = await service.send(.get, "/nowhere", from: "192.0.2.1")
            #expect(answer.refusal == "404 LogicalError")
            #expect(answer.field("RateLimit-Limit") == "10")
            #expect(answer.field("RateLimit-Remaining") == "\(left)")
        }
        let refused = await service.get("/v2/privacy/info", "customer=1", from: "192.0.2.1")
        #expect(refused.refusal == "429 LogicalError")
        #expect(refused.field("Retry-After") == "1")
        #expect(refused.field("RateLimit-Remaining") == "0")
        #expect(refused.field("RateLimit-Reset") == "10")
        #expect(await service.get("/health", from: "192.0.2.2").status == 200)
        uptime.move(bySeconds: 1)
        let again = await service.get("/v2/privacy/info", "customer=1", from: "192.0.2.1")
        #expect(again.status == 200)
    }

    @Test func `a key has its calls, from wherever they come`() async throws {
        let (service, _) = try Self.service(CallLimits(perKey: RateLimit(perSecond: 1)))
        for host in 1...Self.burst {
            let answer = await service.get(
                "/v2/privacy/info", "customer=1", from: "192.0.2.\(host)")
            #expect(answer.status == 200)
        }
        let refused = await service.get("/v2/privacy/info", "customer=1", from: "192.0.2.99")
        #expect(refused.refusal == "429 LogicalError")
        // Those who show no private key are counted apart.
        let click = await service.sendPublicly("/v2/log/click", json: #""product":1,"visitor":"v""#)
        #expect(click.status == 200)
        #expect(click.field("RateLimit-Remaining") == "9")
    }

    @Test func `this machine has no limit of addresses unless it is to have one`() async throws {
        let (service, _) = try Self.service(CallLimits(perAddress: RateLimit(perSecond: 1)))
        for _ in 0...Self.burst {
            let answer = await service.get("/health", from: "127.0.0.1")
            #expect(answer.status == 200 && answer.field("RateLimit-Limit") == nil)
        }
        let (strict, _) = try Self.service(
            CallLimits(perAddress: RateLimit(perSecond: 1), unlimitedAddresses: []))
        for _ in 0..<Self.burst { _ = await strict.get("/health", from: "127.0.0.1") }
        #expect(await strict.get("/health", from: "127.0.0.1").status == 429)
    }

    @Test func `all addresses of an IPv6 subscriber count as one`() async throws {
        let (service, _) = try Self.service(CallLimits(perAddress: RateLimit(perSecond: 1)))
        for host in 1...Self.burst {
            #expect(await service.get("/health", from: "2001:db8::\(host)").status == 200)
        }
        #expect(await service.get("/health", from: "2001:db8::ffff:0:0:9").status == 429)
        #expect(await service.get("/health", from: "2001:db8:0:1::9").status == 200)
    }

    @Test func `after many wrong keys a call waits, and is then answered`() async throws {
        let (service, _) = try Self.service(CallLimits())
        for _ in 0...20 {
            let answer = await service.send(
                .get, "/v2/privacy/info?key=\(service.shop.key)&private_key=guessed&customer=1",
                from: "192.0.2.1")
            #expect(answer.refusal == "401 AuthenticationError")
        }
        let start = ContinuousClock.now
        let slow = await service.get("/v2/privacy/info", "customer=1", from: "192.0.2.1")
        #expect(slow.status == 200)
        #expect(ContinuousClock.now - start >= .milliseconds(990))
        let text = await service.get("/metrics", from: "192.0.2.9").text
        #expect(text.contains("oblio_limited_calls_total{limit=\"failed_keys\"} 1\n"))
    }

    @Test func `private calls come from the shop's addresses alone`() async throws {
        let (service, _) = try Self.service(CallLimits())
        var settings = service.shop.settings
        settings.allowedAddresses = [try #require(AddressRange("192.0.2.0/24"))]
        _ = try service.store.configure(service.shop.id, settings)

        let inside = await service.get("/v2/privacy/info", "customer=1", from: "192.0.2.200")
        #expect(inside.status == 200)
        for host in ["192.0.3.1", "127.0.0.1", "2001:db8::1"] {
            let right = await service.get("/v2/privacy/info", "customer=1", from: host)
            #expect(right.refusal == "401 AuthenticationError")
            let wrong = await service.send(
                .get, "/v2/privacy/info?key=\(service.shop.key)&private_key=guessed&customer=1",
                from: host)
            // Nobody there learns whether a key is right.
            #expect(wrong.text("message") == right.text("message"))
            let click = await service.send(
                .get, "/v2/log/click?key=\(service.shop.key)&product=1&visitor=v", from: host)
            #expect(click.status == 200)
        }
        let nowhere = await service.get("/v2/privacy/info", "customer=1")
        #expect(nowhere.refusal == "401 AuthenticationError")
    }
}
