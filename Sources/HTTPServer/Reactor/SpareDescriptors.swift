import Glibc

/// Descriptors that are held for the moment in which none is left: given up, each lets one more
/// connection be accepted, to be told that it is too many instead of waiting for nothing.
@safe
struct SpareDescriptors: ~Copyable {
    private static let count = 4

    private var numbers: [Int32] = []

    deinit { for number in numbers { close(number) } }

    /// Takes up as many as are missing and can be had.
    mutating func renew() {
        while numbers.count < Self.count {
            let number = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
            guard number >= 0 else { return }
            numbers.append(number)
        }
    }

    /// Gives one up; false: there is none.
    mutating func giveUpOne() -> Bool {
        guard let number = numbers.popLast() else { return false }
        close(number)
        return true
    }
}
