// Before any thread is there, so that all inherit it: this thread takes the signals, and no other.
StopSignals.block()
Oblio.runBesideThisThread()
