internal import JSON
internal import Privacy

extension JSONWriter {
    /// An id, in the JSON type in which it came.
    mutating func identifier(_ id: RecordID) {
        if id.isNumber { raw(id.text) } else { string(id.text) }
    }

    /// A list of what the closure writes for each.
    mutating func list<Element>(
        _ elements: [Element], _ write: (inout JSONWriter, borrowing Element) -> Void
    ) {
        beginArray()
        // Lent in place: an order is a dozen references to be counted twice.
        let elements = elements.span
        for index in elements.indices { write(&self, elements[index]) }
        endArray()
    }

    /// An optional text: null when there is none.
    mutating func optionalString(_ text: String?) {
        if let text { string(text) } else { null() }
    }

    /// A customer record: id, e-mail, then the attributes as they came.
    mutating func customer(_ record: HeldCustomer) {
        beginObject()
        if let id = record.id {
            name("id")
            identifier(id)
        }
        if let email = record.email {
            pair("email", email.text)
        }
        members(of: record.attributes)
        endObject()
    }

    /// A product, a category or a page: id, then the attributes as they came.
    mutating func item(_ record: ItemRecord) {
        beginObject()
        name("id")
        identifier(record.id)
        attributes(record.attributes)
        endObject()
    }

    /// A parcel.
    mutating func parcel(_ record: ParcelRecord) {
        beginObject()
        if let id = record.id {
            pair("parcel_id", id)
        }
        name("order_id")
        identifier(record.order)
        name("tracking_code")
        optionalString(record.trackingCode)
        name("tracking_link")
        optionalString(record.trackingLink)
        name("status")
        optionalString(record.status)
        endObject()
    }

    /// Attributes as members of the object that is open.
    mutating func attributes(_ attributes: JSONObject) {
        for attribute in attributes.members {
            member(attribute.name)
            value(attribute.value)
        }
    }
}
