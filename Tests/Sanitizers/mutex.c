// Shows the thread sanitizer what happens to a lock that somebody waits for.
//
// `Synchronization.Mutex` takes and gives back a free lock by an atomic exchange that is compiled into
// the caller, where the sanitizer sees it. When two threads want it, it calls these two functions of
// Swift's own library, which is not instrumented, and the kernel hands the lock over: to the
// sanitizer the second thread then reads what the first wrote without any order between them. A
// binary that this file is linked into calls what stands here instead, which tells of the order and
// calls on. `self` is the lock's word, the same address that the exchange is made on.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

// Synchronization._MutexHandle._lockSlow(UInt32) and _unlockSlow().
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

extern void __tsan_acquire(void *);
extern void __tsan_release(void *);

static void *original(const char *name) {
    void *function = dlsym(RTLD_NEXT, name);
    if (!function) {
        fprintf(stderr, "This Swift has no %s: see Tests/Sanitizers/mutex.c\n", name);
        abort();
    }
    return function;
}

// A Swift that names them differently shows at once, not as false reports.
__attribute__((constructor)) static void check(void) {
    original(LOCK);
    original(UNLOCK);
}

SWIFT void lock_slow(uint32_t thread, SELF void *self) __asm__(LOCK);
SWIFT void unlock_slow(SELF void *self) __asm__(UNLOCK);

SWIFT void lock_slow(uint32_t thread, SELF void *self) {
    SWIFT void (*lock)(uint32_t, SELF void *) = original(LOCK);
    lock(thread, self);
    __tsan_acquire(self);
}

SWIFT void unlock_slow(SELF void *self) {
    SWIFT void (*unlock)(SELF void *) = original(UNLOCK);
    __tsan_release(self);
    unlock(self);
}
