/// Where the body of a request ends (RFC 9112 §6).
enum BodyFraming: Equatable {
    case length(Int)
    case chunked
}
