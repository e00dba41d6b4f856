/// Where in its file a record stands.
enum RecordPosition: Sendable, Equatable, CustomStringConvertible {
    /// A line, counted from 1.
    case line(Int)
    /// An element of a list, counted from 0.
    case element(list: String, index: Int)

    var description: String {
        switch self {
        case .line(let number): "line \(number)"
        case .element(let list, let index): "\(list)[\(index)]"
        }
    }
}
