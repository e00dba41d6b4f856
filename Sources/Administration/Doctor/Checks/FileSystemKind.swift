/// What a file system means for the data, by the number that statfs(2) gives for it.
enum FileSystemKind: Equatable {
    /// A local disk that overwrites in place.
    case local(String)
    /// Another machine, or a program that stands between: locks, shared memory and syncs are its
    /// affair (<https://www.sqlite.org/faq.html#q5>).
    case network(String)
    /// Nothing stays.
    case memory(String)
    /// The writable layer of a container.
    case container
    /// A local disk that writes beside what was there.
    case copying(String)
    /// None of those.
    case unknown(UInt32)

    init(magic: UInt32) { self = Self.known[magic] ?? .unknown(magic) }

    // statfs(2), linux/magic.h
    private static let known: [UInt32: FileSystemKind] = [
        0xEF53: .local("ext4"), 0x5846_5342: .local("xfs"), 0xF2F5_2010: .local("f2fs"),
        0x3153_464A: .local("jfs"),
        0x9123_683E: .copying("btrfs"), 0x2FC1_2FC1: .copying("zfs"),
        0xCA45_1A4E: .copying("bcachefs"),
        0x6969: .network("nfs"), 0xFF53_4D42: .network("cifs"), 0xFE53_4D42: .network("smb"),
        0x517B: .network("smb"), 0x6573_5546: .network("fuse"), 0x0102_1997: .network("9p"),
        0x00C3_6400: .network("ceph"), 0x5346_414F: .network("afs"),
        0x0BD0_0BD0: .network("lustre"), 0x0116_1970: .network("gfs2"),
        0x7461_636F: .network("ocfs2"), 0x786F_4256: .network("vboxsf"),
        0x0102_1994: .memory("tmpfs"), 0x8584_58F6: .memory("ramfs"),
        0x794C_7630: .container, 0x6175_6673: .container,
    ]
}
