internal import Addresses

extension [AddressRange] {
    /// The ranges that people wrote; refuses the first that is none.
    static func named(_ names: [String]) throws(AdministrationError) -> [AddressRange] {
        var ranges: [AddressRange] = []
        for name in names {
            guard let range = AddressRange(name) else {
                throw AdministrationError(
                    .usage,
                    "addresses: expected IP addresses, or ranges such as 192.0.2.0/24")
            }
            ranges.append(range)
        }
        return ranges
    }
}
