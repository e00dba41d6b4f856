/// Makes ids of requests: counted from a random start, so that those of two runs do not meet.
struct RequestIDs {
    private var last = UInt64.random(in: .min ... .max)

    mutating func next() -> RequestID {
        last &+= 1
        return RequestID(number: last)
    }
}
