internal import Administration
internal import ArgumentParser

/// The command `oblio shop configure`.
struct ConfigureShopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "configure",
        abstract: "Change what a shop collects and keeps; what is not given stays.",
        discussion: """
            Examples:
              oblio shop configure --shop KEY --collect history,email,orders --data ./data
              oblio shop configure --shop KEY --collect none --data ./data
              oblio shop configure --shop KEY --keep-order-attributes status,currency
              oblio shop configure --shop KEY --allow-addresses 192.0.2.7,2001:db8::/48
            """)

    @OptionGroup var options: ShopOptions

    @Option(
        help: ArgumentHelp(
            "Of history, preferences, email, orders, customers: what comes in; or none.",
            valueName: "kinds"))
    var collect: String?

    @Option(
        help: ArgumentHelp(
            "For how many days after a forget old data do not bring the subject back; 0: none.",
            valueName: "n"))
    var suppressDays: Int64?

    @Option(
        help: ArgumentHelp(
            "The attributes of orders that are not personal; a forget keeps them. Or none.",
            valueName: "names"))
    var keepOrderAttributes: String?

    @Option(
        help: ArgumentHelp(
            "The addresses or ranges from which calls with a private key are taken. Or none.",
            valueName: "addresses"))
    var allowAddresses: String?

    mutating func validate() throws {
        if collect == nil, suppressDays == nil, keepOrderAttributes == nil, allowAddresses == nil {
            throw ValidationError("nothing to change was given")
        }
    }

    func run() async throws {
        let operation = ConfigureShop(
            shop: options.shop, collected: collect.map(NameList.names),
            suppressionDays: suppressDays,
            keptOrderAttributes: keepOrderAttributes.map(NameList.names),
            allowedAddresses: allowAddresses.map(NameList.names))
        Output.shop(try await options.perform(operation), options)
    }
}
