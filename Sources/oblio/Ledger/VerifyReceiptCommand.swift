internal import Administration
internal import ArgumentParser
internal import Privacy

/// The command `oblio receipt verify`.
struct VerifyReceiptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a receipt by a public key: without a server, without a data folder.",
        discussion: """
            Examples:
              oblio receipt verify receipt.json --public-key BASE64
              oblio receipt verify final-receipt.json --public-key BASE64

            Takes what privacy/receipt answered, what `oblio receipt show --json` printed, or the \
            final receipt of a deleted shop. The key is what privacy/signing-key answers: keep it \
            apart from the receipts. Exit code 0: the key signed exactly this; 2: it did not.
            """)

    @Argument(help: "The file with the receipt.")
    var file: String

    @Option(help: ArgumentHelp("The shop's public key, in Base64.", valueName: "base64"))
    var publicKey: String

    func run() async throws {
        guard let key = Base64.bytes(of: publicKey), key.count == ReceiptCheck.keyBytes else {
            throw AdministrationError(
                .usage, "--public-key must be \(ReceiptCheck.keyBytes) bytes in Base64")
        }
        let document: ReceiptCheck.Document
        do {
            document = try ReceiptCheck(publicKey: key).document(in: SmallFile.bytes(at: file))
        } catch let fault as ReceiptFault {
            throw AdministrationError(.refused, "the receipt is not good: \(fault.message)")
        }
        Output.fields(ReceiptLines.lines(of: document))
        StandardStream.error.write("The receipt is good: this key signed it.\n")
    }
}
