"""Sends bytes, and a request after them, and puts what comes back into words."""

import json
import re
import socket
import time

NEXT = b"GET /next HTTP/1.1\r\nHost: next\r\nConnection: close\r\n\r\n"
TIMEOUT_SECONDS = 60
QUIET_SECONDS = 2.0
PAUSE_SECONDS = 0.3
LONGEST = 80
HEAD = re.compile(rb"HTTP/1\.[01] (\d{3})[^\r\n]*\r\n(.*?\r\n)??\r\n", re.DOTALL)


def answers_of(port: int, sent: bytes, half_closes: bool = True) -> str:
    """What a server answers to `sent` and to the request that follows, and then does.

    A server that answers what is complete when the sending side is closed says so at once; one that
    would hang up is waited for until it has been quiet for some time.
    """
    with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_SECONDS) as connection:
        received, has_ended = (
            whole(connection, sent) if half_closes else in_two_steps(connection, sent))
    return in_words(received, has_ended)


def whole(connection, sent) -> tuple[bytes, bool]:
    """All that comes; what was waited for shows in the last answer, since the end proves nothing."""
    try:
        connection.sendall(sent + NEXT)
        connection.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # It has closed already, and what it said is there to read.
    received = b"".join(iter(lambda: connection.recv(65536), b""))
    *_, last = [b"", *re.findall(rb"HTTP/1\.1 .*?\r\n\r\n", received, re.DOTALL)]
    return received, b"\r\nconnection: close\r\n" in last.lower()


def in_two_steps(connection, sent) -> tuple[bytes, bool]:
    """What comes until the server closes or is quiet."""
    received, has_ended = b"", False
    for step, seconds in ((sent, PAUSE_SECONDS), (NEXT, QUIET_SECONDS)):
        try:
            connection.sendall(step)
            connection.settimeout(seconds)
            while not has_ended:
                piece = connection.recv(65536)
                received += piece
                has_ended = not piece
        except TimeoutError:
            connection.settimeout(TIMEOUT_SECONDS)
        except ConnectionError:
            has_ended = True
        if has_ended:
            break
    return received, has_ended


def in_words(received: bytes, has_ended: bool) -> str:
    """Answers as `Case.answer` gives them."""
    words = []
    while found := HEAD.match(received):
        received = received[found.end():]
        words.append(one(found[1], found[2] or b"", received))
        received = received[length(found, received):]
        if words[-1] == "GET /next 0":
            return ", ".join([*words[:-1], "next"])
    if received:
        words.append("an answer without a head")
    return ", ".join([*words, "closed" if has_ended else "waits"])


def length(found, rest: bytes) -> int:
    """How many bytes the body has that follows a head."""
    said = re.search(rb"(?i)\bcontent-length: (\d+)", found[0])
    if rest.startswith(b"HTTP/1.") or not said:
        return 0
    return min(int(said[1]), len(rest))


def one(status: bytes, fields: bytes, rest: bytes) -> str:
    """One answer: what was understood, or the status."""
    has_body = rest and not rest.startswith(b"HTTP/1.") and b"ontent-" in fields
    is_final = status != b"100"
    if is_final and not has_body:
        return f"{status.decode()} without a body"
    if status != b"200":
        return status.decode()
    body = rest[:int(re.search(rb"(?i)\bcontent-length: (\d+)", fields)[1])]
    if body.startswith(b"{"):
        seen = {name: bytes.fromhex(value) for name, value in json.loads(body).items()}
        body = b"%s %s %d" % (seen["method"], seen["target"], len(seen["body"]))
    # nginx tells the length of a body that has none as nothing.
    text = body.decode("latin-1") + ("0" if body.endswith(b" ") else "")
    return text if len(text) < LONGEST else f"{text[:10]}… {text.rpartition(' ')[2]}"


def wait_for(port: int):
    """Returns once something listens there."""
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.05)
