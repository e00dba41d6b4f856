"""Each limit from both sides: what just fits is served, what does not is refused by name."""

import gzip
import json
import socket
import time
from urllib.parse import urlsplit

import pytest

from client import raw_exchange
from endpoints import ENVELOPE

LINE_BYTES = 8 * 1024
HEAD_BYTES = 32 * 1024
FIELDS = 100
BODY_BYTES = 16 * 1024 * 1024
DEPTH = 64
HEAD_SECONDS = 10
# What a limit counts at its edge (a line break, a name) is the server's affair.
SLACK = 64


def parsed(answer: bytes):
    """Status and JSON body of one raw answer."""
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)


def exchange(url, line, fields=(), body=b""):
    """One raw request that asks for the connection to be closed."""
    head = "\r\n".join([line, "Host: x", "Connection: close", *fields])
    return parsed(raw_exchange(url, head.encode() + b"\r\n\r\n" + body))


def refused(status, answer):
    """Checks that an answer is a ParsingError of this status."""
    assert answer[0] == status, answer
    assert answer[1].keys() == ENVELOPE and answer[1]["type"] == "ParsingError"


def click(shop, padding=0):
    """A request line for a click, padded by an argument that nobody knows."""
    start = f"GET /v2/log/click?key={shop.key}&product=1&visitor=v1&pad="
    return start + "x" * (padding - len(start) - len(" HTTP/1.1")) + " HTTP/1.1"


def test_the_request_line(shop):
    url = shop.client.url
    assert exchange(url, click(shop, LINE_BYTES - SLACK))[0] == 200
    refused(414, exchange(url, click(shop, LINE_BYTES + SLACK)))


def test_the_head(shop):
    url = shop.client.url
    fits = [f"X-{n}: {'x' * 6000}" for n in range(5)]
    assert exchange(url, click(shop), fits)[0] == 200
    refused(431, exchange(url, click(shop), [*fits, f"X-9: {'x' * (HEAD_BYTES - 30_000)}"]))


def test_the_number_of_fields(shop):
    url = shop.client.url
    assert exchange(url, click(shop), [f"X-{n}: 1" for n in range(FIELDS - 2)])[0] == 200
    refused(431, exchange(url, click(shop), [f"X-{n}: 1" for n in range(FIELDS - 1)]))


def body_of(shop, size):
    """A JSON body of exactly this many bytes."""
    start = f'{{"key":"{shop.key}","product":1,"visitor":"v1","pad":"'
    return (start + "x" * (size - len(start) - 2) + '"}').encode()


def post(shop, body, *fields):
    """A raw POST of a click."""
    return exchange(
        shop.client.url, "POST /v2/log/click HTTP/1.1",
        ["Content-Type: application/json", f"Content-Length: {len(body)}", *fields], body)


def test_the_body(shop):
    assert post(shop, body_of(shop, BODY_BYTES))[0] == 200
    refused(413, post(shop, body_of(shop, BODY_BYTES + 1)))


def test_a_chunked_body(shop):
    def chunked(size):
        body = body_of(shop, size)
        chunks = b"".join(
            b"%x\r\n%s\r\n" % (len(body[at:at + 65536]), body[at:at + 65536])
            for at in range(0, size, 65536))
        return exchange(
            shop.client.url, "POST /v2/log/click HTTP/1.1",
            ["Content-Type: application/json", "Transfer-Encoding: chunked"],
            chunks + b"0\r\n\r\n")

    assert chunked(100_000)[0] == 200
    refused(413, chunked(BODY_BYTES + 1))


def test_the_body_after_inflation(shop):
    def packed(size):
        return post(shop, gzip.compress(body_of(shop, size)), "Content-Encoding: gzip")

    assert packed(1_000_000)[0] == 200
    refused(413, packed(BODY_BYTES + 1))


def nested(depth):
    """An attribute that makes a body of this depth: body, list, object, then lists."""
    return "[" * (depth - 3) + "]" * (depth - 3)


def test_the_depth_of_json(shop):
    def send(depth):
        body = (f'{{"key":"{shop.key}","private_key":"{shop.private_key}",'
                f'"products":[{{"id":1,"deep":{nested(depth)}}}]}}')
        return shop.client.send("POST", "/v2/products", body=body)

    assert send(DEPTH).status == 200
    refusal = send(DEPTH + 1)
    assert refusal.status == 400 and refusal.json["type"] == "ParsingError"


@pytest.mark.parametrize("name", ["email", "customer", "visitor"])
def test_names_of_subjects(shop, name):
    """An identifier of 1,000 characters is served; one of 10,000 is refused."""
    assert shop.info(**{name: "x" * 1000})["orders"] == []
    shop.refused(400, "ParsingError", "privacy/info", **{name: "x" * 10_000})


def test_a_large_batch_is_served(shop):
    objects = [{"id": number, "email": f"p{number}@shop.example"} for number in range(20_000)]
    shop.private("customers", customers=objects)
    assert shop.info(email="p19999@shop.example")["customers"] == [objects[-1]]


def test_a_head_that_does_not_end_is_cut(session):
    parts = urlsplit(session.server.url)
    with socket.create_connection((parts.hostname, parts.port), timeout=60) as slow:
        start = time.monotonic()
        slow.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n")
        slow.settimeout(1)
        answer, drip = b"", b"X-A: b\r\n"
        while time.monotonic() < start + 3 * HEAD_SECONDS:
            try:
                piece = slow.recv(65536)
                if not piece:
                    break
                answer += piece
            except TimeoutError:
                slow.sendall(drip)
            except ConnectionError:
                break
        assert HEAD_SECONDS - 2 < time.monotonic() - start < HEAD_SECONDS + 5
        assert answer == b"" or answer.startswith(b"HTTP/1.1 408 ")
