/// The versions spoken here.
enum HTTPVersion: Sendable {
    case http10
    case http11
}
