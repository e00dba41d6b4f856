internal import Glibc

extension ServiceHandover {
    /// The variable that names the descriptor of the description.
    static let variable = "OBLIO_HANDOVER"

    /// Whether a program before this one has left something to it.
    public static var isThere: Bool { unsafe getenv(variable) != nil }

    /// Takes over what the program before this one left; nil when there was none.
    ///
    /// Refuses a description that this version does not understand.
    public static func received() throws(AdministrationError) -> ServiceHandover? {
        guard let text = unsafe getenv(variable).map({ unsafe String(cString: $0) }) else {
            return nil
        }
        // It must not be found again by the programs that this one starts.
        unsafe unsetenv(variable)
        guard let number = Int32(text) else { throw HandedService.notUnderstood }
        let file = Descriptor(owning: number)
        guard lseek(number, 0, SEEK_SET) == 0 else { throw HandedService.notUnderstood }
        var bytes: [UInt8] = []
        while true {
            let piece = try file.read(upTo: 1 << 16)
            if piece.isEmpty { break }
            bytes += piece
        }
        guard let service = try? HandedService(description: bytes) else {
            throw HandedService.notUnderstood
        }
        service.setInherited(false)
        return ServiceHandover(service)
    }
}
