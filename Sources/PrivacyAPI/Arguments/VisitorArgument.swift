internal import Privacy

/// Whom the `visitor` of a log call names.
enum VisitorArgument: Sendable {
    /// It did not come at all.
    case missing
    /// It came and names nobody.
    case nobody
    /// It came, or is new when the call asked for one.
    case somebody(VisitorID, isNew: Bool)

    /// The id, if there is one.
    var id: VisitorID? {
        guard case .somebody(let id, _) = self else { return nil }
        return id
    }

    /// The id that the answer carries: the one that was made.
    var new: VisitorID? {
        guard case .somebody(let id, isNew: true) = self else { return nil }
        return id
    }
}

extension Arguments {
    /// The visitor of a log call; `auto` makes a new id.
    func loggedVisitor() throws(APIError) -> VisitorArgument {
        guard self[.visitor] != nil else { return .missing }
        guard let visitor = try optional(.visitor, as: .visitor) else { return .nobody }
        guard visitor.text == VisitorID.automatic else {
            return .somebody(visitor, isNew: false)
        }
        return .somebody(.random(), isNew: true)
    }

    /// The visitor of a log call that must have one, though it may name nobody.
    func requiredLoggedVisitor() throws(APIError) -> VisitorArgument {
        let visitor = try loggedVisitor()
        if case .missing = visitor {
            let type = ArgumentType<VisitorID>.visitor
            throw .missing(type.expected, at: ArgumentPlace(argument: .visitor))
        }
        return visitor
    }
}
