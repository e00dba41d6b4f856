import Privacy
import PrivacySQLite
import Testing

struct LongWorkTests {
    @Test func `a store that is going to be closed begins no long work, and still answers calls`()
        async throws
    {
        let test = try TestShop()
        let call = Call(origin: .shop, time: 1_000)
        _ = try await test.store.verify(for: call) { _ in }
        test.store.endLongWork()
        let error = await #expect(throws: PrivacyError.self) {
            try await test.store.verify(for: call) { _ in }
        }
        #expect(error?.code == .unavailable)
        try await test.forget(email: "jane@mail.example")
        #expect(try await test.report(email: "jane@mail.example").isEmpty)
    }
}
