"""Time is counted over the whole of a body, an answer and a pause: a byte now and then buys nothing."""

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor

LIMIT_SECONDS = 60
# How late the server may notice, and this machine too.
LATE_SECONDS = 20
DRIP_SECONDS = 1
REQUESTS = 4000


def connected(server, receive_bytes=None) -> socket.socket:
    """A connection, with a small window if so wanted."""
    connection = socket.socket()
    if receive_bytes:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
    connection.settimeout(LIMIT_SECONDS + LATE_SECONDS)
    connection.connect((server.host, server.port))
    return connection


def drip_until_closed(connection, drip) -> bytes:
    """Sends a byte each second and returns what was answered when the server has closed."""
    answer, end = b"", time.monotonic() + LIMIT_SECONDS + LATE_SECONDS
    connection.settimeout(DRIP_SECONDS)
    while time.monotonic() < end:
        try:
            try:
                piece = connection.recv(65536)
            except TimeoutError:
                connection.sendall(drip)
                continue
        except ConnectionError:
            return answer
        if not piece:
            return answer
        answer += piece
    raise AssertionError("the server did not close")


def slow_body(server, rest, drip):
    """A body of single bytes, each a second after the last, is 408 after a minute in all."""
    with connected(server) as connection:
        start = time.monotonic()
        connection.sendall(b"POST /v2/log/click HTTP/1.1\r\nHost: x\r\n" + rest)
        answer = drip_until_closed(connection, drip)
    assert answer.startswith(b"HTTP/1.1 408 "), answer
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["type"] == "ParsingError"
    return start


def pause(server, sent):
    """A connection on which nothing is asked is closed without a word."""
    with connected(server) as connection:
        connection.sendall(sent)
        while sent and b"\r\n\r\n" not in connection.recv(65536):
            pass
        start = time.monotonic()
        while connection.recv(65536):
            pass
    return start


def slow_reader(server):
    """Answers that are taken byte by byte are cut off."""
    with connected(server, receive_bytes=4096) as connection:
        connection.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * REQUESTS)
        start, end = time.monotonic(), time.monotonic() + LIMIT_SECONDS + LATE_SECONDS
        while time.monotonic() < end:
            time.sleep(DRIP_SECONDS)
            try:
                connection.recv(1)
                connection.sendall(b"G")  # Only this is told that nobody is there any more.
            except ConnectionError:
                return start
    raise AssertionError("the server did not cut off a peer who takes a byte a second")


def test_every_time_out_is_over_the_whole(session):
    server = session.server
    trials = [
        (slow_body, server, b"Content-Length: 1000\r\n\r\n", b"x"),
        (slow_body, server, b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (slow_body, server, b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"A: b\r\n"),
        (pause, server, b""),
        (pause, server, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"),
        (slow_reader, server),
    ]
    with ThreadPoolExecutor(len(trials)) as pool:
        running = [pool.submit(timed, *trial) for trial in trials]
        for trial, one in zip(trials, running, strict=True):
            assert LIMIT_SECONDS - 2 < one.result() < LIMIT_SECONDS + LATE_SECONDS, trial[0]


def timed(trial, *arguments) -> float:
    """How long after its start a trial ended."""
    start = trial(*arguments)
    return time.monotonic() - start
