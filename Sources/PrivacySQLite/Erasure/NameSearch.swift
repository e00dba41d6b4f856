internal import Privacy
internal import SQLite

/// Finds those names in a shop's file of which a ledger has the digest.
struct NameSearch {
    /// What was found.
    struct Matches {
        /// The numbers of people.
        var people: Set<Int64> = []
        /// Visitors.
        var visitors: [Visitors.Known] = []
        /// Visitors that stay, of which what is nobody's was forgotten.
        var partly: [Visitors.Known] = []

    }

    let connection: Connection
    /// Makes the ledger's digests.
    let digester: Digester

    /// The names that were there when they were forgotten: a row that is younger than the forget is
    /// of somebody who came back.
    ///
    /// - Parameter forgotten: The last forget of each digest.
    func matches(of forgotten: [ErasureIntent.Digest: Int64]) throws -> Matches {
        var matches = Matches()
        let hasParts = forgotten.keys.contains { $0.kind == .nobodys || $0.kind == .beforeLinks }
        var rows = try connection.query(
            "SELECT kind, text, number, person, position FROM identifier")
        while try rows.step() {
            guard let name = name(kind: rows.integer(0), rows.text(1), rows.integer(2) != 0),
                let erasure = forgotten[digest(name)], rows.integer(4) < erasure
            else { continue }
            matches.people.insert(rows.integer(3))
        }
        var visitors = try connection.query("SELECT text, id, span, position FROM visitor")
        while try visitors.step() {
            let id = VisitorID(visitors.text(0))
            let known = Visitors.Known(id: visitors.integer(1), span: visitors.integer(2))
            let position = visitors.integer(3)
            if let erasure = forgotten[digest(.visitor(id))], position < erasure {
                matches.visitors.append(known)
            } else if hasParts, try isPartly(known, id, position, forgotten) {
                matches.partly.append(known)
            }
        }
        return matches
    }

    /// The ids of orders that were a forgotten subject's, and that name or describe somebody here.
    func orders(of forgotten: [ErasureIntent.Digest: Int64]) throws -> [String] {
        guard forgotten.keys.contains(where: { $0.kind == .order }) else { return [] }
        var found: [String] = []
        var rows = try connection.query(
            "SELECT text FROM orders WHERE state = ?1",
            .integer(OrderRow.State.ordinary.rawValue))
        while try rows.step() {
            let digest = digester.digest(order: rows.text(0))
            if forgotten[.init(kind: .order, bytes: digest)] != nil { found.append(rows.text(0)) }
        }
        return found
    }

    private func isPartly(
        _ known: Visitors.Known, _ id: VisitorID, _ position: Int64,
        _ forgotten: [ErasureIntent.Digest: Int64]
    ) throws -> Bool {
        for isOfFirstLink in [false, true] {
            let part = ErasurePlan.VisitorPart(visitor: id, isOfFirstLink: isOfFirstLink)
            let digest = ErasureIntent.Digest(kind: part.kind, bytes: digester.digest(part))
            guard let erasure = forgotten[digest], position < erasure else { continue }
            let visitors = Visitors(connection: connection, digester: digester)
            if try !isOfFirstLink || visitors.people(of: known.id).isEmpty { return true }
        }
        return false
    }

    private func name(kind: Int64, _ text: String, _ isNumber: Bool) -> SubjectName? {
        switch Identifier.Kind(rawValue: kind) {
        case .email: EmailAddress(text).map(SubjectName.email)
        case .customer: .customer(RecordID(text: text, isNumber: isNumber))
        case nil: nil
        }
    }

    private func digest(_ name: SubjectName) -> ErasureIntent.Digest {
        .init(kind: name.kind, bytes: digester.digest(name))
    }
}
