internal import JSON

/// Members of signed documents: one that is not known is there as null.
extension JSONWriter {
    mutating func text(_ name: StaticString, _ value: String?) {
        self.name(name)
        if let value { string(value) } else { null() }
    }

    mutating func integer(_ name: StaticString, _ value: Int64?) {
        self.name(name)
        if let value { integer(value) } else { null() }
    }
}
