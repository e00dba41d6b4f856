internal import Addresses
internal import Privacy

/// Lets calls in at the pace that the operator allows.
struct Gate: Sendable {
    /// What was refused or held up.
    let held = Tally<CallLimit>()

    private let unlimited: [AddressRange]
    private let addresses: RateLimiter<IPAddress>?
    private let keys: RateLimiter<LimitedKey>?
    private let failures = FailedKeys()
    private let clock: @Sendable () -> Int64

    /// A gate.
    ///
    /// - Parameter clock: Nanoseconds that only ever grow.
    init(_ limits: CallLimits, clock: @escaping @Sendable () -> Int64) {
        unlimited = limits.unlimitedAddresses
        addresses = limits.perAddress.map { RateLimiter($0) }
        keys = limits.perKey.map { RateLimiter($0) }
        self.clock = clock
    }

    /// Who is limited by an address: nobody without one, and nobody of the unlimited.
    func caller(at address: IPAddress?) -> IPAddress? {
        guard let address, !unlimited.contains(address) else { return nil }
        return address.subscriber
    }

    /// Lets a call of an address in.
    func admit(_ caller: IPAddress?, _ allowance: inout Allowance?) throws(APIError) {
        guard let addresses, let caller else { return }
        try admit(addresses.take(caller, at: clock()), as: .address, &allowance)
    }

    /// Lets a call with a key in, which is known.
    func admit(_ key: LimitedKey, _ allowance: inout Allowance?) throws(APIError) {
        guard let keys else { return }
        try admit(keys.take(key, at: clock()), as: .key, &allowance)
    }

    /// Has whoever showed wrong keys wait before the next one is looked at.
    func holdUp(_ caller: IPAddress?) async throws(APIError) {
        guard let caller else { return }
        switch failures.verdict(on: caller, at: clock()) {
        case .wait(0): return
        case .wait(let nanoseconds):
            held.record(.failedKeys)
            // Not cancelled but by a stop, which does not wait for it.
            try? await Task.sleep(for: .nanoseconds(nanoseconds))
        case .refused(let seconds):
            held.record(.failedKeys)
            throw .tooManyWrongKeys(retryAfterSeconds: seconds)
        }
    }

    /// Notes that a key was wrong.
    func noteWrongKey(of caller: IPAddress?) {
        guard let caller else { return }
        failures.note(caller, at: clock())
    }

    /// Of two limits, the one that is nearer counts for the answer.
    private func admit(
        _ new: Allowance, as limit: CallLimit, _ allowance: inout Allowance?
    ) throws(APIError) {
        if allowance.map({ new.remaining < $0.remaining }) ?? true { allowance = new }
        guard let seconds = new.retryAfterSeconds else { return }
        held.record(limit)
        throw .tooManyCalls(retryAfterSeconds: seconds)
    }
}
