"""The server under test as a reader, through a socket."""

import json
import re
import socket

from .reading import Reading, Seen

TIMEOUT_SECONDS = 60
HEAD = re.compile(rb"HTTP/1\.1 (\d{3}) .*?\r\n\r\n", re.DOTALL)
LENGTH = re.compile(rb"\r\nContent-Length: (\d+)\r\n")


def read(port: int, pieces: list[bytes]) -> Reading:
    """What the server makes of a stream that arrives in these pieces."""
    with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_SECONDS) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            for piece in pieces:
                connection.sendall(piece)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # It has closed already, and what it said is there to read.
        return understood(b"".join(iter(lambda: connection.recv(65536), b"")))


def understood(answers: bytes) -> Reading:
    """The answers of `EchoServer` as a reading."""
    reading = Reading()
    while answers:
        found = HEAD.match(answers)
        if found[1] == b"100":
            answers = answers[found.end():]
            continue
        end = found.end() + int(LENGTH.search(found[0])[1])
        body, answers = answers[found.end():end], answers[end:]
        if found[1] == b"200":
            reading.requests.append(request(json.loads(body)))
        if b"\r\nConnection: close\r\n" in found[0]:
            reading.end = "closed" if found[1] == b"200" else "refused"
            reading.reason = "" if found[1] == b"200" else body.decode()
    return reading


def request(seen: dict) -> Seen:
    """One request that the server answered."""
    seen = {name: bytes.fromhex(value) for name, value in seen.items()}
    lines = seen["fields"].split(b"\r\n")[:-1]
    return Seen.of(
        seen["method"], seen["target"], [line.split(b":", 1) for line in lines], seen["body"])
