/// What is fuzzed, and the properties that are held against every input.
///
/// A process fuzzes one target, which its arguments name: `--target=json`. libFuzzer passes over
/// what begins with two hyphens, and hands it on to the processes that it starts.
enum FuzzTarget: String, CaseIterable, Sendable {
    /// Requests as they come over a connection.
    case requests
    /// Bodies in chunks and in gzip, whole and damaged.
    case bodies
    /// The JSON reader and the writer.
    case json
    /// The splitters of feeds and of lines.
    case feeds
    /// Arguments in a query, a form and a body of JSON.
    case forms
    /// The records of an import.
    case records
    /// Snapshots of shops and of the registry.
    case snapshots

    /// The one that the arguments name.
    static let chosen: FuzzTarget = {
        let prefix = "--target="
        for argument in CommandLine.arguments where argument.hasPrefix(prefix) {
            if let target = FuzzTarget(rawValue: String(argument.dropFirst(prefix.count))) {
                return target
            }
        }
        fatalError("--target= one of \(allCases.map(\.rawValue).joined(separator: ", "))")
    }()

    /// Holds the target's properties against an input.
    func run(_ input: FuzzInput) {
        switch self {
        case .requests: RequestProperties.hold(for: input)
        case .bodies: BodyProperties.hold(for: input)
        case .json: JSONProperties.hold(for: input)
        case .feeds: FeedProperties.hold(for: input)
        case .forms: FormProperties.hold(for: input)
        case .records: RecordProperties.hold(for: input)
        case .snapshots: SnapshotProperties.hold(for: input)
        }
    }
}
