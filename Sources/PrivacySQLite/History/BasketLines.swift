internal import JSON
internal import Privacy

/// The lines of a basket, as JSON objects with `id` and `quantity`.
struct BasketLines {
    private struct Line {
        var product: RecordID
        var quantity: JSONNumber

        /// The quantity to reckon with.
        var amount: Double { Double(quantity.text) ?? 0 }
    }

    private var lines: [Line]

    init(_ stored: [JSONValue]) {
        lines = stored.compactMap { value in
            guard case .object(let object) = value, let id = object["id"],
                let product = RecordID(json: id), case .number(let quantity) = object["quantity"]
            else { return nil }
            return Line(product: product, quantity: quantity)
        }
    }

    /// What the basket holds after the change.
    ///
    /// A line without a quantity counts as one, and removes the product whole.
    func changed(by verb: ActivityAction.BasketVerb, _ changes: [BasketRecord.Line]) -> [JSONValue]
    {
        var result = self
        if verb == .set { result.lines = [] }
        for change in changes { result.change(verb, change) }
        return result.lines.map { line in
            .object(
                JSONObject([
                    .init(name: "id", value: line.product.json),
                    .init(name: "quantity", value: .number(line.quantity)),
                ]))
        }
    }

    private mutating func change(
        _ verb: ActivityAction.BasketVerb, _ change: BasketRecord.Line
    ) {
        let quantity = change.quantity ?? JSONNumber(1)
        let index = lines.firstIndex { $0.product == change.product }
        let known = index.map { lines[$0].amount } ?? 0
        switch verb {
        case .added, .set:
            setQuantity(of: change.product, index == nil ? quantity : sum(known, quantity))
        case .updated: setQuantity(of: change.product, quantity)
        case .removed:
            let rest = change.quantity.map { sum(known, $0, sign: -1) } ?? JSONNumber(0)
            setQuantity(of: change.product, rest)
        }
    }

    private mutating func setQuantity(of product: RecordID, _ quantity: JSONNumber) {
        let line = Line(product: product, quantity: quantity)
        let index = lines.firstIndex { $0.product == product }
        switch (index, line.amount > 0) {
        case (let index?, true): lines[index].quantity = quantity
        case (let index?, false): lines.remove(at: index)
        case (nil, true): lines.append(line)
        case (nil, false): break
        }
    }

    private func sum(_ known: Double, _ quantity: JSONNumber, sign: Double = 1) -> JSONNumber {
        let total = known + sign * (Double(quantity.text) ?? 0)
        guard total.isFinite else { return quantity }
        if total == total.rounded(), let whole = Int64(exactly: total) {
            return JSONNumber(whole)
        }
        return JSONNumber(text: "\(total)") ?? quantity
    }
}
