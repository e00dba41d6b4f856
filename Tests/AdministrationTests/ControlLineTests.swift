import JSON
import Privacy
import Synchronization
import Testing

@testable import Administration

struct ControlLineTests {
    @Test func `lines come through however they are cut`() throws {
        let lines = [
            ControlLine.progress(MaintenanceProgress(step: "copying", done: 1, total: 2)),
            .progress(MaintenanceProgress(step: "packing")),
            .outcome(JSONObject(["lifted": .integer(3)])),
        ]
        let bytes = lines.flatMap(\.bytes)
        for length in 1...bytes.count {
            let steps = Mutex<[MaintenanceProgress]>([])
            var reader = ControlLineReader { progress in steps.withLock { $0.append(progress) } }
            for start in stride(from: 0, to: bytes.count, by: length) {
                #expect(reader.outcome == nil)
                try reader.push(Array(bytes[start..<min(start + length, bytes.count)]))
            }
            #expect(reader.outcome == JSONObject(["lifted": .integer(3)]))
            #expect(
                steps.withLock { $0 } == [
                    MaintenanceProgress(step: "copying", done: 1, total: 2),
                    MaintenanceProgress(step: "packing"),
                ])
        }
    }

    @Test func `an error at the end is thrown`() {
        var reader = ControlLineReader { _ in }
        let line = ControlLine.error(AdministrationError(.refused, "too old"))
        let error = #expect(throws: AdministrationError.self) { try reader.push(line.bytes) }
        #expect(error == AdministrationError(.refused, "too old"))
    }

    @Test func `what does not speak so is said to be broken`() {
        for text in ["{\"outcome\":1}\n", "{}\n", "nonsense\n", "{\"else\":{}}\n"] {
            var reader = ControlLineReader { _ in }
            #expect(throws: AdministrationError.self) { try reader.push(Array(text.utf8)) }
        }
    }

    @Test func `long work is waited for, and none begins after that`() async throws {
        let work = LongWork()
        let ended = Mutex(false)
        try work.begin {
            for _ in 0..<1_000 { await Task.yield() }
            ended.withLock { $0 = true }
        }
        await work.close()
        #expect(ended.withLock { $0 })
        #expect(throws: AdministrationError.self) { try work.begin {} }
    }

    @Test func `progress is handed on no more often than somebody can see it`() {
        let steps = Mutex<[String]>([])
        let throttle = ProgressThrottle { progress in
            steps.withLock { $0.append("\(progress.step) \(progress.done)") }
        }
        for done in 0..<1_000 {
            throttle.take(MaintenanceProgress(step: "copying", done: Int64(done), total: 1_000))
        }
        throttle.take(MaintenanceProgress(step: "packing", done: 5, total: 10))
        let all = steps.withLock { $0 }
        #expect(all.first == "copying 0")
        #expect(all.last == "packing 5")
        #expect(all.count < 100)
    }
}
