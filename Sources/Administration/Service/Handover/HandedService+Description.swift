internal import HTTPServer
internal import JSON

/// A handover as bytes: a line of JSON, and after it the unread bytes of its connections, one after the
/// other.
extension HandedService {
    /// Raised when a reader of the last version would understand something wrong.
    private static let version = 1

    static let notUnderstood = AdministrationError(
        .failed, "the handover of the running service is not understood by this version")

    var description: [UInt8] {
        let json = JSONObject([
            "version": .integer(Self.version),
            "folder": .object(
                JSONObject([
                    "path": .string(folder.path), "descriptor": .integer(folder.number),
                    "lock": .integer(lock.number),
                ])),
            "server": .object(server.json), "control": .object(control.json),
        ])
        var bytes = JSONWriter.bytes(of: .object(json)) + [Self.lineFeed]
        for connection in server.connections + control.connections { bytes += connection.unread }
        return bytes
    }

    init(description: [UInt8]) throws(AdministrationError) {
        guard let end = description.firstIndex(of: Self.lineFeed),
            case .object(let json)? = try? JSONReader.value(of: Array(description[..<end]))
        else { throw Self.notUnderstood }
        let members = Members(json)
        guard try members.integer("version") == Self.version else { throw Self.notUnderstood }
        let place = Members(try members.object("folder"))
        folder = DataFolder(
            path: try place.text("path"), owning: try place.descriptor("descriptor"))
        lock = FolderLock(owning: try place.descriptor("lock"))
        var unread = description[(end + 1)...]
        server = try Handover(json: members.object("server"), unread: &unread)
        control = try Handover(json: members.object("control"), unread: &unread)
    }

    private static let lineFeed = UInt8(ascii: "\n")
}
