internal import Privacy

extension FeedRecord {
    /// What a visitor did; nil when no visitor is named.
    static func activity(_ fields: RecordFields) throws(RecordFault) -> ActivityRecord? {
        let action = try action(fields)
        let time = try fields.requiredTime()
        guard let visitor = try fields.visitor() else { return nil }
        return ActivityRecord(visitor: visitor, action: action, time: time)
    }

    /// One of ours where the record says on what it was done, else what the other system wrote.
    private static func action(_ fields: RecordFields) throws(RecordFault) -> ActivityAction {
        guard let type = try fields.text("type"),
            type.utf8.count <= ActivityAction.maximumTypeBytes
        else {
            throw RecordFault(
                "type", expected: "a string of at most \(ActivityAction.maximumTypeBytes) bytes")
        }
        if let product = try fields.id("product") {
            switch type {
            case "click": return .click(product: product.text)
            case "product": return .product(product.text)
            case "category": return .category(product.text)
            default: break
            }
        }
        guard let description = try fields.text("description") else {
            throw RecordFault("description", expected: "a string")
        }
        return .imported(type: type, description: description)
    }
}
