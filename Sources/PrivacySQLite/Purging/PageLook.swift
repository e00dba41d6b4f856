internal import SQLite

/// Looks at one page of a database for what is left of erased people.
///
/// Bytes that belong to nothing must be zero, so that what is left of a short or common text is found
/// there too. Among the others only what is unambiguous is looked for.
struct PageLook {
    /// What is looked for.
    let scanner: TraceScanner
    /// Which pages of the file are free, as of the checkpoint after which it is looked at.
    let free: FreePages

    /// Looks at a page, the first of which has number 1.
    func look(at number: UInt32, _ page: Span<UInt8>) -> PageFinding {
        var finding = PageFinding()
        let dead = deadRanges(number, page, &finding)
        if free.pages.contains(number), finding.residue.isEmpty { return finding }
        scanner.scan(page) { hit in
            if dead.contains(where: { $0.overlaps(hit.bytes) }) {
                finding.residueHits.append(hit)
            } else {
                finding.mentions.append(hit)
            }
        }
        return finding
    }

    /// Puts what of the page's bytes is dead, and not zero, into the finding.
    private func deadRanges(
        _ number: UInt32, _ page: Span<UInt8>, _ finding: inout PageFinding
    ) -> [Range<Int>] {
        if free.pages.contains(number) {
            let dead = min(free.trunkLiveBytes(number) ?? 0, page.count)..<page.count
            let residue = DeadBytes.residue(in: page, dead, besidePagesUpTo: free.pageCount)
            if let residue { finding.residue = [residue] }
            return [dead]
        }
        let anatomy = PageAnatomy(of: page, isFirst: number == 1)
        finding.isMalformed = anatomy.kind == .malformed
        finding.continuations = anatomy.continuations
        finding.residue = anatomy.deadRanges.compactMap { DeadBytes.residue(in: page, $0) }
        return anatomy.deadRanges
    }
}
