/// How the body of a request is encoded (RFC 9110 §8.4).
enum ContentCoding {
    case identity
    case gzip
}
