import JSON

/// Makes values of every shape.
struct RandomJSON {
    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    mutating func value(depth: Int = 0) -> JSONValue {
        switch Int.random(in: 0..<(depth < 5 ? 9 : 6), using: &generator) {
        case 0: .null
        case 1: .bool(.random(using: &generator))
        case 2, 3: .number(number())
        case 4, 5: .string(string())
        case 6: .array((0..<count()).map { _ in value(depth: depth + 1) })
        default: .object(object(depth: depth + 1))
        }
    }

    mutating func object(depth: Int) -> JSONObject {
        var object = JSONObject()
        for _ in 0..<count() { object[string()] = value(depth: depth) }
        return object
    }

    mutating func number() -> JSONNumber {
        if Bool.random(using: &generator) {
            return JSONNumber(Int64.random(in: .min ... .max, using: &generator))
        }
        let sign = ["", "-"].randomElement(using: &generator) ?? ""
        let fraction = ["", ".0", ".95", ".000120"].randomElement(using: &generator) ?? ""
        let exponent = ["", "e5", "E-12", "e+400"].randomElement(using: &generator) ?? ""
        let integer = Int.random(in: 0...999, using: &generator)
        return JSONNumber(text: "\(sign)\(integer)\(fraction)\(exponent)") ?? JSONNumber(0)
    }

    mutating func string() -> String {
        let length = Int.random(in: 0...24, using: &generator)
        var scalars = String.UnicodeScalarView()
        while scalars.count < length {
            let upper = [0x7F, 0x7F, 0x20, 0x2FF, 0xFFFF, 0x10FFFF].randomElement(using: &generator)
            let code = UInt32.random(in: 0...UInt32(upper ?? 0), using: &generator)
            if let scalar = Unicode.Scalar(code) { scalars.append(scalar) }
        }
        return String(scalars)
    }

    private mutating func count() -> Int {
        Int.random(in: 0...6, using: &generator)
    }
}
