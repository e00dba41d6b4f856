internal import Glibc
internal import HTTPServer

/// What a service leaves behind: its open sockets, and the data folder with its lock.
struct HandedService: Sendable {
    let folder: DataFolder
    let lock: FolderLock
    var server: Handover
    var control: Handover

    /// Everything that has to stay open.
    var descriptors: [Int32] {
        [folder.number, lock.number] + server.descriptors + control.descriptors
    }

    /// Says whether the descriptors stay open when another program takes the process over.
    func setInherited(_ isInherited: Bool) {
        for number in descriptors { _ = fcntl(number, F_SETFD, isInherited ? 0 : FD_CLOEXEC) }
    }
}
