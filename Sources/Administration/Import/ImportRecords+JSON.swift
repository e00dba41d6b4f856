internal import JSON

/// A batch as it crosses the control socket: a record is a list of its table and its fields.
extension ImportRecords {
    init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        var records: [FeedRecord] = []
        for value in try members.list("records") {
            guard case .array(let pair) = value, pair.count == 2, case .string(let name) = pair[0],
                let table = RecordTable(rawValue: name), case .object(let fields) = pair[1]
            else { throw AdministrationError(.usage, "control message: not a record") }
            records.append(FeedRecord(table: table, fields: fields))
        }
        self.init(
            shop: try members.text("shop"), records: records,
            skipsInvalid: try members.flag("skip_invalid"),
            place: ImportPlace(
                number: try members.optionalInteger("number"),
                after: try members.optionalInteger("after")))
    }

    var json: JSONObject {
        let records = records.map { record in
            JSONValue.array([.string(record.table.rawValue), .object(record.fields)])
        }
        return JSONObject([
            "shop": .string(shop), "skip_invalid": .bool(skipsInvalid),
            "number": .integer(place.number), "after": place.after.map { .integer($0) },
            "records": .array(records),
        ])
    }
}

extension ImportRecords.Outcome {
    init(json: JSONObject) throws(AdministrationError) {
        guard case .object(let tally) = json["tally"] else {
            throw AdministrationError(.usage, "control message: tally must be an object")
        }
        self.tally = try ImportTally(json: tally)
        let members = Members(json)
        othersWait = try members.flag("others_wait")
        guard let index = try members.optionalInteger("stop") else { return }
        stop = ImportRecords.Stop(index: Int(index), message: try members.text("message"))
    }

    var json: JSONObject {
        JSONObject([
            "tally": .object(tally.json), "stop": stop.map { JSONValue.integer($0.index) },
            "message": .optional(stop?.message), "others_wait": .bool(othersWait),
        ])
    }
}
