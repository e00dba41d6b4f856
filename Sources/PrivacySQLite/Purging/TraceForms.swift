/// The forms in which the text of an identifier may stand in a file, the letters A–Z in lower case.
///
/// They are the text itself in UTF-8, as the inside of a JSON string (RFC 8259 §7: as short as may
/// be, and with what writers escape beyond that: `/`, control characters by number, all that is not
/// ASCII), and percent-encoded (RFC 3986 §2, with what scripts and forms leave as it is). Others, say
/// UTF-16, base64 or an integer in binary, are not looked for.
enum TraceForms {
    /// The shortest text that is looked for wherever it stands; shorter ones stand everywhere.
    ///
    /// What is left of those in dead bytes is found all the same, since there all must be zero.
    static let minimumBytes = Trace.prefixBytes

    /// The distinct forms of a text, at most 17; none of a text that is too short to be unambiguous.
    ///
    /// Of a long form it is the first ``Trace/maximumBytes``: enough to tell it, and what limits how
    /// far a search has to look ahead.
    static func forms(of text: String) -> [[UInt8]] {
        guard text.utf8.count >= minimumBytes else { return [] }
        var forms = [Array(text.utf8)]
        for style in JSONStyle.all { forms.append(style.escaped(text)) }
        for style in PercentStyle.all { forms.append(style.encoded(text)) }
        var distinct: [[UInt8]] = []
        for form in forms {
            let folded = form.prefix(Trace.maximumBytes).map(ASCIILetter.lowercased)
            if !distinct.contains(folded) { distinct.append(folded) }
        }
        return distinct
    }
}
