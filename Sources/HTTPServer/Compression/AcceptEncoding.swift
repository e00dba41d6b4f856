/// What a caller says about the codings it takes (RFC 9110 §12.5.3).
struct AcceptEncoding {
    private var gzipWeight: Double?
    private var anyWeight: Double?

    /// Reads the values of all `Accept-Encoding` fields; what it cannot read counts as refused.
    init(_ values: [String]) {
        for value in values {
            for item in value.split(separator: ",") {
                let parts = item.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
                guard let coding = parts.first?.lowercased() else { continue }
                let weight = Self.weight(parts.dropFirst())
                switch coding {
                case "gzip", "x-gzip": gzipWeight = max(gzipWeight ?? 0, weight)
                case "*": anyWeight = weight
                default: break
                }
            }
        }
    }

    /// Whether an answer may be sent as gzip.
    var allowsGzip: Bool {
        (gzipWeight ?? anyWeight ?? 0) > 0
    }

    private static func weight(_ parameters: ArraySlice<String>) -> Double {
        guard let parameter = parameters.first else { return 1 }
        guard parameter.lowercased().hasPrefix("q=") else { return 1 }
        return Double(parameter.dropFirst(2)) ?? 0
    }
}
