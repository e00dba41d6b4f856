/// The memory that peers cost, by what they send and by what they do not take.
extension Connection {
    /// What one connection may hold whatever all of them do: any ordinary request or answer.
    private static let alwaysHeldBytes = 8 * 1024
    /// What a stream may have unsent while all connections together hold too much.
    private static let scarceUnsentBytes = 16 * 1024

    /// Says how much is held of what the peer sent, and of what it was sent and has not taken.
    func noteHeldBytes() {
        let bytes = socket == nil ? 0 : state.heldBytes + output.byteCount
        if bytes == heldBytes { return }
        context.hold(bytes - heldBytes)
        heldBytes = bytes
    }

    /// Whether this connection, among others, makes all hold too much.
    var holdsTooMuch: Bool { heldBytes > Self.alwaysHeldBytes && !context.mayHold(0) }

    /// Whether an answer can be held until the peer takes it.
    func mayHold(_ response: Response) -> Bool {
        guard case .bytes(let bytes) = response.body else { return true }
        return bytes.count <= Self.alwaysHeldBytes || context.mayHold(bytes.count)
    }

    /// What a stream may have unsent before its writer waits.
    var unsentLimitBytes: Int {
        context.mayHold(0) ? context.limits.unsentBytes : Self.scarceUnsentBytes
    }
}
