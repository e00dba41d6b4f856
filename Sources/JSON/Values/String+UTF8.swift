extension String {
    /// Whether both have the same code units; `==` also takes canonically equivalent strings for
    /// equal, which JSON does not (RFC 8259 §8.3).
    func hasSameUTF8(as other: String) -> Bool {
        self == other && utf8.elementsEqual(other.utf8)
    }
}
