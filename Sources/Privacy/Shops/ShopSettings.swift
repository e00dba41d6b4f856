public import Addresses

/// What the operator decides for a shop.
public struct ShopSettings: Sendable, Hashable {
    /// The days for which old data does not bring a forgotten subject back, unless said otherwise.
    public static let defaultSuppressionDays: Int64 = 30
    /// The longest such period: ten years.
    public static let maximumSuppressionDays: Int64 = 3_650

    /// The kinds of data that come in; the others are dropped at the door.
    public var collected: DataKinds
    /// For how many days after a forget old data does not bring the subject back; 0 turns it off.
    public var suppressionDays: Int64
    /// The attributes of orders that the shop declares non-personal: a forget keeps them.
    public var keptOrderAttributes: [String]
    /// From where calls with a private key are taken; empty: from anywhere.
    public var allowedAddresses: [AddressRange]

    /// The settings of a new shop unless said otherwise.
    public init(
        collected: DataKinds = .all, suppressionDays: Int64 = defaultSuppressionDays,
        keptOrderAttributes: [String] = [], allowedAddresses: [AddressRange] = []
    ) {
        self.collected = collected
        self.suppressionDays = suppressionDays
        self.keptOrderAttributes = keptOrderAttributes
        self.allowedAddresses = allowedAddresses
    }

    /// Whether a call with a private key may come from an address; from none: only without a list.
    public func allows(_ address: IPAddress?) -> Bool {
        allowedAddresses.isEmpty || address.map { allowedAddresses.contains($0) } ?? false
    }
}
