import Foundation
import Privacy
import Testing

@testable import PrivacySQLite

struct GzipFileTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test(arguments: [0, 1, 1000, 65_535, 65_536, 65_537, 700_000])
    func `what is written is read again`(count: Int) throws {
        for bytes in [zeros(count), noise(count), zeros(count / 2) + noise(count / 2)] {
            let path = try pack(bytes)
            #expect(try unpack(path) == bytes)
        }
    }

    @Test func `other programs read it`() throws {
        let bytes = zeros(1000) + noise(1000)
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/usr/bin/env")
        gzip.arguments = ["gzip", "-dc"]
        gzip.standardInput = try FileHandle(forReadingFrom: URL(filePath: pack(bytes)))
        let output = Pipe()
        gzip.standardOutput = output
        try gzip.run()
        let read = output.fileHandleForReading.readDataToEndOfFile()
        gzip.waitUntilExit()
        #expect(gzip.terminationStatus == 0 && Array(read) == bytes)
    }

    @Test func `the file is the owner's alone, and an old one is not written over`() throws {
        let path = try pack([1, 2, 3])
        let name = String(path.dropFirst(folder.path.count + 1))
        #expect(try folder.mode(name) == 0o600)
        #expect(throws: PrivacyError.self) { _ = try GzipFileWriter(creating: path) }
        #expect(try unpack(path) == [1, 2, 3])
    }

    /// The first has a block that is stored, with padding, the second one with its own code.
    @Test(arguments: [false, true])
    func `every bit counts`(isText: Bool) throws {
        let bytes = isText ? Array(String(repeating: "a text ", count: 300).utf8) : noise(60)
        let whole = try Array(Data(contentsOf: URL(filePath: pack(bytes))))
        for position in whole.indices {
            for bit in 0..<8 {
                var altered = whole
                altered[position] ^= 1 << UInt8(bit)
                let path = try folder.write(altered, to: "altered")
                #expect(throws: PrivacyError.self, "byte \(position), bit \(bit)") {
                    try unpack(path)
                }
            }
        }
    }

    @Test func `a file that is cut short, or too long, is refused`() throws {
        let whole = try Array(Data(contentsOf: URL(filePath: pack(noise(60)))))
        for count in whole.indices {
            let path = try folder.write(Array(whole[..<count]), to: "cut")
            #expect(throws: PrivacyError.self, "\(count) bytes") { try unpack(path) }
        }
        for surplus in [[0], [UInt8](repeating: 0, count: 100_000), whole] {
            let path = try folder.write(whole + surplus, to: "long")
            #expect(throws: PrivacyError.self) { try unpack(path) }
        }
    }

    @Test func `a reader that stops before the end is refused`() throws {
        let path = try pack(zeros(100_000))
        var reader = try GzipFileReader(path: path)
        var some = [UInt8](repeating: 0, count: 99_999)
        #expect(try reader.read(into: &some) == 99_999)
        #expect(throws: PrivacyError.self) { try reader.finish() }
    }

    @Test func `what is no regular file is refused`() throws {
        unsafe #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
        for path in [folder.file("pipe"), folder.path, "/dev/zero", folder.file("none")] {
            #expect(throws: PrivacyError.self) { try unpack(path) }
        }
    }

    private func pack(_ bytes: [UInt8]) throws -> String {
        let path = folder.file(UUID().uuidString)
        var writer = try GzipFileWriter(creating: path)
        let half = bytes.count / 2
        try writer.write(bytes.span.extracting(..<half))
        try writer.write(bytes.span.extracting(half...))
        let size = try writer.finish()
        #expect(try folder.read(String(path.dropFirst(folder.path.count + 1))).count == size)
        return path
    }

    private func unpack(_ path: String) throws -> [UInt8] {
        var reader = try GzipFileReader(path: path)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 10_000)
        while true {
            let count = try reader.read(into: &buffer)
            bytes += buffer[..<count]
            if count < buffer.count { break }
        }
        try reader.finish()
        return bytes
    }

    private func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

    private func noise(_ count: Int) -> [UInt8] { (0..<count).map { _ in .random(in: 0...255) } }
}
