internal import Administration

/// A line on a terminal's standard error that shows how far an import is; elsewhere nothing.
struct ProgressBar {
    private static let width = 30

    private let isShown = StandardStream.error.isTerminal

    func show(_ progress: ImportProgress) {
        guard isShown else { return }
        let records = "\(progress.records) records"
        guard progress.totalBytes > 0 else { return draw(records) }
        let share = min(1, Double(progress.readBytes) / Double(progress.totalBytes))
        let filled = Int(share * Double(Self.width))
        let bar =
            String(repeating: "#", count: filled)
            + String(repeating: ".", count: Self.width - filled)
        draw("[\(bar)] \(Int(share * 100)) %  \(records)")
    }

    func clear() {
        if isShown { draw("") }
    }

    private func draw(_ text: String) {
        // ECMA-48: to the first column, and erase to the end of the line.
        StandardStream.error.write("\r\u{1B}[K\(text)")
    }
}
