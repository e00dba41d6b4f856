import Foundation

/// Folders of tests, which are removed with everything in them.
enum TestFolder {
    static func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)
    }
}
