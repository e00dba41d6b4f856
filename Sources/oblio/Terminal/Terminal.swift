internal import Glibc
internal import Synchronization

/// The terminal from which the process was started, if it was from one.
enum Terminal {
    private static let wasThere = Mutex(false)

    /// Looks whether there is one.
    static func remember() { wasThere.withLock { $0 = isThere } }

    /// Whether it has gone since, told once: then SIGHUP means that, as for any program, unless the
    /// process was started to outlive it (`nohup`).
    static func hasHungUp() -> Bool {
        let hasGone = wasThere.withLock { wasThere in
            defer { wasThere = wasThere && isThere }
            return wasThere && !isThere
        }
        return hasGone && !ignoresHangup
    }

    private static var isThere: Bool {
        let number = unsafe open("/dev/tty", O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard number >= 0 else { return false }
        close(number)
        return true
    }

    private static var ignoresHangup: Bool {
        var action = sigaction()
        guard unsafe sigaction(SIGHUP, nil, &action) == 0 else { return false }
        return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
