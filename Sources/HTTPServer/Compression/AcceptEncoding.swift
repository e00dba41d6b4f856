/// What a caller says about the codings it takes (RFC 9110 §12.5.3).
struct AcceptEncoding {
    private var gzipWeight: Double?
    private var anyWeight: Double?

    /// Reads the values of all `Accept-Encoding` fields; what it cannot read counts as refused.
    init(_ values: [String]) {
        for value in values {
            let list = value.utf8.span
            var start = 0
            while let item = list.nextMember(of: list.indices, from: &start) {
                read(item, in: list)
            }
        }
    }

    /// Reads a coding and its weight; those that matter to nobody here cost nothing.
    private mutating func read(_ item: Range<Int>, in list: Span<UInt8>) {
        let end = list.firstIndex(of: UInt8(ascii: ";"), in: item) ?? item.upperBound
        let coding = list.trimmingWhitespace(item.lowerBound..<end)
        let isGzip =
            list.equalsCaseInsensitively("gzip", in: coding)
            || list.equalsCaseInsensitively("x-gzip", in: coding)
        guard isGzip || list.equalsCaseInsensitively("*", in: coding) else { return }
        let weight = Self.weight(list.text(in: end..<item.upperBound) ?? "")
        if isGzip { gzipWeight = max(gzipWeight ?? 0, weight) } else { anyWeight = weight }
    }

    /// Whether an answer may be sent as gzip.
    var allowsGzip: Bool {
        (gzipWeight ?? anyWeight ?? 0) > 0
    }

    private static func weight(_ parameters: String) -> Double {
        guard let parameter = parameters.split(separator: ";").first else { return 1 }
        let plain = parameter.filter { !$0.isWhitespace }.lowercased()
        guard plain.hasPrefix("q=") else { return 1 }
        return Double(plain.dropFirst(2)) ?? 0
    }
}
