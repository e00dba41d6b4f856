internal import Administration
internal import Privacy

/// A file that holds a private key, so that it stands in no list of processes.
enum PrivateKeyFile {
    /// The key: what the file holds, without the space around it; refuses one that can be guessed.
    static func read(_ path: String) throws(AdministrationError) -> PrivateKey {
        let secret = try SmallFile.text(at: path)
        guard secret.utf8.count >= PrivateKey.minimumBytes else {
            throw AdministrationError(
                .usage, "\(path) holds a key of less than \(PrivateKey.minimumBytes) characters")
        }
        return PrivateKey(secret)
    }
}
