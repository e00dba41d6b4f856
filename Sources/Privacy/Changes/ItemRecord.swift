public import JSON

/// A product, a category or a page.
public struct ItemRecord: Sendable {
    /// Which of the three.
    public var kind: ItemKind
    /// Its id.
    public var id: RecordID
    /// Everything else, as it came; a `name` makes descriptions readable.
    public var attributes: JSONObject

    /// An item.
    public init(kind: ItemKind, id: RecordID, attributes: JSONObject) {
        self.kind = kind
        self.id = id
        self.attributes = attributes
    }
}
