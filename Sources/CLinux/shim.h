// The Linux calls that Glibc's module map leaves out.
#include <sys/epoll.h>    // epoll_create1, epoll_ctl, epoll_wait: the reactors
#include <sys/eventfd.h>  // eventfd: waking a reactor from another thread
#include <sys/signalfd.h> // signalfd: SIGTERM and SIGINT as readable events
