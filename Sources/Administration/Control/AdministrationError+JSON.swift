internal import JSON

/// An error as it crosses the control socket.
extension AdministrationError {
    init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        self.init(Code(rawValue: try members.text("code")), try members.text("message"))
    }

    var json: JSONObject {
        JSONObject(["code": .string(code.rawValue), "message": .string(message)])
    }
}
