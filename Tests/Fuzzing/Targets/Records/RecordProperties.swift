@testable import Administration
internal import JSON
internal import Privacy

/// An import file means the same however it is cut; its records cross the control socket unchanged,
/// and what they bring in is within the bounds that it is kept in.
enum RecordProperties {
    static func hold(for input: FuzzInput) {
        var input = input
        let name = input.flag() ? "a.jsonl" : "a.json"
        let lengths = input.pieceLengths()
        let bytes = input.bytes
        let whole = ParsedFile(bytes, name: name, pieceLengths: [max(1, bytes.count)])
        require(
            ParsedFile(bytes, name: name, pieceLengths: lengths) == whole,
            "The records of a file are others when it was cut.")
        require(
            ParsedFile(bytes, name: name, pieceLengths: [1]) == whole,
            "The records of a file are others byte by byte.")
        checkCrossing(of: whole.records)
        for record in whole.records {
            for change in (try? record.changes()) ?? [] { check(change) }
        }
    }

    private static func checkCrossing(of records: [FeedRecord]) {
        let sent = ImportRecords(
            shop: "a", records: records, skipsInvalid: true, place: ImportPlace(after: .min))
        let text = JSONWriter.bytes(of: .object(sent.json))
        // As deep as the socket's other end reads.
        let limits = JSONLimits(depth: JSONLimits().depth + 8)
        let read = try? JSONReader.value(of: text, limits: limits)
        guard case .object(let object) = read, let received = try? ImportRecords(json: object)
        else { fatalError("Records did not cross the control socket.") }
        require(
            received.records == records && received.place == sent.place,
            "Records changed on the control socket.")
    }

    private static func check(_ change: Change) {
        switch change {
        case .activity(let activity):
            checkName(activity.visitor.text, VisitorID.maximumBytes)
            checkTime(activity.time)
        case .link(let link):
            checkName(link.visitor.text, VisitorID.maximumBytes)
            checkPerson(link.customer, link.email)
            require(link.customer != nil || link.email != nil, "A link names nobody.")
            checkTime(link.time)
        case .order(let order):
            checkID(order.id)
            checkPerson(order.customer, order.email)
            checkTime(order.time)
        case .customer(let customer):
            checkPerson(customer.id, customer.email)
            require(customer.id != nil || customer.email != nil, "A customer has no name.")
        case .item(let item): checkID(item.id)
        default: fatalError("A record brings in what no import has.")
        }
    }

    private static func checkPerson(_ customer: RecordID?, _ email: EmailAddress?) {
        if let customer { checkID(customer) }
        if let email { checkName(email.text, EmailAddress.maximumBytes) }
    }

    private static func checkID(_ id: RecordID) { checkName(id.text, RecordID.maximumBytes) }

    private static func checkName(_ text: String, _ maximumBytes: Int) {
        require((1...maximumBytes).contains(text.utf8.count), "A name is empty or too long.")
        require(!Nobody.isNamed(by: text), "A word for nobody names somebody.")
    }

    private static func checkTime(_ time: Int64?) {
        require(time.map { (0...253_402_300_799).contains($0) } ?? true, "A time is out of bounds.")
    }
}
