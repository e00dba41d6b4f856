/// How far a long piece of work is.
public struct MaintenanceProgress: Sendable, Hashable {
    /// What is being done, in words without anything personal.
    public let step: String
    /// How much of it is done, in bytes.
    public let done: Int64
    /// How much there is, in bytes; 0: not known.
    public let total: Int64

    /// How far it is.
    public init(step: String, done: Int64 = 0, total: Int64 = 0) {
        self.step = step
        self.done = done
        self.total = total
    }

    /// What is told.
    public typealias Report = @Sendable (MaintenanceProgress) -> Void
}
