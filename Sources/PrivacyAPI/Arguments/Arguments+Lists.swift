internal import JSON
internal import Privacy

extension Arguments {
    /// The values of a list that must be given; one that stands alone is a list of one.
    func list(_ name: ArgumentName) throws(APIError) -> [ArgumentValue] {
        guard let argument = self[name] else { throw Self.missingList(name) }
        let value = try argument.withTextRead(as: name)
        switch value.json {
        case .null, .string(""): throw Self.missingList(name)
        case .bool: throw .expected("a list", at: ArgumentPlace(argument: name))
        case .array(let elements): return elements.map(value.part)
        case .string, .number, .object: return [value]
        }
    }

    /// The values of a list of ids.
    func identifiers(_ name: ArgumentName) throws(APIError) -> [RecordID] {
        let type = ArgumentType<RecordID>.identifier
        var ids: [RecordID] = []
        for (index, element) in try list(name).enumerated() {
            let place = ArgumentPlace(argument: name, index: index)
            guard let id = try type.value(of: element, at: place) else {
                throw .expected(type.expected, at: place)
            }
            ids.append(id)
        }
        return ids
    }

    /// The ids and e-mails of a list of customers; what names nobody is left out.
    func customerNames(_ name: ArgumentName) throws(APIError) -> [RecordID] {
        var names: [RecordID] = []
        for (index, element) in try list(name).enumerated() {
            let place = ArgumentPlace(argument: name, index: index)
            let type = ArgumentType<RecordID>.customerName
            if let name = try type.value(of: element, at: place) { names.append(name) }
        }
        return names
    }

    /// The objects of a batch.
    func objects(_ name: ArgumentName) throws(APIError) -> [BatchObject] {
        var objects: [BatchObject] = []
        for (index, element) in try list(name).enumerated() {
            guard case .object(let object) = element.json else {
                throw .expected("an object", at: ArgumentPlace(argument: name, index: index))
            }
            objects.append(
                BatchObject(list: name, index: index, object: object, source: element.source))
        }
        return objects
    }

    private static func missingList(_ name: ArgumentName) -> APIError {
        .missing("a list", at: ArgumentPlace(argument: name))
    }
}

extension ArgumentValue {
    /// The value with the JSON in its text read, where it is text that holds a list or an object.
    fileprivate func withTextRead(as name: ArgumentName) throws(APIError) -> ArgumentValue {
        guard source == .text, case .string(let text) = json,
            let first = text.utf8.firstSignificant, first == .openBracket || first == .openBrace
        else { return self }
        do {
            return ArgumentValue(json: try JSONReader.value(of: text), source: .embedded)
        } catch {
            throw .notJSON(error, at: ArgumentPlace(argument: name))
        }
    }
}
