// Shows the thread sanitizer two hand-overs from thread to thread that Swift's own libraries make,
// which are not instrumented. Without it what one thread wrote and the next one reads looks like a
// race. A binary that this file is linked into calls what stands here, which tells of the order and
// calls on.
//
// 1. A lock that somebody waits for. `Synchronization.Mutex` takes and gives back a free one by an
//    atomic exchange that is compiled into the caller, where the sanitizer sees it. When two
//    threads want it, the kernel hands it over. `self` is the lock's word, on which the exchange is
//    made too.
// 2. A continuation that is resumed before its task awaits it. The runtime tells of all others, for
//    which it queues the task; this one simply goes on, in `resume_parent`, on the same thread.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))
#define ASYNC __attribute__((swiftasynccall))
#define CONTEXT __attribute__((swift_async_context))

// Synchronization._MutexHandle._lockSlow(UInt32) and _unlockSlow().
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define RESUME "swift_continuation_resume"
#define AWAIT "swift_continuation_await"

extern void __tsan_acquire(void *);
extern void __tsan_release(void *);
extern SWIFT void *swift_task_getCurrent(void);

// The beginning of the runtime's ContinuationAsyncContext.
struct continuation {
    void *parent;
    ASYNC void (*resume_parent)(CONTEXT struct continuation *);
    uintptr_t flags;
};

// The flag of one that goes on on another executor, for which the task is queued.
static const uintptr_t switches_executor = 2;

static void *original(const char *name) {
    void *function = dlsym(RTLD_NEXT, name);
    if (!function) {
        fprintf(stderr, "This Swift has no %s: see Tests/Sanitizers/handovers.c\n", name);
        abort();
    }
    return function;
}

// A Swift that names them differently shows at once, not as false reports.
__attribute__((constructor)) static void check(void) {
    original(LOCK);
    original(UNLOCK);
    original(RESUME);
    original(AWAIT);
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

SWIFT void swift_continuation_resume(void *task) {
    SWIFT void (*resume)(void *) = original(RESUME);
    __tsan_release(task);
    resume(task);
}

static __thread ASYNC void (*next)(CONTEXT struct continuation *);

static ASYNC void go_on(CONTEXT struct continuation *continuation) {
    __tsan_acquire(swift_task_getCurrent());
    __attribute__((musttail)) return next(continuation);
}

ASYNC void swift_continuation_await(struct continuation *continuation) {
    ASYNC void (*await)(struct continuation *) = original(AWAIT);
    // Only who goes on at once reads it here: for the others it was copied into the task before.
    if (!(continuation->flags & switches_executor)) {
        next = continuation->resume_parent;
        continuation->resume_parent = go_on;
    }
    __attribute__((musttail)) return await(continuation);
}
