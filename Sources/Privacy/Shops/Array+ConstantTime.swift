extension [UInt8] {
    /// Whether both are the same, in a time that does not depend on where they differ.
    package func equalsInConstantTime(_ other: [UInt8]) -> Bool {
        guard other.count == count else { return false }
        var difference: UInt8 = 0
        for index in indices { difference |= self[index] ^ other[index] }
        return difference == 0
    }
}
