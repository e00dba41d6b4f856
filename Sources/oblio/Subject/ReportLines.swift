internal import Administration
internal import JSON

/// A report as lines for people, made while it comes, so that it may be of any length.
struct ReportLines {
    private var splitter = FeedSplitter()
    private var heading = ""

    /// Shows what the next piece of the report completes.
    mutating func show(_ bytes: [UInt8]) throws(AdministrationError) {
        var heading = heading
        do {
            try splitter.push(bytes.span) { list, element in
                if list != heading {
                    heading = list
                    StandardStream.output.write(list.replacingUnderscores + ":\n")
                }
                StandardStream.output.write("  \(try Self.line(of: element))\n")
            }
        } catch {
            throw Self.broken
        }
        self.heading = heading
    }

    /// Says that the report ends here; throws when that is in its middle.
    func finish() throws(AdministrationError) {
        do throws(JSONError) {
            try splitter.finish()
        } catch {
            throw Self.broken
        }
        if heading.isEmpty { StandardStream.error.write("Nothing is held.\n") }
    }

    private static func line(of element: Span<UInt8>) throws(JSONError) -> String {
        switch try JSONReader.value(of: element) {
        case .string(let text): text
        case .object(let object):
            object.members.map { "\($0.name) \(JSONWriter.text(of: $0.value))" }
                .joined(separator: "  ")
        case let value: JSONWriter.text(of: value)
        }
    }

    private static let broken = AdministrationError(
        .failed, "the report broke off: ask again for a whole one")
}

extension String {
    fileprivate var replacingUnderscores: String {
        String(map { $0 == "_" ? " " : $0 })
    }
}
