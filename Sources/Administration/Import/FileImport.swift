internal import Glibc

/// Brings a file of records into a shop, batch by batch, so that the size of the file does not
/// matter.
///
/// A batch is in whole or not at all. Where a record is not as it should be, the import stops with
/// what stands before it in; sent again after a correction, the same records change nothing.
public struct FileImport: Sendable {
    /// How much of the file is read at once.
    private static let chunkBytes = 256 * 1024

    private let path: String
    private let shop: String
    private let skipsInvalid: Bool

    /// An import into the shop with that public key.
    ///
    /// - Parameters:
    ///   - path: The file: `.jsonl`, or a data feed.
    ///   - shop: The shop's public key.
    ///   - skipsInvalid: Whether records that are not as they should be are counted and passed over.
    public init(path: String, shop: String, skipsInvalid: Bool = false) {
        self.path = path
        self.shop = shop
        self.skipsInvalid = skipsInvalid
    }

    /// Runs the import to its end; `progress` is told after every piece of the file.
    ///
    /// Refuses a file that cannot be read, an unknown shop, and, unless they are skipped, records
    /// that are not as they should be: the error says where and how many are in.
    public func run(
        through administration: any Administration,
        progress: (ImportProgress) -> Void = { _ in }
    ) async throws(AdministrationError) -> ImportTally {
        _ = try await administration.perform(DescribeShop(shop: shop))
        let file = try Descriptor(opening: path, O_RDONLY)
        var sender = BatchSender(
            administration: administration, shop: shop, skipsInvalid: skipsInvalid)
        do throws(AdministrationError) {
            try await send(file, through: &sender, progress)
            try await sender.finish()
        } catch {
            await sender.abandon()
            throw error
        }
        return sender.tally
    }

    private func send(
        _ file: borrowing Descriptor, through sender: inout BatchSender,
        _ progress: (ImportProgress) -> Void
    ) async throws(AdministrationError) {
        let totalBytes = file.size
        var readBytes = 0
        var parser = RecordParser(path: path)
        while true {
            let chunk = try file.read(upTo: Self.chunkBytes)
            readBytes += chunk.count
            for entry in chunk.isEmpty ? parser.finish() : parser.push(chunk) {
                try await sender.take(entry)
            }
            if let failure = parser.failure { throw try await sender.stop(failure) }
            if chunk.isEmpty { return }
            progress(
                ImportProgress(
                    readBytes: readBytes, totalBytes: totalBytes, records: sender.tally.total))
        }
    }
}
