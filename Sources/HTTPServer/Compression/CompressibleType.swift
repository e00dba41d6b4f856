/// Which media types shrink by compression; images and archives are compressed already.
enum CompressibleType {
    static func contains(_ contentType: String) -> Bool {
        let type = contentType.prefix { $0 != ";" && $0 != " " }.lowercased()
        return type.hasPrefix("text/") || type.hasSuffix("+json") || type.hasSuffix("+xml")
            || names.contains(type)
    }

    private static let names: Set<String> = [
        "application/json", "application/x-ndjson", "application/javascript", "application/xml",
    ]
}
