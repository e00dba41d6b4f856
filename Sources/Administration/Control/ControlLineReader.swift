internal import JSON
internal import Privacy

/// Reads the answer to a long operation as it comes.
struct ControlLineReader {
    private let progress: MaintenanceProgress.Report
    private var splitter = LineSplitter()
    /// What came of it; nil: that is not known yet.
    private(set) var outcome: JSONObject?

    /// A reader that hands on how far the operation is.
    init(progress: @escaping MaintenanceProgress.Report) { self.progress = progress }

    /// Takes what came; throws the error that the operation ended with.
    mutating func push(_ bytes: [UInt8]) throws(AdministrationError) {
        var outcome = outcome
        do {
            try splitter.push(bytes.span) { _, line in
                guard case .object(let object) = try JSONReader.value(of: line) else { return }
                switch try ControlLine(json: object) {
                case .progress(let progress): self.progress(progress)
                case .outcome(let object): outcome = object
                case .error(let error): throw error
                }
            }
        } catch let error as AdministrationError {
            throw error
        } catch {
            throw ControlClient.brokenOff
        }
        self.outcome = outcome
    }
}
