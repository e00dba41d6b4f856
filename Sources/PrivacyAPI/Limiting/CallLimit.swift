/// What refuses calls or holds them up.
enum CallLimit: String, CaseIterable {
    /// Too many calls of an address.
    case address
    /// Too many calls with a key.
    case key
    /// Calls that had to wait after wrong keys, and those that were not even let wait.
    case failedKeys = "failed_keys"
}
