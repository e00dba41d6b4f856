internal import HTTPServer
internal import PrivacySQLite

extension Service {
    /// What a successor would get now, but for the connections.
    public var handover: ServiceHandover {
        ServiceHandover(
            HandedService(
                folder: folder, lock: lock, server: server.sockets, control: control.sockets))
    }

    /// Ends the service as ``stop()`` does, but keeps for a successor what would fail for its callers:
    /// the sockets on which they wait, and the connections on which they go on.
    ///
    /// As much as possible is done before the service stops to answer.
    public func handOver() async -> ServiceHandover {
        await watch.stop()
        store.endLongWork()
        await work.close()
        store.settle()
        async let handedByServer = server.handOver(graceSeconds: Self.graceSeconds)
        async let handedByControl = control.handOver(graceSeconds: Self.graceSeconds)
        let handed = HandedService(
            folder: folder, lock: lock, server: await handedByServer,
            control: await handedByControl)
        store.close()
        return ServiceHandover(handed)
    }
}
