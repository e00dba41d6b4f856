/// The paths of the control socket that are not an operation's name.
enum ControlPath {
    static let report = "/report"
}
