internal import Administration
internal import Glibc

/// Asks before something that cannot be undone.
enum Confirmation {
    /// Whether there is somebody to ask.
    static var canBeAsked: Bool { isatty(STDIN_FILENO) == 1 && StandardStream.error.isTerminal }

    /// Refuses to go on unless the answer is `yes`.
    static func ask(_ question: String) throws(AdministrationError) {
        StandardStream.error.write("\(question) Type yes to go on: ")
        guard readLine() == "yes" else {
            throw AdministrationError(.refused, "nothing was changed")
        }
    }
}
