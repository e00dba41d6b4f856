public import Privacy

extension SQLiteStore {
    /// The customer records that exist under these ids or e-mails, in the order asked.
    public func customers(_ names: [RecordID], in shop: Shop)
        async throws(PrivacyError) -> [HeldCustomer]
    {
        try await read(shop) { reading in
            let table = CustomerTable(connection: reading.connection)
            return try names.flatMap { name in
                try table.named(name, reading.people).map { row in
                    try table.record(row, reading.people.identifier)
                }
            }
        }
    }

    /// The orders that exist of these, in the order asked, with their returns.
    public func orders(_ ids: [RecordID], in shop: Shop)
        async throws(PrivacyError) -> [HeldOrder]
    {
        try await read(shop) { reading in
            let reader = OrderReader(reading: reading)
            return try ids.compactMap(reader.order)
        }
    }

    /// The parcels of an order, or the one asked for.
    public func parcels(of order: RecordID, id: Int64?, in shop: Shop)
        async throws(PrivacyError) -> [ParcelRecord]
    {
        try await read(shop) { reading in
            let orders = Orders(connection: reading.connection)
            guard let row = try orders.find(order) else { return [] }
            return try orders.parcels(of: row).filter { id == nil || $0.id == id }
        }
    }

    /// The items that exist of these, in the order asked.
    public func items(_ kind: ItemKind, _ ids: [RecordID], in shop: Shop)
        async throws(PrivacyError) -> [ItemRecord]
    {
        try await read(shop) { reading in
            let table = ItemTable(connection: reading.connection)
            return try ids.compactMap { try table.find(kind, $0) }
        }
    }
}
