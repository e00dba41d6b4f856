internal import JSON
internal import Privacy

/// A forget as it is written down before it is carried out.
struct ErasureIntent: Sendable {
    /// The digest of an identifier of the subject.
    struct Digest: Hashable, Sendable {
        let kind: SubjectName.Kind
        let bytes: [UInt8]

        /// What stays, an order or a visitor, is seen to in old snapshots, and suppresses nobody.
        var state: DigestState {
            switch kind {
            case .email, .customer, .visitor: .suppressed
            case .nobodys, .beforeLinks, .order: .lifted
            }
        }
    }

    let id: Int64
    let receipt: ReceiptID
    /// When it was asked for, in seconds since 1970.
    let requested: Int64
    let counts: ErasureCounts
    let digests: Set<Digest>
    /// What the look at the files searches for.
    let traces: [Trace]

    /// The intent to carry out a plan.
    init(id: Int64, plan: ErasurePlan, requested: Int64, secrets: ShopSecrets) {
        self.id = id
        self.requested = requested
        receipt = .random()
        counts = plan.counts
        digests = Set(
            plan.names.map { Digest(kind: $0.kind, bytes: secrets.ledger.digest($0)) }
                + plan.visitorParts.map {
                    Digest(kind: $0.kind, bytes: secrets.ledger.digest($0))
                }
                + plan.orders.map {
                    Digest(kind: .order, bytes: secrets.ledger.digest(order: $0.text))
                })
        traces = Set(plan.names.map(\.text)).flatMap { Trace.traces(of: $0, key: secrets.traces) }
    }
}

extension ErasureCounts {
    /// The counts as a ledger stores them.
    var json: JSONObject {
        JSONObject(
            (erased + kept).map { kind, count in
                JSONObject.Member(name: kind, value: .number(JSONNumber(Int64(count))))
            })
    }

    /// The counts that a ledger stores; a kind that is not there was not counted.
    init(json: JSONObject) {
        self.init()
        for kind in Self.erasedKinds + Self.keptKinds {
            if case .number(let number) = json[kind.name], let count = number.int64 {
                self[keyPath: kind.count] = Int(count)
            }
        }
    }
}
