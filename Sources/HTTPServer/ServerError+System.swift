import Glibc

/// What the system's refusals mean to whoever starts a server.
extension ServerError {
    init(_ error: SystemError, at address: ListenAddress) {
        let place = Self.describe(address)
        switch error.code {
        case EADDRINUSE:
            self.init(
                code: .addressInUse,
                message: "\(place) is in use: stop what listens there, or choose another.")
        case EADDRNOTAVAIL, ENAMETOOLONG, ENOENT, ENOTDIR:
            self.init(
                code: .addressUnavailable,
                message: "\(place) cannot be listened on: choose an address of this machine.")
        case EACCES, EPERM:
            self.init(
                code: .permissionDenied,
                message: "\(place) is not permitted: take a port above 1023 or another folder.")
        default:
            self.init(error, doing: "listening on \(place)")
        }
    }

    init(_ error: SystemError, doing action: String) {
        let reason = unsafe String(cString: strerror(error.code))
        self.init(code: .system, message: "\(error.call) failed when \(action): \(reason).")
    }

    private static func describe(_ address: ListenAddress) -> String {
        switch address {
        case .tcp(let host, let port): "Port \(port) on \(host)"
        case .unix(let path): "The socket file \(path)"
        }
    }
}
