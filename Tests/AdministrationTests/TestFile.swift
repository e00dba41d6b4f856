import Glibc
import Testing

/// Files that tests give to what they test.
enum TestFile {
    static func write(_ text: String, to path: String) throws {
        let file = try #require(unsafe fopen(path, "w"))
        let count = unsafe fwrite(text, 1, text.utf8.count, file)
        try #require(unsafe fclose(file) == 0 && count == text.utf8.count)
    }
}
