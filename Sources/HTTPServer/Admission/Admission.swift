import Addresses

/// Says which connections are served, by how many their address has.
struct Admission {
    /// What becomes of a connection.
    enum Verdict {
        /// It is served; without a pass when its address is not counted.
        case served(AdmissionPass?)
        /// It is told that its address has too many.
        case turnedAway(AdmissionPass)
        /// It is closed: its address has as many again that are being told.
        case dropped
    }

    private let limit: Int
    private let unlimited: [AddressRange]
    private let counts = AddressCounts()

    /// At most `limit` connections of one subscriber, the `unlimited` addresses left out.
    init(limit: Int, unlimited: [AddressRange]) {
        self.limit = limit
        self.unlimited = unlimited
    }

    /// What becomes of a connection from `peer`, which is counted from now on.
    func verdict(on peer: PeerAddress) -> Verdict {
        guard case .ip(let address) = peer, !unlimited.contains(address) else {
            return .served(nil)
        }
        let pass = AdmissionPass(address.subscriber, in: counts)
        switch pass.count {
        case ...limit: return .served(pass)
        case ...(2 * limit): return .turnedAway(pass)
        default: return .dropped
        }
    }
}
