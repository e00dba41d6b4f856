internal import Privacy
internal import SQLite

/// Subscribes and unsubscribes e-mails.
struct SubscriptionChanges {
    let writing: ShopWriting
    let call: Call

    private var connection: Connection { writing.connection }

    /// Subscribes; an e-mail that is on the list stays since when it was.
    func put(_ record: SubscriptionRecord) throws {
        let email = try writing.people.name(record.email, isVouched: call.origin == .shop)
        try connection.run(
            """
            INSERT OR IGNORE INTO subscription(email, list, number, since) VALUES (?1, ?2, ?3, ?4)
            """,
            .integer(email.id), .text(record.list?.text ?? ""),
            .integer(record.list?.isNumber == true ? 1 : 0), .integer(call.time))
    }

    /// Unsubscribes from a list, or from everything; an e-mail that is not known stays unknown.
    func remove(_ record: SubscriptionRecord) throws {
        guard let email = try writing.people.find(record.email) else { return }
        if let list = record.list {
            try connection.run(
                "DELETE FROM subscription WHERE email = ?1 AND list = ?2",
                .integer(email.id), .text(list.text))
        } else {
            try connection.run("DELETE FROM subscription WHERE email = ?1", .integer(email.id))
        }
        try writing.people.removeIfNothingIsHeld(of: email.person)
    }
}
