internal import JSON
internal import Privacy

extension JSONWriter {
    /// An order: what is known of everyone's, then the attributes as they came, then what was added.
    mutating func order(_ record: OrderRecord) {
        beginObject()
        name("id")
        identifier(record.id)
        name("products")
        list(record.products ?? []) { $0.value($1) }
        if let time = record.time {
            name("time")
            integer(time)
        }
        buyer(of: record)
        var written: [String] = []
        if !record.returns.isEmpty { written.append("returns") }
        if !record.parcels.isEmpty { written.append("parcels") }
        attributes(record.attributes, except: written)
        returns(record.returns)
        parcels(record.parcels)
        endObject()
    }

    private mutating func buyer(of record: OrderRecord) {
        if let customer = record.customer {
            name("customer")
            identifier(customer)
        }
        if let email = record.email {
            name("email")
            string(email.text)
        }
        if let visitor = record.visitor {
            name("visitor")
            string(visitor.text)
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
