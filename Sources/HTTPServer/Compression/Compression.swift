import HTTPTypes

/// What is done to the body of a response before it is sent.
enum Compression {
    /// Never compressed, whoever asks.
    case none
    /// Sent as it is to this caller; another may get it compressed, and caches have to know.
    case identity
    case gzip

    /// Decides from the body's type and size, and from what the caller takes.
    init(of response: Response, for request: RequestFields?, thresholdBytes: Int) {
        let isLargeEnough =
            if case .bytes(let bytes) = response.body { bytes.count >= thresholdBytes } else {
                true
            }
        guard let request, isLargeEnough, !response.fields.isEncoded,
            response.fields.isCompressible
        else {
            self = .none
            return
        }
        self = AcceptEncoding(request.values(of: .acceptEncoding)).allowsGzip ? .gzip : .identity
    }
}
