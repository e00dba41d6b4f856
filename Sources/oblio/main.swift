// Before any thread is there, so that all inherit it: `serve` waits for these signals in this
// thread, and no other may take them.
StopSignals.block()
await Oblio.runInThisThread()
