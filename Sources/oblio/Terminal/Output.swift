internal import Administration
internal import JSON

/// What commands print.
enum Output {
    /// A JSON object on a line of its own.
    static func json(_ object: JSONObject) {
        line(of: .object(object))
    }

    /// A list of JSON objects on a line of its own.
    static func json(_ objects: [JSONObject]) {
        line(of: .array(objects.map(JSONValue.object)))
    }

    /// Names and values, a pair a line.
    static func fields(_ fields: [(name: String, value: String)]) {
        let width = fields.map(\.name.count).max() ?? 0
        for field in fields {
            let space = String(repeating: " ", count: width - field.name.count + 2)
            StandardStream.output.write(field.name + space + field.value + "\n")
        }
    }

    /// A shop as it now is.
    static func shop(_ shop: ShopDescription, _ options: ShopOptions) {
        if options.json { return json(shop.json) }
        var lines = [
            ("shop", shop.name), ("id", shop.id), ("public key", shop.key),
            ("state", shop.isDisabled ? "disabled" : "enabled"),
            ("collects", list(shop.collected)),
            ("suppression", "\(shop.suppressionDays) days"),
            ("kept of orders", list(shop.keptOrderAttributes)),
            (
                "private calls",
                shop.allowedAddresses.isEmpty
                    ? "from any address" : "from \(list(shop.allowedAddresses))"
            ),
        ]
        lines += shop.privateKeys.map { ("private key", "\($0.id)  \(list($0.scopes))") }
        fields(lines)
    }

    private static func line(of value: JSONValue) {
        StandardStream.output.write(JSONWriter.bytes(of: value) + [UInt8(ascii: "\n")])
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.joined(separator: ", ")
    }
}
