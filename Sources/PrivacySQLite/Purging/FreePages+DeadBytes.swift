internal import SQLite

extension FreePages {
    /// What of a page's bytes belongs to nothing and is not zero; the first page has number 1.
    func residue(at number: UInt32, _ page: Span<UInt8>) -> [Range<Int>] {
        var finding = PageFinding()
        _ = deadRanges(number, page, &finding)
        return finding.residue
    }

    /// The bytes of a page that belong to nothing; puts what of them is not zero into the finding.
    func deadRanges(
        _ number: UInt32, _ page: Span<UInt8>, _ finding: inout PageFinding
    ) -> [Range<Int>] {
        if pages.contains(number) {
            let dead = min(trunkLiveBytes(number) ?? 0, page.count)..<page.count
            let residue = DeadBytes.residue(in: page, dead, besidePagesUpTo: pageCount)
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
