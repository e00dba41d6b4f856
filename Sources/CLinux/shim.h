// The Linux calls that Glibc's module map leaves out.
#include <malloc.h>       // mallopt
#include <pthread.h>
#include <semaphore.h>
#include <sys/epoll.h>    // epoll_create1, epoll_ctl, epoll_wait: the reactors
#include <sys/eventfd.h>  // eventfd: waking a reactor from another thread
#include <sys/signalfd.h> // signalfd: SIGTERM and SIGINT as readable events
#include <sys/socket.h>
#include <sys/vfs.h>      // statfs: which file system the data lie on

// Declared by glibc under _GNU_SOURCE only, which the Glibc module is built without.
extern int accept4(int, struct sockaddr *__restrict, socklen_t *__restrict, int);
extern int pthread_setname_np(pthread_t, const char *);

// Of sys/timex.h, which would take struct timeval out of the Glibc module. It wants a struct timex, of
// which all zero sets nothing (adjtimex(2)).
extern int adjtimex(void *);
extern int fallocate(int, int, off_t, off_t);
extern int memfd_create(const char *, unsigned int);
extern int execvpe(const char *, char *const[], char *const[]);

// A global variable, which Swift takes for shared mutable state.
static inline char **oblio_environment(void) {
    extern char **environ;
    return environ;
}
extern int sem_clockwait(sem_t *__restrict, clockid_t, const struct timespec *__restrict);

// Has the processor bring bytes near before they are read; of no effect but on time, whatever stands there.
static inline void oblio_prefetch(const void *start, long bytes) {
    for (long offset = 0; offset < bytes; offset += 64) {
        __builtin_prefetch((const char *)start + offset);
    }
}
