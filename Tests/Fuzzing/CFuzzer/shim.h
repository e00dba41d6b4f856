// libFuzzer's own loop, which its library exports without a header.
#include <stddef.h>
#include <stdint.h>

extern int LLVMFuzzerRunDriver(int *argc, char ***argv,
                               int (*target)(const uint8_t *data, size_t size));
