import CLinux
import Glibc

/// A connected socket that never blocks; closed with its last reference.
final class Socket: Sendable {
    /// What came of a call to receive.
    enum Received {
        case bytes(Int)
        case nothingYet
        case end
    }

    let descriptor: FileDescriptor
    let peer: PeerAddress

    init(_ descriptor: consuming FileDescriptor, peer: PeerAddress) {
        self.descriptor = descriptor
        self.peer = peer
    }

    func receive(into buffer: inout [UInt8]) throws(SystemError) -> Received {
        do throws(SystemError) {
            let count = try systemCall("recv") {
                unsafe buffer.withUnsafeMutableBytes { target in
                    unsafe recv(descriptor.number, target.baseAddress, target.count, 0)
                }
            }
            return count == 0 ? .end : .bytes(count)
        } catch  where error.code == EAGAIN {
            return .nothingYet
        }
    }

    /// Sends what the system takes of `bytes` from `start`, and answers how many that were.
    ///
    /// With `hasMore`, the system may wait a moment to fill a packet with what follows.
    func send(
        _ bytes: [UInt8], from start: Int, hasMore: Bool
    ) throws(SystemError) -> Int {
        // MSG_NOSIGNAL: a peer who has gone is an error, not a SIGPIPE.
        let flags = Int32(MSG_NOSIGNAL | (hasMore ? MSG_MORE : 0))
        do throws(SystemError) {
            return try systemCall("send") {
                unsafe bytes.withUnsafeBytes { source in
                    unsafe Glibc.send(
                        descriptor.number, source.baseAddress?.advanced(by: start),
                        source.count - start, flags)
                }
            }
        } catch  where error.code == EAGAIN {
            return 0
        }
    }

    /// Makes the close a reset, by which the peer sees that what it has is not the whole.
    func resetWhenClosed() {
        var option = linger(l_onoff: 1, l_linger: 0)
        _ = unsafe setsockopt(
            descriptor.number, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// Tells the peer that nothing follows.
    func shutdownSending() {
        _ = shutdown(descriptor.number, Int32(SHUT_WR))
    }
}
