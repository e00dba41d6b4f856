import CSQLite

extension Connection {
    /// Refuses a file that cannot be scrubbed, keeps it one that can, and sets `secure_delete`.
    ///
    /// That overwrites deleted rows; what it leaves in gaps is left to the scrubbing.
    func prepareScrubbing() throws(SQLiteError) {
        // The second is for a file still to be made, whatever the library was built to do.
        try execute("PRAGMA secure_delete = ON; PRAGMA auto_vacuum = NONE")
        guard try pragma("auto_vacuum") == "0" else {
            throw SQLiteError(
                code: .cannotOpen,
                message: """
                    A database with auto_vacuum cannot be scrubbed: turn it off with \
                    PRAGMA auto_vacuum = NONE and VACUUM on a connection that does not scrub
                    """)
        }
        let limit = ScrubbingVFS.maximumPages
        try execute("PRAGMA max_page_count = \(limit)")
        guard try pragma("max_page_count") == String(limit) else {
            throw SQLiteError(
                code: .cannotOpen,
                message: """
                    A database of more than \(limit) pages cannot be scrubbed: \
                    give it a larger page size with VACUUM on a connection that does not scrub
                    """)
        }
    }

    /// Has the database file of a connection that scrubs not be cut any more, also where SQLite takes back what it wrote: for a
    /// file that is to be overwritten and deleted.
    public func keepFileLength() throws(SQLiteError) {
        unsafe try perform(on: .main) { file, _ in
            unsafe ScrubbingMethods.keepLength(of: file)
            return SQLITE_OK
        }
    }
}
