// Ceiling: the info query on SQLite in-process, one thread, one connection a shop.
// usage: info DATADIR SHOPS SUBJECTS SECONDS     (environment: CACHE_KB, default 8192 as the peers have)
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(clockid_t c) { struct timespec t; clock_gettime(c, &t); return t.tv_sec + t.tv_nsec / 1e9; }
static void check(int rc, sqlite3 *db) { if (rc != SQLITE_OK) { fprintf(stderr, "%s\n", sqlite3_errmsg(db)); exit(1); } }

int main(int argc, char **argv) {
    if (argc != 5) { fprintf(stderr, "usage: info DATADIR SHOPS SUBJECTS SECONDS\n"); return 2; }
    int shops = atoi(argv[2]); uint64_t subjects = strtoull(argv[3], 0, 10); double seconds = atof(argv[4]);
    sqlite3 *db[64]; sqlite3_stmt *begin[64], *commit[64], *orders[64], *activity[64];
    for (int s = 0; s < shops; s++) {
        char path[4096]; snprintf(path, sizeof path, "%s/shop%d.db", argv[1], s);
        check(sqlite3_open_v2(path, &db[s], SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, 0), db[s]);
        const char *cache = getenv("CACHE_KB"); char pragmas[200];
        snprintf(pragmas, sizeof pragmas, "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cache_size=-%s",
                 cache ? cache : "8192");
        check(sqlite3_exec(db[s], pragmas, 0, 0, 0), db[s]);
        check(sqlite3_prepare_v3(db[s], "BEGIN", -1, SQLITE_PREPARE_PERSISTENT, &begin[s], 0), db[s]);
        check(sqlite3_prepare_v3(db[s], "COMMIT", -1, SQLITE_PREPARE_PERSISTENT, &commit[s], 0), db[s]);
        check(sqlite3_prepare_v3(db[s], "SELECT id FROM orders WHERE email = ?1 UNION SELECT id FROM orders WHERE visitor IN "
            "(SELECT visitor FROM visitor_link WHERE email = ?1)", -1, SQLITE_PREPARE_PERSISTENT, &orders[s], 0), db[s]);
        check(sqlite3_prepare_v3(db[s], "SELECT visitor, type, description, time FROM activity WHERE visitor IN "
            "(SELECT visitor FROM visitor_link WHERE email = ?1)", -1, SQLITE_PREPARE_PERSISTENT, &activity[s], 0), db[s]);
    }
    uint64_t x = 88172645463325252ULL; long queries = 0, rows = 0, bytes = 0;
    double start = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID), elapsed;
    do {
        for (int i = 0; i < 100; i++) {
            x ^= x << 13; x ^= x >> 7; x ^= x << 17;
            int s = (int)((x >> 33) % shops); uint64_t n = (x >> 7) % subjects;
            char email[64];
            int len = snprintf(email, sizeof email, "u%08x.%llu@mail.example", (unsigned)(n * 2246822519u), (unsigned long long)n);
            sqlite3_step(begin[s]); sqlite3_reset(begin[s]);
            sqlite3_bind_text(orders[s], 1, email, len, SQLITE_STATIC);
            while (sqlite3_step(orders[s]) == SQLITE_ROW) { rows++; bytes += strlen((const char *)sqlite3_column_text(orders[s], 0)); }
            sqlite3_reset(orders[s]);
            sqlite3_bind_text(activity[s], 1, email, len, SQLITE_STATIC);
            while (sqlite3_step(activity[s]) == SQLITE_ROW) {
                rows++;
                for (int c = 0; c < 3; c++) bytes += strlen((const char *)sqlite3_column_text(activity[s], c));
                bytes += sqlite3_column_int64(activity[s], 3) != 0;
            }
            sqlite3_reset(activity[s]);
            sqlite3_step(commit[s]); sqlite3_reset(commit[s]);
            queries++;
        }
        elapsed = now(CLOCK_MONOTONIC) - start;
    } while (elapsed < seconds);
    cpu = now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    printf("{\"case\":\"info\",\"per_s\":%.0f,\"cpu_us\":%.1f,\"rows_per_query\":%.2f,\"bytes_per_query\":%.0f}\n",
           queries / elapsed, cpu / queries * 1e6, (double)rows / queries, (double)bytes / queries);
}
