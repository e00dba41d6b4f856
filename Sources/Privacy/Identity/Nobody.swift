/// The words by which shops say that there is nobody: such an argument counts as not given.
///
/// Guests would otherwise all be one person, whose forget would erase every guest's data.
public enum Nobody {
    /// Whether `text` names nobody as an e-mail, a visitor or a customer.
    public static func isNamed(by text: String) -> Bool {
        text.isEmpty || text == "null" || text == "undefined" || text == "false"
    }

    /// Whether `text` names nobody as a customer: `0` is the guest of many platforms.
    public static func isCustomer(_ text: String) -> Bool {
        text == "0" || isNamed(by: text)
    }
}
