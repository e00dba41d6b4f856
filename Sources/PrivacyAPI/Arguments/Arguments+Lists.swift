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

    /// The values of a list of ids, each read as `type`; what names nobody is left out.
    func identifiers(
        _ name: ArgumentName, as type: ArgumentType<RecordID>
    ) throws(APIError) -> [RecordID] {
        var ids: [RecordID] = []
        for (index, element) in try list(name).enumerated() {
            let place = ArgumentPlace(argument: name, index: index)
            if let id = try type.value(of: element, at: place) { ids.append(id) }
        }
        return ids
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
