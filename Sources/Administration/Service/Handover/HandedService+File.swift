internal import CLinux
internal import Glibc

extension HandedService {
    /// `MFD_CLOEXEC`, which the headers have for GNU sources only.
    private static let closesOnExec: UInt32 = 1

    /// The description as a file in memory, since it holds what callers have sent.
    func file() throws(AdministrationError) -> Descriptor {
        let file = Descriptor(
            owning: try Descriptor.call("cannot make a file in memory") {
                unsafe memfd_create("oblio-handover", Self.closesOnExec)
            })
        var rest = description[...]
        while !rest.isEmpty {
            let count = try Descriptor.call("cannot write the handover") {
                unsafe rest.withUnsafeBytes { unsafe write(file.number, $0.baseAddress, $0.count) }
            }
            rest = rest.dropFirst(count)
        }
        return file
    }
}
