internal import JSON
internal import Privacy

extension SnapshotManifest {
    /// The line, with the seal over the line without it.
    func line(sealedWith seal: Seal) -> [UInt8] {
        var object = object
        let bytes = JSONWriter.bytes(of: .object(object))
        object["seal"] = .string(Hexadecimal.text(of: seal.seal(bytes)))
        return JSONWriter.bytes(of: .object(object))
    }

    /// Reads a line whose seal is still to be checked.
    init(unverified line: [UInt8]) throws(PrivacyError) {
        guard case .object(let object) = try? JSONReader.value(of: line) else {
            throw SnapshotFailure.noSnapshot
        }
        guard object["format"] == .string(Self.format) else { throw SnapshotFailure.otherFormat }
        guard let manifest = Self(object) else { throw SnapshotFailure.damaged }
        self = manifest
    }

    /// Reads a line; refuses one that is not, to the byte, what the holder of the seal wrote.
    init(_ line: [UInt8], sealedWith seal: Seal) throws(PrivacyError) {
        try self.init(unverified: line)
        guard case .object(let object) = try? JSONReader.value(of: line),
            case .string(let digits)? = object["seal"],
            let given = Hexadecimal.bytes(of: digits),
            seal.isValid(given, of: JSONWriter.bytes(of: .object(self.object))),
            self.line(sealedWith: seal) == line
        else { throw SnapshotFailure.otherSeal }
    }

    /// All but the seal.
    private var object: JSONObject {
        let chain = JSONObject([
            .init(name: "sequence", value: .number(JSONNumber(chain.sequence))),
            .init(name: "hash", value: .string(Hexadecimal.text(of: chain.hash))),
        ])
        let files = files.map { file in
            JSONValue.object(
                JSONObject([
                    .init(name: "name", value: .string(file.name.rawValue)),
                    .init(name: "bytes", value: .number(JSONNumber(file.bytes))),
                    .init(name: "sha256", value: .string(Hexadecimal.text(of: file.sha256))),
                ]))
        }
        return JSONObject([
            .init(name: "format", value: .string(Self.format)),
            .init(name: "shop", value: .string(shop.text)),
            .init(name: "created", value: .number(JSONNumber(created))),
            .init(name: "position", value: .number(JSONNumber(position))),
            .init(name: "chain", value: .object(chain)),
            .init(name: "files", value: .array(files)),
        ])
    }

    private init?(_ object: JSONObject) {
        guard case .object(let chain)? = object["chain"], let end = Chain(chain),
            case .array(let values)? = object["files"],
            case .string(let shop)? = object["shop"], let shop = ShopID(shop),
            let created = object.count(named: "created"),
            let position = object.count(named: "position")
        else { return nil }
        let files = values.compactMap(File.init)
        guard files.count == values.count, files.map(\.name) == FileName.allCases else {
            return nil
        }
        self.init(shop: shop, created: created, position: position, chain: end, files: files)
    }
}

extension SnapshotManifest.Chain {
    fileprivate init?(_ object: JSONObject) {
        guard let sequence = object.count(named: "sequence"),
            let hash = object.hash(named: "hash")
        else { return nil }
        self.init(sequence: sequence, hash: hash)
    }
}

extension SnapshotManifest.File {
    fileprivate init?(_ value: JSONValue) {
        guard case .object(let object) = value,
            case .string(let text)? = object["name"],
            let name = SnapshotManifest.FileName(rawValue: text),
            let bytes = object.count(named: "bytes"), let hash = object.hash(named: "sha256")
        else { return nil }
        self.init(name: name, bytes: bytes, sha256: hash)
    }
}

extension JSONObject {
    fileprivate func count(named name: String) -> Int64? {
        guard case .number(let number)? = self[name], let value = number.int64, value >= 0 else {
            return nil
        }
        return value
    }

    fileprivate func hash(named name: String) -> [UInt8]? {
        guard case .string(let digits)? = self[name],
            let bytes = Hexadecimal.bytes(of: digits), bytes.count == 32
        else { return nil }
        return bytes
    }
}
