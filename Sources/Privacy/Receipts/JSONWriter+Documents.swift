internal import JSON

/// Members of signed documents: one that is not known is there as null.
extension JSONWriter {
    mutating func text(_ member: String, _ value: String?) {
        name(member)
        if let value { string(value) } else { null() }
    }

    mutating func integer(_ member: String, _ value: Int64?) {
        name(member)
        if let value { integer(value) } else { null() }
    }
}
