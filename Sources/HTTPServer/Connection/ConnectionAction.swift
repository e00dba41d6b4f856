/// What a connection is to do next.
enum ConnectionAction {
    /// Wait for input, or for the deadline.
    case read
    /// Say `100 Continue`, then ask again.
    case sendContinue
    /// Have the request answered, report `finishResponse`, then ask again.
    case respond(Request)
    /// Answer with the failure, then close.
    case refuse(RequestFailure)
    /// Let go of the connection, for another server to go on with it.
    case handOver
    /// Close: nothing further is to be said.
    case close
}
