/// Everything before the body of a request, checked.
///
/// A class, for it is handed on several times, and has six references that would be counted each time.
final class RequestHead: Sendable {
    let line: RequestLine
    let fields: RequestFields
    let framing: BodyFraming
    let coding: ContentCoding
    let expectsContinue: Bool
    let isPersistent: Bool
    /// Its length on the wire, with the empty line that ends it.
    let byteCount: Int

    init(
        line: RequestLine, fields: RequestFields, framing: BodyFraming, coding: ContentCoding,
        expectsContinue: Bool, isPersistent: Bool, byteCount: Int
    ) {
        self.line = line
        self.fields = fields
        self.framing = framing
        self.coding = coding
        self.expectsContinue = expectsContinue
        self.isPersistent = isPersistent
        self.byteCount = byteCount
    }
}
