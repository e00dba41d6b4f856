"""Reads what `strace -f -yy` saw: when the write-ahead log was written and synced, and who was
answered.

A call that another thread interrupted stands in two lines, `<unfinished ...>` and `resumed`; its
start and its end are kept apart, because only a finished sync has made anything safe.
"""

import re
from dataclasses import dataclass
from pathlib import Path

CALLS = "read,readv,recvfrom,recvmsg,write,writev,sendto,sendmsg,pwrite64,ftruncate,fdatasync,fsync"
READS = {"read", "readv", "recvfrom", "recvmsg"}
SENDS = {"write", "writev", "sendto", "sendmsg"}
SYNCS = {"fdatasync", "fsync"}
LINE = re.compile(
    r"^(?P<thread>\d+) +(?P<call>\w+)\(\d+<(?P<what>.*?)>(?=[,)]| <unfinished)(?P<rest>.*)$")
RESUMED = re.compile(r"^(?P<thread>\d+) +<\.\.\. (?P<call>\w+) resumed>(?P<rest>.*)$")
WAL = re.compile(r"/shops/[^/]+/privacy\.db-wal$")
LEDGER = re.compile(r"/shops/[^/]+/ledger\.db-wal$")
WRITTEN = re.compile(r'^, "(?P<bytes>.*?)"(\.\.\.)?, (?P<count>\d+), (?P<offset>\d+)')
LOG_HEADER_BYTES = 32


@dataclass
class Event:
    """A system call: the lines at which it began and ended, on what, and its text."""

    call: str
    what: str
    text: str
    begin: int
    end: int = -1

    @property
    def is_of_wal(self) -> bool:
        """Whether it concerns a shop's write-ahead log."""
        return bool(WAL.search(self.what))

    @property
    def is_of_ledger(self) -> bool:
        """Whether it concerns the log of a shop's ledger."""
        return bool(LEDGER.search(self.what))


@dataclass
class Beginning:
    """A log that is begun anew, or overwritten where it was used.

    `is_safe`: its header was zero before, and on the disk: else the end of the machine could leave some of its first
    transactions, which would be taken for the newest.
    """

    is_zero: bool
    is_safe: bool


def beginnings(found: list) -> list:
    """Those of a shop's log, but for the first."""
    written, is_void, is_used, seen = None, False, False, []
    for event in found:
        if not event.is_of_wal:
            continue
        if event.call in SYNCS:
            is_void = is_void or (written is not None and event.begin > written)
        if event.call == "ftruncate":
            is_used = False
        if event.call != "pwrite64":
            continue
        if is_void_header(event):
            written = event.end
            continue
        match = WRITTEN.match(event.text)
        is_zero = not match["bytes"].replace("\\0", "")
        if is_used and int(match["offset"]) == 0:
            seen.append(Beginning(is_zero, is_void))
        if not is_zero:
            written, is_void, is_used = None, False, True
    return seen


def is_void_header(event: Event) -> bool:
    """Whether a log's header is overwritten by zeros, and nothing else."""
    return _header(event) == ""


def is_header(event: Event) -> bool:
    """Whether a log's header is written, and nothing else."""
    return bool(_header(event))


def _header(event: Event) -> str | None:
    """What of a log's header that is written is not zero; None: it is another call."""
    match = event.call == "pwrite64" and WRITTEN.match(event.text)
    if not match or (int(match["count"]), int(match["offset"])) != (LOG_HEADER_BYTES, 0):
        return None
    return match["bytes"].replace("\\0", "")


def command(output: Path) -> list:
    """What to put before the server's command line."""
    return ["strace", "-f", "-yy", "-s", "96", "-e", f"trace={CALLS}", "-o", str(output)]


def events(output: Path) -> list:
    """Every call of the trace, by its beginning."""
    found, running = [], {}
    for number, line in enumerate(output.read_text(errors="replace").splitlines()):
        if match := RESUMED.match(line):
            if event := running.pop(match["thread"], None):
                event.end, event.text = number, event.text + match["rest"]
        elif match := LINE.match(line):
            event = Event(match["call"], match["what"], match["rest"], number)
            if line.endswith("<unfinished ...>"):
                running[match["thread"]] = event
            else:
                event.end = number
            found.append(event)
    return [event for event in found if event.end >= 0]


@dataclass
class Exchange:
    """A request on a connection and its answer, with the syncs that lie between."""

    asked: int
    answered: int
    syncs: int


def exchanges(found: list, request: str, answer: str = "HTTP/1.1 200") -> list:
    """Pairs each request that begins so with its answer and counts the syncs that made it safe.

    Such a sync began after a write to the log that followed the request, and ended before the
    answer was sent.
    """
    asked, pairs = {}, []
    writes = [one.end for one in found if one.call == "pwrite64" and one.is_of_wal]
    syncs = [(one.begin, one.end) for one in found if one.call in SYNCS and one.is_of_wal]
    for event in found:
        if not event.what.startswith("TCP"):
            continue
        if event.call in READS and request in event.text:
            asked[event.what] = event.end
        elif event.call in SENDS and answer in event.text and event.what in asked:
            since = asked.pop(event.what)
            written = next((at for at in writes if at > since), None)
            safe = [1 for begin, end in syncs
                    if written is not None and begin > written and end < event.begin]
            pairs.append(Exchange(since, event.begin, len(safe)))
    return pairs
