/// Writes the text format of Prometheus (version 0.0.4).
///
/// Names and labels come from the program alone, so nothing needs to be escaped.
struct PrometheusText {
    /// The type under which it is sent.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// What was written.
    private(set) var text = ""

    /// Begins a family of samples.
    mutating func family(_ name: StaticString, _ type: StaticString, _ help: StaticString) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    /// A sample, with its labels as `name="value"` joined by commas.
    mutating func sample(_ name: String, _ labels: String, _ value: Int) {
        sample(name, labels, text: "\(value)")
    }

    /// A sample whose value is written already.
    mutating func sample(_ name: String, _ labels: String, text value: String) {
        text += name
        if !labels.isEmpty { text += "{\(labels)}" }
        text += " \(value)\n"
    }

    /// A family of one sample without labels.
    mutating func single(
        _ name: StaticString, _ type: StaticString, _ help: StaticString, _ value: Int
    ) {
        family(name, type, help)
        sample("\(name)", "", value)
    }
}
