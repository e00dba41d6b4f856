internal import JSON
internal import Privacy

extension JSONWriter {
    /// An order: what is known of everyone's, then the attributes as they came, then what was added.
    mutating func order(_ record: HeldOrder) {
        beginObject()
        name("id")
        identifier(record.id)
        name("products")
        text(record.products)
        pair("time", record.time)
        buyer(of: record)
        attributes(of: record)
        returns(record.returns)
        parcels(record.parcels)
        endObject()
    }

    /// The attributes as they came; a name that is written after them is left out.
    private mutating func attributes(of record: HeldOrder) {
        if record.returns.isEmpty && record.parcels.isEmpty {
            return members(of: record.attributes)
        }
        guard case .object(var object) = try? record.attributes.value() else {
            return members(of: record.attributes)
        }
        if !record.returns.isEmpty { object.removeValue(forName: "returns") }
        if !record.parcels.isEmpty { object.removeValue(forName: "parcels") }
        attributes(object)
    }

    private mutating func buyer(of record: HeldOrder) {
        if let customer = record.customer {
            name("customer")
            identifier(customer)
        }
        if let email = record.email {
            pair("email", email.text)
        }
        if let visitor = record.visitor {
            pair("visitor", visitor.text)
        }
    }

    private mutating func returns(_ records: [ReturnRecord]) {
        guard !records.isEmpty else { return }
        name("returns")
        list(records) { writer, record in
            writer.beginObject()
            writer.name("product")
            writer.identifier(record.product)
            writer.name("quantity")
            writer.number(record.quantity)
            if let time = record.time {
                writer.name("time")
                writer.integer(time)
            }
            writer.endObject()
        }
    }

    private mutating func parcels(_ records: [ParcelRecord]) {
        guard !records.isEmpty else { return }
        name("parcels")
        list(records) { $0.parcel($1) }
    }
}
