/// Tells when somebody was forgotten.
struct ForgottenNames {
    /// When the subject of a name was last forgotten, of those that still do what `most` says; nil: never.
    let since: (_ name: SubjectName, _ most: DigestState) throws -> Int64?
}
