internal import Privacy

/// Reads the activities of a block, which may stand among other bytes.
struct ActivityCursor {
    private var place: Int
    private let end: Int
    private var time: Int64
    private var position: Int64
    private let start: Int

    init(_ range: Range<Int>, time: Int64, position: Int64) {
        (start, place, end) = (range.lowerBound, range.lowerBound, range.upperBound)
        (self.time, self.position) = (time, position)
    }

    /// The next activity of the bytes that the range is of; nil: there is none.
    ///
    /// Throws `storage` where they are no block, as after damage to the file.
    @inline(__always)
    mutating func next(in bytes: Span<UInt8>) throws -> ActivityBlock.Entry? {
        guard place < end else { return nil }
        let beginning = place
        let seconds = try number(in: bytes)
        if seconds > 0 {
            time &+= Int64(bitPattern: seconds)
            position = 0
        } else if beginning > start {
            position &+= 1
        }
        let body = place
        guard let kind = UInt8(exactly: try number(in: bytes)) else { throw Self.damage }
        let type = kind == ActivityRow.imported ? try text(in: bytes) : place..<place
        let item = try text(in: bytes)
        return .init(
            time: time, position: position, kind: kind, type: type, item: item,
            start: beginning, body: body)
    }

    @inline(__always)
    private mutating func number(in bytes: Span<UInt8>) throws -> UInt64 {
        guard place < end else { throw Self.damage }
        let first = bytes[place]
        place += 1
        return first < 0x80 ? UInt64(first) : try number(in: bytes, from: first & 0x7F)
    }

    private mutating func number(in bytes: Span<UInt8>, from low: UInt8) throws -> UInt64 {
        var value = UInt64(low)
        for shift in stride(from: 7, to: UInt64.bitWidth, by: 7) {
            guard place < end else { break }
            let byte = bytes[place]
            place += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw Self.damage
    }

    @inline(__always)
    private mutating func text(in bytes: Span<UInt8>) throws -> Range<Int> {
        let count = try number(in: bytes)
        guard count <= UInt64(end - place) else { throw Self.damage }
        let start = place
        place += Int(count)
        return start..<place
    }

    private static var damage: PrivacyError {
        PrivacyError(.storage, "The database holds activities that cannot be read.")
    }
}
