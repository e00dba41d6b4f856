internal import Glibc

extension Descriptor {
    /// Sends all of it through a socket.
    func send(_ bytes: [UInt8]) throws(AdministrationError) {
        var sent = 0
        while sent < bytes.count {
            let rest = bytes[sent...]
            sent += try Self.call("cannot write to the server") {
                unsafe rest.withUnsafeBytes { buffer in
                    // Without the flag a server that has gone would end this process.
                    unsafe Glibc.send(number, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
                }
            }
        }
    }
}
