import Addresses

/// A connection's place among those of its address; given back with its last reference.
final class AdmissionPass: Sendable {
    /// How many connections the address had with this one.
    let count: Int
    private let address: IPAddress
    private let counts: AddressCounts

    init(_ address: IPAddress, in counts: AddressCounts) {
        self.address = address
        self.counts = counts
        count = counts.enter(address)
    }

    deinit { counts.leave(address) }
}
