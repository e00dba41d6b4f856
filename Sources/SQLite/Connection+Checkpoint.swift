import CSQLite

extension Connection {
    /// Moves the write-ahead log into the database file.
    ///
    /// That others are in the way is a result, not an error: look at it. It refuses (`.locked`)
    /// while this connection has a transaction open.
    /// See <https://www.sqlite.org/c3ref/wal_checkpoint_v2.html>.
    public func checkpoint(_ mode: CheckpointMode) throws(SQLiteError) -> CheckpointResult {
        var walFrames: Int32 = 0
        var checkpointedFrames: Int32 = 0
        let result = unsafe sqlite3_wal_checkpoint_v2(
            database, "main", mode.rawValue, &walFrames, &checkpointedFrames)
        let busy = ResultCode(rawValue: result).primary == .busy
        if !busy { try check(result) }
        return CheckpointResult(
            busy: busy, walFrames: Int(walFrames), checkpointedFrames: Int(checkpointedFrames))
    }

    /// Sets whether closing the last connection checkpoints and removes the write-ahead log.
    public func setCheckpointOnClose(_ on: Bool) {
        setOption(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !on)
    }
}
