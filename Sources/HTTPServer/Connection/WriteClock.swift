/// When a peer who does not take its answer is given up.
///
/// The time runs from when the socket took no more, and starts again with each slice taken: a
/// large answer over a slow line goes on, one that is taken byte by byte does not.
struct WriteClock {
    /// What has to be taken within the time: about 1 kB/s with the default of a minute.
    static let sliceBytes = 64 * 1024

    private(set) var deadline: MonotonicTime?
    private var sliceStart = 0

    /// Notes that the socket took no more, after `sentBytes` in all.
    mutating func blocked(sentBytes: Int, now: MonotonicTime, limitSeconds: Double) {
        guard deadline == nil || sentBytes - sliceStart >= Self.sliceBytes else { return }
        deadline = now + limitSeconds
        sliceStart = sentBytes
    }

    /// Notes that nothing waits any more.
    mutating func drained() {
        deadline = nil
    }
}
