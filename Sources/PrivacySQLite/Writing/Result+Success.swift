extension Result {
    /// Whether it is no failure.
    var isSuccess: Bool { if case .success = self { true } else { false } }
}
