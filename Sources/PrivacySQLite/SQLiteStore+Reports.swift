public import Privacy
internal import SQLite

extension SQLiteStore {
    /// Reads everything but the later pages of the history in one transaction.
    public func report(on subject: SubjectQuery, for call: Call, in shop: Shop)
        async throws(PrivacyError) -> SubjectReport
    {
        try await audited(.info, call, shop) { () async throws(PrivacyError) in
            try await read(shop) { file, reading in
                let scope = try SubjectResolver(reading: reading).scope(of: subject)
                var report = try ReportBuilder(reading: reading, scope: scope).report()
                report.activity = try page(reading, scope.spans, shop, after: nil)
                report.suppression = try SuppressionList(file: file, settings: shop.settings)
                    .suppression(of: subject, at: call.time)
                return report
            }
        } isKnown: {
            !$0.isEmpty
        }
    }

    private func page(
        _ reading: ShopReading, _ spans: [SubjectScope.Span],
        _ shop: Shop, after cursor: ActivityReader.Cursor?
    ) throws -> ActivityPage {
        let reader = try ActivityReader(connection: reading.connection, spans: spans)
        var (page, next) = try reader.page(after: cursor)
        guard let next else { return page }
        page.next = { () async throws(PrivacyError) in
            try await self.read(shop) { reading in
                try Self.checkUnchanged(spans, reading)
                return try self.page(reading, spans, shop, after: next)
            }
        }
        return page
    }

    /// Throws `subjectChanged` when a span has gone or belongs to somebody else by now: half of a
    /// report must not pass for a whole one.
    private static func checkUnchanged(_ spans: [SubjectScope.Span], _ reading: ShopReading)
        throws
    {
        for span in spans {
            var rows = try reading.connection.query(
                "SELECT person FROM span WHERE id = ?1", .integer(span.id))
            guard try rows.step(), rows.optionalInteger(0) == span.person else {
                throw PrivacyError(.subjectChanged, "The subject changed while it was read.")
            }
        }
    }
}
