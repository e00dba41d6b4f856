internal import JSON
internal import Privacy
internal import SQLite

/// Returns and parcels of orders.
struct ParcelChanges {
    let writing: ShopWriting
    let call: Call

    private var connection: Connection { writing.connection }

    func put(_ record: ReturnRecord) throws {
        let order = try existing(record.order, "order")
        try connection.run(
            """
            INSERT INTO order_return(orders, product, number, quantity, time)
            VALUES (?1, ?2, ?3, ?4, ?5)
            """,
            .integer(order.id), .text(record.product.text),
            .integer(record.product.isNumber ? 1 : 0), .text(record.quantity.text),
            .integer(record.time ?? call.time))
        try mark(order, .returns)
    }

    /// Makes a parcel and gives back its id.
    func insert(_ record: ParcelRecord) throws -> Int64 {
        let order = try existing(record.order, "order_id")
        guard order.state == .ordinary else {
            throw PrivacyError(
                .anonymousOrder,
                "order_id: the order was made anonymous; nothing that leads to somebody is put on it"
            )
        }
        try connection.run(
            """
            INSERT INTO parcel(orders, tracking_code, tracking_link, status)
            VALUES (?1, ?2, ?3, ?4)
            """,
            .integer(order.id), .of(record.trackingCode), .of(record.trackingLink),
            .of(record.status))
        let id = connection.lastInsertedRowID
        try mark(order, .parcels)
        return id
    }

    func patch(_ record: ParcelRecord) throws {
        let order = try existing(record.order, "order_id")
        try connection.run(
            """
            UPDATE parcel SET tracking_code = coalesce(?3, tracking_code),
                tracking_link = coalesce(?4, tracking_link), status = coalesce(?5, status)
            WHERE id = ?1 AND orders = ?2
            """,
            .of(record.id), .integer(order.id), .of(record.trackingCode),
            .of(record.trackingLink), .of(record.status))
        guard connection.changedRows > 0 else {
            throw PrivacyError(
                .unknownRecord, "parcel_id: expected the id of a parcel of this order")
        }
    }

    func remove(_ id: Int64) throws {
        try connection.run("DELETE FROM parcel WHERE id = ?1", .integer(id))
    }

    private func existing(_ id: RecordID, _ argument: String) throws -> OrderRow {
        let changes = OrderChanges(writing: writing, call: call)
        guard let order = try changes.existing(id) else {
            throw PrivacyError(
                .unknownRecord, "\(argument): expected the id of an order that exists")
        }
        return order
    }

    private func mark(_ order: OrderRow, _ extras: OrderRow.Extras) throws {
        guard !order.extras.contains(extras) else { return }
        try connection.run(
            "UPDATE orders SET extras = extras | ?2 WHERE id = ?1",
            .integer(order.id), .integer(extras.rawValue))
    }
}
