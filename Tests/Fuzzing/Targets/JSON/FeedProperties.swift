internal import JSON

/// A feed or a text of lines comes apart alike however it is cut; of a feed that the reader takes,
/// the elements are those that the reader sees.
enum FeedProperties {
    static func hold(for input: FuzzInput) {
        var input = input
        let limitBytes = input.flag() ? 16 : 1 << 20
        let lists: Set<String> = input.flag() ? ["a", "orders"] : []
        let lengths = input.pieceLengths()
        let bytes = input.bytes
        let wrapped = Array(#"{"a":["#.utf8) + bytes + Array("]}".utf8)
        for feed in [bytes, wrapped] {
            let split = { (lengths: [Int]) in
                SplitFeed.elements(
                    of: feed, pieceLengths: lengths, lists: lists, limitBytes: limitBytes)
            }
            let whole = split([max(1, feed.count)])
            require(split(lengths) == whole, "A feed came apart differently when it was cut.")
            require(split([1]) == whole, "A feed came apart differently byte by byte.")
            if lists.isEmpty, limitBytes > feed.count { compare(whole, withReaderOf: feed) }
        }
        checkLines(of: bytes, lengths, limitBytes)
    }

    private static func compare(_ split: SplitFeed, withReaderOf feed: [UInt8]) {
        guard case .object(let object) = try? JSONReader.value(of: feed) else { return }
        // A feed's names are words; longer ones are refused by the splitter alone.
        guard object.members.allSatisfy({ $0.name.utf8.count <= 150 }) else { return }
        require(split.fault == nil, "A feed that is valid JSON was refused.")
        var expected: [(String, JSONValue)] = []
        for member in object.members {
            guard case .array(let elements) = member.value else { continue }
            expected += elements.map { (member.name, $0) }
        }
        require(split.parts.count == expected.count, "A feed's elements are not all handed out.")
        for (part, (list, value)) in zip(split.parts, expected) {
            require(
                part.place.utf8.elementsEqual(list.utf8)
                    && (try? JSONReader.value(of: part.text)) == value,
                "An element is not the one that stands in the feed.")
        }
    }

    private static func checkLines(of text: [UInt8], _ lengths: [Int], _ limitBytes: Int) {
        let whole = SplitFeed.lines(
            of: text, pieceLengths: [max(1, text.count)], limitBytes: limitBytes)
        for lengths in [lengths, [1]] {
            require(
                SplitFeed.lines(of: text, pieceLengths: lengths, limitBytes: limitBytes) == whole,
                "A text's lines are others when it was cut.")
        }
        guard whole.fault == nil else { return }
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
        let expected = lines.enumerated().filter { !$0.element.isEmpty }.map {
            SplitFeed.Part(place: "\($0.offset + 1)", text: Array($0.element))
        }
        require(whole.parts == expected, "The lines are not those between the line feeds.")
    }
}
