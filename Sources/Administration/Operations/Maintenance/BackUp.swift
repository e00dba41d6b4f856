public import JSON
public import Privacy

/// Makes snapshots: of a shop or of all, and of the registry when there is a key for it.
public struct BackUp: LongOperation {
    /// Its name on the control socket.
    public static let name = "back-up"

    private let shop: String?
    private let keep: Int64?
    private let registryKey: RegistryKey?

    /// Snapshots.
    ///
    /// - Parameters:
    ///   - shop: The public key of the shop; nil: all shops.
    ///   - keep: How many snapshots of each stay, these included; nil: all.
    ///   - registryKey: What the registry's is encrypted with; nil: none is made.
    public init(shop: String?, keep: Int64?, registryKey: RegistryKey?) {
        self.shop = shop
        self.keep = keep
        self.registryKey = registryKey
    }

    /// Reads the operation.
    public init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        shop = try members.optionalText("shop")
        keep = try members.optionalInteger("keep")
        if let text = try members.optionalText("registry_key") {
            registryKey = try RegistryKey(text: text)
        } else {
            registryKey = nil
        }
    }

    /// The operation as JSON.
    public var json: JSONObject {
        JSONObject([
            "shop": .optional(shop), "keep": keep.map { JSONValue.integer($0) },
            "registry_key": .optional(registryKey?.text),
        ])
    }

    /// Refuses an unknown shop and to keep none.
    ///
    /// A shop of which no snapshot can be made does not keep
    /// the others from theirs; the error comes at the end.
    public func perform(
        by administration: LocalAdministration, progress: @escaping MaintenanceProgress.Report
    ) async throws(AdministrationError) -> BackUpOutcome {
        guard keep.map({ $0 >= 1 && $0 <= Int64(Int32.max) }) ?? true else {
            throw AdministrationError(.usage, "the number of snapshots to keep must be 1 or more")
        }
        let shops = try shops(administration)
        var outcome = BackUpOutcome()
        var failures: [String] = []
        for (index, shop) in shops.enumerated() {
            let place = shops.count > 1 ? "shop \(index + 1) of \(shops.count): " : ""
            do throws(PrivacyError) {
                outcome.snapshots.append(
                    try await administration.store.backUp(
                        shop, keep: keep.map { Int($0) }, for: administration.call()
                    ) { progress($0.at(place)) })
            } catch {
                if error.code == .unavailable { throw AdministrationError(error) }
                failures.append("\(shop.id.text): \(error.message)")
            }
        }
        if let registryKey {
            progress(MaintenanceProgress(step: "registry"))
            do throws(PrivacyError) {
                outcome.registry = try await administration.store.backUpRegistry(
                    key: registryKey.bytes, keep: keep.map { Int($0) }, for: administration.call())
            } catch {
                failures.append("registry: \(error.message)")
            }
        }
        guard failures.isEmpty else {
            throw AdministrationError(.failed, "no snapshot of " + failures.joined(separator: "; "))
        }
        return outcome
    }

    private func shops(
        _ administration: LocalAdministration
    ) throws(AdministrationError) -> [Shop] {
        if let shop { return [try administration.shop(shop)] }
        return try administration.ask { directory throws(PrivacyError) in try directory.shops() }
    }
}

extension MaintenanceProgress {
    fileprivate func at(_ place: String) -> MaintenanceProgress {
        MaintenanceProgress(step: place + step, done: done, total: total)
    }
}
