extension FeedSplitter {
    /// Where in the feed the next byte stands.
    enum State {
        /// Before the feed's opening brace.
        case object
        /// After the opening brace.
        case nameOrEnd
        /// After a comma between members.
        case name
        /// Within a name.
        case inName
        /// After a name.
        case colon
        /// Before a member's value.
        case value
        /// Within a value that is no list.
        case inOther
        /// After a list's opening bracket.
        case elementOrEnd
        /// After a comma between elements.
        case element
        /// Within an element.
        case inElement
        /// After an element.
        case afterElement
        /// After a member's value.
        case afterMember
        /// After the closing brace.
        case end

        /// What has to come, for a message.
        var expected: StaticString {
            switch self {
            case .object: "an opening brace"
            case .nameOrEnd: "a name or a closing brace"
            case .name: "a name"
            case .inName: "the end of a name"
            case .colon: "a colon"
            case .value: "a value"
            case .inOther: "the end of a value"
            case .elementOrEnd: "an element or a closing bracket"
            case .element: "an element"
            case .inElement: "the end of an element"
            case .afterElement: "a comma or a closing bracket"
            case .afterMember: "a comma or a closing brace"
            case .end: "the end of the text"
            }
        }

        /// Whether the scanner has the next byte.
        var isInValue: Bool {
            self == .inName || self == .inOther || self == .inElement
        }

        /// What follows the value that this is within.
        var afterValue: State {
            switch self {
            case .inName: .colon
            case .inElement: .afterElement
            default: .afterMember
            }
        }

        /// How long the value that this is within may be.
        func limitBytes(forElements elementLimitBytes: Int) -> Int {
            switch self {
            case .inName: FeedSplitter.nameLimitBytes
            case .inElement: elementLimitBytes
            default: .max
            }
        }

        /// Goes over a byte that is not within a value, and says whether that byte was it all; if not,
        /// it begins the value that comes now.
        mutating func step(over byte: UInt8, at offset: Int) throws(JSONError) -> Bool {
            switch (self, byte) {
            case (_, ASCII.space), (_, ASCII.tab), (_, ASCII.lineFeed), (_, ASCII.carriageReturn):
                break
            case (.object, ASCII.openBrace): self = .nameOrEnd
            case (.nameOrEnd, ASCII.quote), (.name, ASCII.quote): return begin(.inName)
            case (.colon, ASCII.colon): self = .value
            case (.value, ASCII.openBracket): self = .elementOrEnd
            case (.value, _): return begin(.inOther)
            case (.elementOrEnd, ASCII.closeBracket), (.afterElement, ASCII.closeBracket):
                self = .afterMember
            case (.elementOrEnd, _), (.element, _): return begin(.inElement)
            case (.afterElement, ASCII.comma): self = .element
            case (.afterMember, ASCII.comma): self = .name
            case (.nameOrEnd, ASCII.closeBrace), (.afterMember, ASCII.closeBrace): self = .end
            default:
                let code: JSONError.Code = self == .end ? .trailing : .syntax
                throw JSONError(code, at: offset, expected: expected)
            }
            return true
        }

        private mutating func begin(_ value: State) -> Bool {
            self = value
            return false
        }
    }
}
