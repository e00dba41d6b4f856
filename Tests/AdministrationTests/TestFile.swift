import Glibc
import Testing

/// Files that tests give to what they test.
enum TestFile {
    static func write(_ text: String, to path: String) throws {
        let file = unsafe try #require(unsafe fopen(path, "w"))
        let count = unsafe fwrite(text, 1, text.utf8.count, file)
        let result = unsafe fclose(file)
        try #require(result == 0 && count == text.utf8.count)
    }
}
