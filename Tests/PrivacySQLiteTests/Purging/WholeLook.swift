import SQLite

@testable import PrivacySQLite

/// The findings on all pages of a database file, along its overflow chains too.
struct WholeLook {
    private(set) var residuePages: Set<UInt32> = []
    private(set) var residueErasures: Set<Int64> = []
    private(set) var mentions: [Int64] = []
    private(set) var malformed: Set<UInt32> = []
    private(set) var overflowResidue: Set<UInt32> = []
    private(set) var brokenChains = 0
    private(set) var chains = 0

    init(_ database: TemporaryDatabase, _ scanner: TraceScanner) throws {
        let free = try FreePages(of: database.connection)
        let look = PageLook(scanner: scanner, free: free)
        let overflow = OverflowLook(scanner: scanner, free: free, connection: database.connection)
        for number in 1...free.pageCount {
            let page = try database.page(number)
            let finding = look.look(at: number, page.span)
            if finding.isMalformed { malformed.insert(number) }
            if !finding.residue.isEmpty { residuePages.insert(number) }
            residueErasures.formUnion(finding.residueHits.map(\.erasure))
            mentions += finding.mentions.map(\.erasure)
            for continuation in finding.continuations {
                let along = try overflow.look(along: continuation, of: page.span)
                chains += 1
                mentions += along.mentions
                if along.isBroken { brokenChains += 1 }
                if let residue = along.residue { overflowResidue.insert(residue.page) }
            }
        }
    }
}
