/// Names on a command line: `a,b`, with or without spaces; `none` is the empty list.
enum NameList {
    static func names(_ text: String) -> [String] {
        let names = text.split(separator: ",").map { name in
            name.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
        }
        return text == "none" ? [] : names.map { String($0) }.filter { !$0.isEmpty }
    }
}
