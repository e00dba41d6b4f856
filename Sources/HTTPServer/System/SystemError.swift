/// A system call that failed: which one, and its `errno`.
struct SystemError: Error, Equatable {
    let call: String
    let code: Int32
}
