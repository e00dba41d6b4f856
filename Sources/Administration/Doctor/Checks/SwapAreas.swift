/// Where the system puts memory for which it has no room.
enum SwapAreas {
    /// The areas of `/proc/swaps` that keep on a disk what they were given.
    static func plain(in text: String, isEncrypted: (String) -> Bool) -> [String] {
        text.split(separator: "\n").dropFirst()
            .compactMap { $0.split(whereSeparator: \.isWhitespace).first.map(String.init) }
            .filter { !$0.hasPrefix("/dev/zram") && !isEncrypted($0) }
    }

    /// Whether a device is one that dm-crypt makes.
    static func isEncrypted(_ device: String) -> Bool {
        guard let name = device.split(separator: "/").last,
            let kind = try? SmallFile.text(at: "/sys/block/\(name)/dm/uuid")
        else { return false }
        return kind.hasPrefix("CRYPT-")
    }
}
