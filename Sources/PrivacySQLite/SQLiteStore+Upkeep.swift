internal import Glibc
internal import Privacy
internal import SQLite

extension SQLiteStore {
    /// How many closed shops' counted reads are brought into their audit chains in a turn: each has to
    /// be opened.
    private static let countedAtOnce = 5
    /// How long a shop in which all is done stays among the pending ones: with the next forget
    /// within that time it need not be written down again.
    private static let pendingSeconds: Int64 = 60

    /// One turn of the upkeep's thread.
    func lookAfterShops() {
        lookAfterOpenShops()
        count(files.takeUncounted(Self.countedAtOnce))
        files.closeOldestIfTooMany()
        for id in upkeepState.inTurn(Array(pending.all))
        where !isStopping && upkeepState.isTryDue(id, at: .now) {
            do {
                try advance(id)
            } catch {
                upkeepState.putOff(id)
                // A shop being deleted is none to look after; anything else is tried again.
                if case let error as PrivacyError = error, error.code == .unknownRecord {
                    try? pending.remove(id)
                }
            }
        }
        if upkeepState.isPruneDue(at: .now, Int64(time(nil))) {
            maintenance.enqueue { self.pruneDigests() }
        }
    }

    /// Opens shops that were closed with reads still to be counted.
    private func count(_ ids: [ShopID]) {
        for id in ids {
            guard let use = try? files.acquireBlocking(id) else { continue }
            let flush = AuditFlush(counter: use.entry.audit)
            enqueue(.upkeep { flush.run($0) }, use) { _ in }
        }
    }

    /// What takes no time: purges that were put off, and the audit chains.
    ///
    /// - Parameter onlyIfDue: Whether nothing is done before a slot has passed: there may be many shops.
    private func lookAfterOpenShops(onlyIfDue: Bool = false) {
        let audit = upkeepState.auditTurn(at: .now, openShops: files.count)
        if onlyIfDue, audit.slots.isEmpty { return }
        let open = files.open
        upkeepState.keepNotices(about: .purge, of: open)
        for id in open {
            guard let use = files.acquireOpen(id) else { continue }
            if !use.file.isPurgePending { upkeepState.setNotice(nil, about: .purge, of: id) }
            if use.file.isPurgePending {
                // The writer's turn itself tries again what was put off, before this.
                enqueue(.upkeep { [self] file in notePurge(of: file) }, use) { _ in }
            } else if use.file.bulk.isOver(at: .now) {
                enqueue(
                    .upkeep { file in
                        try file.bulk.end(try file.writer, PurgeStep(file: file).overwriteLongLog)
                    }, use
                ) { _ in }
            } else if audit.includes(id), !use.entry.audit.isEmpty || use.file.connections > 0 {
                // The end of the turn sees to the pages that are kept by connections nobody uses.
                let flush = AuditFlush(counter: use.entry.audit)
                enqueue(.upkeep { flush.run($0) }, use) { _ in }
            } else {
                files.release(use)
            }
        }
    }

    private func notePurge(of file: ShopFile) {
        upkeepState.setNotice(
            file.isPurgePending ? "a purge waits for a long read, or for the disk" : nil,
            about: .purge, of: file.id)
    }

    /// Brings the forgets of a shop into their next state.
    private func advance(_ id: ShopID) throws {
        // The first opening since the start finishes what was left in the middle.
        let unverified = try pending.unverifiedErasures(of: id) ?? countUnverified(id)
        if unverified > 0 {
            guard upkeepState.isLookDue(id, at: .now) else { return }
            let start = ContinuousClock.now
            let shops = pending.unverifiedShops
            defer { upkeepState.looked(at: id, since: start, among: shops) }
            _ = try look(at: id)
            upkeepState.settleSoon(id)
        } else if upkeepState.isSettleDue(id, at: .now) {
            try settle(id)
        }
    }

    private func countUnverified(_ id: ShopID) throws -> Int {
        try upkeepBlocking(in: id) { [pending] file in
            let count = try file.readLedger { try $0.unverifiedErasures() }
            pending.setUnverified(count, of: id)
            return Int(count)
        }
    }

    /// Sees to the retained snapshots, and takes the shop off the pending ones once all is done.
    private func settle(_ id: ShopID) throws {
        try markSnapshots(of: id)
        let (oldest, last) = try upkeepBlocking(in: id) { file in
            try file.readLedger { (try $0.oldestOpenErasure(), try $0.lastCommit()) }
        }
        let now = Int64(time(nil))
        if let oldest {
            // Early, so that what has to be repeated still comes in time; and at once when the clock was
            // set back, for how long ago it was is not known then.
            let isDue = now - oldest >= configuration.purgeBackupsWithinSeconds / 2
            guard isDue || oldest > now else { return }
            let (shop, _) = try registry.shop(id)
            maintenance.enqueue { [self] in
                let call = Call(origin: .shop, time: now, actor: .service)
                do {
                    _ = try rewriteSnapshots(of: shop, for: call) { _ in }
                    try markSnapshots(of: id)
                } catch {
                    guard !isStopping, (try? registry.shop(id)) != nil else { return }
                    upkeepState.setNotice(
                        "its snapshots could not be rewritten: run oblio purge --backups",
                        about: .snapshots, of: id)
                }
            }
            return
        }
        // Whatever was in the way of the snapshots, nobody is in one any more.
        upkeepState.setNotice(nil, about: .snapshots, of: id)
        if abs(now - last) > Self.pendingSeconds { try removeFromPending(id) }
    }

    /// On the writer's thread, so that no forget comes between the last look at the ledger and this.
    private func removeFromPending(_ id: ShopID) throws {
        try upkeepBlocking(in: id) { [pending] file in
            guard try file.readLedger({ try $0.oldestOpenErasure() }) == nil else { return }
            try pending.remove(id)
        }
    }

    /// Tells the ledger which forgets are in no retained snapshot; gives back how many more.
    @discardableResult
    func markSnapshots(of id: ShopID) throws -> Int64 {
        let position = try snapshotPosition(of: id)
        let now = Int64(time(nil))
        return try upkeepBlocking(in: id) { file in
            try file.writeLedger { _, connection in
                try connection.markBackupsPurged(through: position, at: now)
            }
        }
    }

    /// One whole look, with what follows from it: how many forgets have reached a further state; nil:
    /// it found something and has to be repeated, or the store is being closed.
    ///
    /// Blocks; not for a thread that writes.
    func look(at id: ShopID, report: MaintenanceProgress.Report = { _ in }) throws -> Int64? {
        let look = ShopLook()
        let use = try files.acquireBlocking(id)
        defer { files.release(use) }
        let queue = use.entry.queue
        while try !upkeepBlocking(
            use, { file in try look.slice(file) { !queue.isEmpty } })
        {
            if isStopping { return nil }
            report(look.progress)
            lookAfterOpenShops(onlyIfDue: true)
        }
        return try upkeepBlocking(use) { [self] file in try end(look, file) }
    }

    private func end(_ look: ShopLook, _ file: ShopFile) throws -> Int64? {
        let finding = look.finding
        writes.looked(finding)
        upkeepState.setNotice(finding.notice, about: .look, of: file.id)
        let end = LookEnd(
            finding: finding, snapshotPosition: try snapshotPosition(of: file.id),
            pending: pending)
        let advanced = try end.run(file)
        if advanced == nil { writes.repaired() }
        return advanced
    }

    /// Forgets up to this one are in no retained snapshot of the shop, nor in one being made.
    func snapshotPosition(of id: ShopID) throws -> Int64 {
        // Asked first: one that is made meanwhile is then found in the folder.
        let inMaking = snapshotsInMaking.position(of: id) ?? .max
        let seal = try registry.shop(id).secrets.seal
        let snapshots = try BackupFolder(data: folder, shop: id).snapshots(sealedWith: seal)
        // One that cannot be read may hold anybody.
        return snapshots.map { (try? $0.manifest.get().position) ?? 0 }
            .reduce(inMaking, min)
    }
}

extension LookFinding {
    /// What an operator should know of it; nil: nothing.
    var notice: String? {
        if strays > 0 { return "a name stands in the ledger" }
        if malformed > 0 { return "the file is damaged: run oblio verify" }
        if residues > 0 { return "something erased was left and is being removed" }
        return nil
    }
}
