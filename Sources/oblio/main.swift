internal import Administration

// Before any thread is there, so that all inherit it: this thread takes the signals, and no other.
Signals.block()
if ServiceHandover.isThere { Signals.hold() }
Oblio.runBesideThisThread()
