internal import SQLite

/// Looks at one page of a database for what is left of erased people.
///
/// Bytes that belong to nothing must be zero, so that what is left of a short or common text is found
/// there too. Among the others only what is unambiguous is looked for.
///
/// Short texts in live bytes are not looked for, and neither is what a page tells only together with
/// others: see ``OverflowLook``.
struct PageLook {
    /// What is looked for.
    let scanner: TraceScanner
    /// Which pages of the file are free, as of the checkpoint after which it is looked at.
    let free: FreePages

    /// Looks at a page, the first of which has number 1.
    func look(at number: UInt32, _ page: Span<UInt8>) -> PageFinding {
        var finding = PageFinding()
        let dead = free.deadRanges(number, page, &finding)
        if free.pages.contains(number), finding.residue.isEmpty { return finding }
        scan(page, dead, &finding)
        return finding
    }

    /// Looks at a page in a frame of the write-ahead log, where only traces are residue.
    ///
    /// Bytes that belong to nothing need not be zero there: they become so on the way into the file.
    func lookInLog(at number: UInt32, _ page: Span<UInt8>) -> PageFinding {
        var finding = PageFinding()
        let anatomy = PageAnatomy(of: page, isFirst: number == 1)
        finding.isMalformed = anatomy.kind == .malformed
        scan(page, anatomy.deadRanges, &finding)
        finding.residue = finding.residueHits.map(\.bytes)
        return finding
    }

    private func scan(_ page: Span<UInt8>, _ dead: [Range<Int>], _ finding: inout PageFinding) {
        scanner.scan(page) { hit in
            if dead.contains(where: { $0.overlaps(hit.bytes) }) {
                finding.residueHits.append(hit)
            } else {
                finding.mentions.append(hit)
            }
        }
    }
}
