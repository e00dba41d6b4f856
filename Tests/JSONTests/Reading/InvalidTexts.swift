import JSON

/// Texts against RFC 8259, each with the fault and the byte at which it is found.
enum InvalidTexts {
    typealias Fault = (text: String, code: JSONError.Code, offset: Int)

    static let numbers: [Fault] = [
        ("01", .number, 1), ("-01", .number, 2), ("00", .number, 1), ("012", .number, 1),
        ("-012", .number, 2), ("[-2.]", .number, 4), ("[0.e1]", .number, 3), ("[2.e3]", .number, 3),
        ("[2.e+3]", .number, 3), ("[1.]", .number, 3), ("[1eE2]", .number, 3), ("[0e]", .number, 3),
        ("[0e+]", .number, 4), ("[1.0e]", .number, 5), ("[1.0e-]", .number, 6),
        ("[9.e+]", .number, 3),
        ("[-]", .number, 2), ("[-foo]", .number, 2), ("[-Infinity]", .number, 2),
        ("[-NaN]", .number, 2),
        ("[- 1]", .number, 2), ("[--1]", .number, 2), ("[-.123]", .number, 2),
        ("[0.1.2]", .syntax, 4),
        ("[0.3e+]", .number, 6), ("[1+2]", .syntax, 2), ("[0x1]", .syntax, 2),
        ("[0x42]", .syntax, 2),
        ("[1 000.0]", .syntax, 3), ("[1_000]", .syntax, 2), ("[-1x]", .syntax, 3),
        ("[1a]", .syntax, 2),
        ("[123.123foo]", .syntax, 8), ("[0e+-1]", .number, 4), ("[1e1.0]", .syntax, 4),
        ("[+1]", .syntax, 1), ("[++1234]", .syntax, 1), ("[.5]", .syntax, 1), ("[.-1]", .syntax, 1),
        ("[NaN]", .syntax, 1), ("[nan]", .syntax, 2), ("[Inf]", .syntax, 1),
        ("[Infinity]", .syntax, 1),
        ("[１]", .syntax, 1), ("1 2", .trailing, 2), ("1,", .trailing, 1), ("1.2.3", .trailing, 3),
        ("-", .unexpectedEnd, 1), ("1.", .unexpectedEnd, 2), ("1e", .unexpectedEnd, 2),
        ("-1e+", .unexpectedEnd, 4),
    ]

    static let strings: [Fault] = [
        ("\"", .unexpectedEnd, 1), ("\"abc", .unexpectedEnd, 4), (#""\"#, .unexpectedEnd, 2),
        (#""\""#, .unexpectedEnd, 3), (#""\\\""#, .unexpectedEnd, 5), (#""\u"#, .unexpectedEnd, 3),
        (#""\u00A"#, .unexpectedEnd, 6), (#""\u00A""#, .syntax, 6), (#""\u00g0""#, .syntax, 5),
        (#""\uqqqq""#, .syntax, 3), (#""\u+123""#, .syntax, 3), (#""\u 123""#, .syntax, 3),
        (#""\x00""#, .syntax, 2), (#""\a""#, .syntax, 2), (#""\'""#, .syntax, 2),
        (#""\0""#, .syntax, 2),
        (#""\U0041""#, .syntax, 2), (#""\N""#, .syntax, 2), ("\"\\🌀\"", .syntax, 2),
        ("\"\\\u{0}\"", .syntax, 2),
        ("\"\\\n\"", .syntax, 2), ("\"\u{0}\"", .syntax, 1), ("\"a\u{0}a\"", .syntax, 2),
        ("\"new\nline\"", .syntax, 4), ("\"\t\"", .syntax, 1), ("\"\u{1F}\"", .syntax, 1),
        ("\"\r\"", .syntax, 1),
        (#""\ud800""#, .surrogate, 7), (#""\uDBFFx""#, .surrogate, 7),
        (#""\uD800\n""#, .surrogate, 7),
        (#""\uD800\uD800""#, .surrogate, 7), (#""\uD800\u0041""#, .surrogate, 7),
        (#""\uDC00""#, .surrogate, 3), (#""\uDFFF\uD800""#, .surrogate, 3),
        (#""a\uDd1e\uD834""#, .surrogate, 4),
        (#""\uD800\u""#, .syntax, 9), (#""\uD800\u1""#, .syntax, 10),
        (#""\uD800\u1x""#, .syntax, 10),
        (#""\uD800"#, .unexpectedEnd, 7), (#""\uD800\"#, .unexpectedEnd, 8),
        (#""\uD834\uDd"#, .unexpectedEnd, 11),
        ("'a'", .syntax, 0), ("['single quote']", .syntax, 1), ("[é]", .syntax, 1),
        ("a", .syntax, 0),
        ("[\\u0020\"a\"]", .syntax, 1), ("\"a\"b", .trailing, 3), ("\"a\"\"b\"", .trailing, 3),
    ]

    static let structure: [Fault] = [
        ("", .unexpectedEnd, 0), (" ", .unexpectedEnd, 1), ("[", .unexpectedEnd, 1),
        ("{", .unexpectedEnd, 1),
        ("]", .syntax, 0), ("}", .syntax, 0), (",", .syntax, 0), (":", .syntax, 0),
        ("*", .syntax, 0),
        ("[1,]", .syntax, 3), ("[1,,2]", .syntax, 3), ("[,1]", .syntax, 1), ("[,]", .syntax, 1),
        ("[1,,]", .syntax, 3), ("[\"a\",\n4\n,1,", .unexpectedEnd, 11), ("[\"\"],", .trailing, 4),
        ("[1 true]", .syntax, 3), ("[1:2]", .syntax, 2), ("[3[4]]", .syntax, 2),
        ("[\"x\"", .unexpectedEnd, 4),
        ("[x", .syntax, 1), ("[x]]", .syntax, 1), ("[1]x", .trailing, 3), ("[1]]", .trailing, 3),
        ("[][]", .trailing, 2), ("[1}", .syntax, 2), ("[*]", .syntax, 1),
        ("[[1]", .unexpectedEnd, 4),
        ("[a", .syntax, 1), ("[{", .unexpectedEnd, 2), ("[\u{B}]", .syntax, 1),
        ("[\u{C}]", .syntax, 1),
        ("\u{A0}1", .syntax, 0), ("[\u{2060}]", .syntax, 1), ("[1]\u{0}", .trailing, 3),
        ("<null>", .syntax, 0),
        ("{]", .syntax, 1), ("{,}", .syntax, 1), ("{1:1}", .syntax, 1), ("{null:null}", .syntax, 1),
        ("{a:1}", .syntax, 1), ("{'a':0}", .syntax, 1), ("{\"a\"}", .syntax, 4),
        ("{\"a\",1}", .syntax, 4),
        ("{\"a\" 1}", .syntax, 5), ("{\"a\":}", .syntax, 5), ("{\"a\"::1}", .syntax, 5),
        ("{\"a\":1,}", .syntax, 7),
        ("{\"a\":1,,\"b\":2}", .syntax, 7), ("{\"a\":1 \"b\":2}", .syntax, 7),
        ("{\"a\":1,1}", .syntax, 7),
        ("{\"a\":\"b\"}/**/", .trailing, 9), ("{\"a\":\"b\"}//", .trailing, 9),
        ("{\"a\":\"b\"}#", .trailing, 9),
        ("{\"a\":\"b\"}{}", .trailing, 9), ("{\"a\":/*c*/1}", .syntax, 5),
        ("{\"a\":1", .unexpectedEnd, 6),
        ("{\"a\":", .unexpectedEnd, 5), ("{\"a\"", .unexpectedEnd, 4), ("{\"a", .unexpectedEnd, 3),
        ("{\"a\":1]", .syntax, 6), ("{\"a\" b}", .syntax, 5), ("{[:1]}", .syntax, 1),
        ("{{}:1}", .syntax, 1),
        ("nul", .unexpectedEnd, 3), ("nulL", .syntax, 3), ("nulls", .trailing, 4),
        ("tru", .unexpectedEnd, 3),
        ("True", .syntax, 0), ("[tru]", .syntax, 4), ("TRUE", .syntax, 0),
        ("fals", .unexpectedEnd, 4),
        ("[falsy]", .syntax, 5), ("undefined", .syntax, 0), ("[n", .unexpectedEnd, 2),
        ("\u{FEFF}{}", .encoding, 0),
        ("\u{FEFF}", .encoding, 0), (" \u{FEFF}{}", .syntax, 1),
    ]

    static let duplicates: [Fault] = [
        (#"{"a":1,"a":2}"#, .duplicateName, 7), (#"{"a":1,"a":1}"#, .duplicateName, 7),
        (#"{"a":1,"\u0061":1}"#, .duplicateName, 7), (#"[{"":1, "":1}]"#, .duplicateName, 8),
        (#"{"b":{"a":0},"a":0,"b":0}"#, .duplicateName, 19),
        (#"{"é":0,"\u00e9":0}"#, .duplicateName, 8),
    ]

    static let all = numbers + strings + structure + duplicates
}
