/// Something that a visitor did, as it comes in.
public struct ActivityRecord: Sendable {
    /// Who did it.
    public var visitor: VisitorID
    /// What was done.
    public var action: ActivityAction
    /// When, in seconds since 1970; nil: when the call arrived.
    public var time: Int64?

    /// An activity.
    public init(visitor: VisitorID, action: ActivityAction, time: Int64? = nil) {
        self.visitor = visitor
        self.action = action
        self.time = time
    }
}
