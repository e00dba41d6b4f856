internal import Privacy

/// Where the files of one shop stand.
struct ShopFolder {
    static let databaseName = "privacy.db"
    static let ledgerName = "ledger.db"
    /// A ledger that is being made, until it is whole.
    static let newLedgerName = "ledger.db.new"

    /// The folder itself.
    let files: PrivateFolder

    /// - Parameter isGoingOn: Whether what was deleted is to be overwritten further.
    init(data: String, id: ShopID, isGoingOn: @escaping @Sendable () -> Bool = { true }) {
        files = PrivateFolder(path: data + "/shops/" + id.text, isGoingOn: isGoingOn)
    }

    /// That shop's people and behaviour.
    var database: String { path(Self.databaseName) }

    /// What was forgotten and when, and who asked for what.
    var ledger: String { path(Self.ledgerName) }

    func path(_ name: String) -> String { files.path + "/" + name }
}
