internal import Administration
internal import Privacy

/// A file that holds a private key, so that it stands in no list of processes.
enum PrivateKeyFile {
    /// The key: what the file holds, without the space around it.
    static func read(_ path: String) throws(AdministrationError) -> PrivateKey {
        PrivateKey(try SmallFile.text(at: path))
    }
}
