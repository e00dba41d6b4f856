/// What a shop shows: kept as it comes, and not personal.
public enum ItemKind: Int64, Sendable, CaseIterable {
    case product = 1
    case category = 2
    case page = 3
}
