import ArgumentParser

// Before any thread is there, so that all inherit it: `serve` waits for these signals in this
// thread, and no other may take them. Every other command lets them end it, as usual.
StopSignals.block()

do {
    let command = try Oblio.parseAsRoot()
    if let serve = command as? Serve {
        try await serve.run()
    } else {
        StopSignals.unblock()
        if var command = command as? any AsyncParsableCommand {
            try await command.run()
        } else {
            var command = command
            try command.run()
        }
    }
} catch {
    Oblio.end(with: error)
}
