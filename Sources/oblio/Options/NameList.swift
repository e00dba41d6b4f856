/// Names on a command line: `a,b`; `none` is the empty list.
enum NameList {
    static func names(_ text: String) -> [String] {
        text == "none" ? [] : text.split(separator: ",").map(String.init)
    }
}
