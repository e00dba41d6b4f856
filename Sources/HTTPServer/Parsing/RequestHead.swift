/// Everything before the body of a request, checked.
struct RequestHead {
    let line: RequestLine
    let fields: RequestFields
    let framing: BodyFraming
    let coding: ContentCoding
    let expectsContinue: Bool
    let isPersistent: Bool
    /// Its length on the wire, with the empty line that ends it.
    let byteCount: Int
}
