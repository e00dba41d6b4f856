internal import HTTPServer
internal import JSON
internal import Privacy

/// What came of a call's changes, as its answer says.
struct AppliedChanges: Sendable {
    /// The kinds of which something was dropped at the door.
    let ignored: DataKinds
    /// The parcel that was made.
    var parcel: Int64?
    /// The objects that were refused because their subject was forgotten.
    var suppressed: [SuppressedObject] = []

    /// `ok`, with what the caller cannot know by itself.
    func response(visitor: VisitorID? = nil) -> Response {
        guard parcel != nil || visitor != nil || !ignored.isEmpty || !suppressed.isEmpty else {
            return .ok
        }
        return .ok { writer in
            if let parcel {
                writer.name("parcel_id")
                writer.integer(parcel)
            }
            if let visitor {
                writer.name("visitor")
                writer.string(visitor.text)
            }
            if !ignored.isEmpty {
                writer.name("ignored")
                writer.list(ignored.names) { $0.string($1) }
            }
            if !suppressed.isEmpty {
                writer.name("suppressed")
                writer.list(suppressed) { $0.suppressed($1) }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func suppressed(_ object: SuppressedObject) {
        switch object {
        case .id(let id): identifier(id)
        case .email(let email): string(email.text)
        }
    }
}
