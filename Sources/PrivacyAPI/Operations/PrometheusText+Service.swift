internal import HTTPServer
internal import Privacy

extension PrometheusText {
    /// Requests and their times, by endpoint; those that had none are left out.
    mutating func endpoints(_ endpoints: [Endpoint]) {
        let counted = endpoints.map { (pattern: $0.pattern, counts: $0.meter.current) }
            .filter { $0.counts.byBucket.contains { $0 > 0 } }
        family("oblio_requests_total", "counter", "Requests answered, by endpoint and status.")
        for (pattern, counts) in counted {
            for (name, count) in zip(EndpointMeter.statusClasses, counts.byClass) where count > 0 {
                sample(
                    "oblio_requests_total", "endpoint=\"\(pattern)\",status=\"\(name)\"", count)
            }
        }
        family(
            "oblio_request_duration_seconds", "histogram",
            "Time from the request to its answer, before it is sent.")
        for (pattern, counts) in counted { histogram(pattern, counts) }
    }

    private mutating func histogram(_ pattern: String, _ counts: EndpointMeter.Counts) {
        let name = "oblio_request_duration_seconds"
        var sum = 0
        for (bucket, count) in zip(EndpointMeter.buckets, counts.byBucket) {
            sum += count
            sample("\(name)_bucket", "endpoint=\"\(pattern)\",le=\"\(bucket.seconds)\"", sum)
        }
        sum += counts.byBucket.last ?? 0
        sample("\(name)_bucket", "endpoint=\"\(pattern)\",le=\"+Inf\"", sum)
        let seconds = Double(counts.totalMicroseconds) / 1_000_000
        sample("\(name)_sum", "endpoint=\"\(pattern)\"", text: "\(seconds)")
        sample("\(name)_count", "endpoint=\"\(pattern)\"", sum)
    }

    /// Errors by type.
    mutating func errors(_ errors: Tally<APIError.Kind>) {
        family("oblio_errors_total", "counter", "Errors answered, by type.")
        for kind in APIError.Kind.allCases {
            sample("oblio_errors_total", "type=\"\(kind.rawValue)\"", errors.count(of: kind))
        }
    }

    /// Calls that limits refused or held up.
    mutating func limits(_ held: Tally<CallLimit>) {
        family(
            "oblio_limited_calls_total", "counter",
            "Calls refused by a limit, or held up after wrong keys.")
        for limit in CallLimit.allCases {
            sample(
                "oblio_limited_calls_total", "limit=\"\(limit.rawValue)\"", held.count(of: limit))
        }
    }

    /// The store's figures.
    mutating func store(_ figures: StoreStatistics) {
        single("oblio_store_open_shops", "gauge", "Shops whose files are open.", figures.openShops)
        single("oblio_store_queued_jobs", "gauge", "Writes that wait.", figures.queuedJobs)
        single("oblio_store_commits_total", "counter", "Transactions on disk.", figures.commits)
        commitSizes(figures)
        single(
            "oblio_store_committed_jobs_total", "counter", "Writes on disk.",
            figures.committedJobs)
        single(
            "oblio_store_failed_jobs_total", "counter", "Writes that failed.", figures.failedJobs)
        single(
            "oblio_store_purges_total", "counter", "Erasures purged from the files.",
            figures.purges)
        single(
            "oblio_store_failed_purges_total", "counter", "Purges to be tried again.",
            figures.failedPurges)
        single(
            "oblio_store_pending_shops", "gauge",
            "Shops in which a forget is not through all its states.", figures.pendingShops)
        single(
            "oblio_store_unverified_erasures", "gauge",
            "Forgets whose files were not looked at yet.", figures.unverifiedErasures)
        single(
            "oblio_store_examined_bytes_total", "counter",
            "Bytes looked at for what was erased.", figures.examinedBytes)
        single(
            "oblio_store_residues_total", "counter",
            "Places where something erased was found.", figures.residues)
        single(
            "oblio_store_repairs_total", "counter", "Rebuilds that removed such places.",
            figures.repairs)
        faults(figures)
    }

    /// What of the machine the store has met.
    private mutating func faults(_ figures: StoreStatistics) {
        let name: StaticString = "oblio_store_faults_total"
        family(name, "counter", "Refusals of the disk and the system that the store met, by kind.")
        for fault in StoreFault.allCases {
            sample("\(name)", "kind=\"\(fault.rawValue)\"", figures.faults[fault, default: 0])
        }
        single(
            "oblio_store_damaged_shops", "gauge", "Shops with a damaged or missing file.",
            figures.damagedShops)
        if let free = figures.freeBytes {
            single("oblio_store_free_bytes", "gauge", "Free on the disk of the data.", free)
        }
    }

    private mutating func commitSizes(_ figures: StoreStatistics) {
        let name = "oblio_store_commit_jobs"
        family("oblio_store_commit_jobs", "histogram", "Writes that a transaction carried.")
        var sum = 0
        for (bound, count) in zip(StoreStatistics.commitSizeBounds, figures.commitSizes) {
            sum += count
            sample("\(name)_bucket", "le=\"\(bound)\"", sum)
        }
        sample("\(name)_bucket", "le=\"+Inf\"", figures.commits)
        sample("\(name)_sum", "", figures.committedJobs + figures.failedJobs)
        sample("\(name)_count", "", figures.commits)
    }

    /// The server's figures.
    mutating func server(_ figures: ServerStatistics) {
        single(
            "oblio_connections_open", "gauge", "Connections that are open.",
            figures.connectionsOpen)
        single(
            "oblio_connections_accepted_total", "counter", "Connections accepted.",
            figures.connectionsAccepted)
        single(
            "oblio_refusals_total", "counter", "Requests refused before they were routed.",
            figures.refusals)
        single(
            "oblio_connections_turned_away_total", "counter",
            "Connections that were one too many, of all or of their address.",
            figures.turnedAway)
        single(
            "oblio_accept_shortages_total", "counter",
            "Times that no descriptor was left for a connection.", figures.shortages)
    }
}
