internal import HTTPServer
internal import JSON

/// The sockets of one server in the description of a handover.
extension Handover {
    var json: JSONObject {
        JSONObject([
            "listeners": .array(listeners.map { .object($0.json) }),
            "connections": .array(connections.map { .object($0.json) }),
        ])
    }

    /// Takes the descriptors over.
    ///
    /// - Parameter unread: What the connections have left unread, which is taken from its beginning.
    init(json: JSONObject, unread: inout ArraySlice<UInt8>) throws(AdministrationError) {
        self.init()
        for json in try Members(json).objects("listeners") {
            listeners.append(try HandedListener(json: Members(json)))
        }
        for json in try Members(json).objects("connections") {
            let members = Members(json)
            let number = try members.descriptor("descriptor")
            let count = Int(try members.integer("unread"))
            guard count >= 0, count <= unread.count else { throw HandedService.notUnderstood }
            if let connection = HandedConnection(
                owning: number, unread: Array(unread.prefix(count)))
            {
                connections.append(connection)
            }
            unread = unread.dropFirst(count)
        }
    }
}

extension HandedListener {
    fileprivate var json: JSONObject {
        let number = JSONValue.integer(descriptor)
        return switch address {
        case .tcp(let host, let port):
            JSONObject(["descriptor": number, "host": .string(host), "port": .integer(port)])
        case .unix(let path): JSONObject(["descriptor": number, "path": .string(path)])
        }
    }

    fileprivate init(json: Members) throws(AdministrationError) {
        let number = try json.descriptor("descriptor")
        if let path = try json.optionalText("path") {
            self.init(owning: number, at: .unix(path: path))
            return
        }
        guard let port = UInt16(exactly: try json.integer("port")) else {
            throw HandedService.notUnderstood
        }
        self.init(owning: number, at: .tcp(host: try json.text("host"), port: port))
    }
}

extension HandedConnection {
    fileprivate var json: JSONObject {
        JSONObject(["descriptor": .integer(descriptor), "unread": .integer(unread.count)])
    }
}

extension Members {
    /// The number of an open file.
    func descriptor(_ name: String) throws(AdministrationError) -> Int32 {
        guard let number = Int32(exactly: try integer(name)), number >= 0 else {
            throw HandedService.notUnderstood
        }
        return number
    }
}
