internal import SQLite

/// Which forgets are carried out in a shop's file.
extension Connection {
    /// The ledger's number of the last one; 0: none ever was.
    func erasurePosition() throws -> Int64 {
        var rows = try query("SELECT last FROM erasure_position")
        return try rows.step() ? rows.integer(0) : 0
    }

    /// Says, in the transaction of the erasure itself, that it is carried out.
    func setErasurePosition(_ erasure: Int64) throws {
        try run("UPDATE erasure_position SET last = ?1", .integer(erasure))
    }
}
