/// Who asked for something, as the audit chain names them: never a person, never a key.
public enum Actor: Sendable, Hashable {
    /// Somebody with the public key alone.
    case anyone
    /// The holder of a private key, by the id of its grant.
    case key(String)
    /// Whoever runs the service, by a command.
    case `operator`
    /// The service itself.
    case service

    /// The actor as it is stored and shown: `anyone`, `key:ID`, `operator`, `service`.
    public var text: String {
        switch self {
        case .anyone: "anyone"
        case .key(let grant): "key:\(grant)"
        case .operator: "operator"
        case .service: "service"
        }
    }
}
