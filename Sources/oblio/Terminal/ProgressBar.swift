internal import Administration
internal import Privacy

/// A line on a terminal's standard error that shows how far something is; elsewhere nothing.
struct ProgressBar {
    private static let width = 30

    private let isShown = StandardStream.error.isTerminal

    func show(_ progress: ImportProgress) {
        show(
            Int64(progress.readBytes), of: Int64(progress.totalBytes),
            "\(progress.records) records")
    }

    func show(_ progress: MaintenanceProgress) {
        show(progress.done, of: progress.total, progress.step)
    }

    private func show(_ done: Int64, of total: Int64, _ words: String) {
        guard isShown else { return }
        guard total > 0 else { return draw(words) }
        let share = min(1, max(0, Double(done) / Double(total)))
        let filled = Int(share * Double(Self.width))
        let bar =
            String(repeating: "#", count: filled)
            + String(repeating: ".", count: Self.width - filled)
        draw("[\(bar)] \(Int(share * 100)) %  \(words)")
    }

    func clear() {
        if isShown { draw("") }
    }

    private func draw(_ text: String) {
        // ECMA-48: to the first column, and erase to the end of the line.
        StandardStream.error.write("\r\u{1B}[K\(text)")
    }
}
