/// An object that was refused because its subject was forgotten: by its id as sent, else its
/// e-mail.
public enum SuppressedObject: Sendable, Hashable {
    /// The object's id.
    case id(RecordID)
    /// The object's e-mail; it has no id.
    case email(EmailAddress)
}
