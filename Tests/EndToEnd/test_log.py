"""What the service writes to standard error, and how a request is found there."""

import json
import os
import subprocess
import time

import pytest

from client import Client, raw_exchange
from server import Server, binary

ARGUMENTS = ("--log-format", "json", "--log-requests", "all")


def lines(server) -> list[dict]:
    """The log so far, each line read as JSON."""
    return [json.loads(line) for line in server.errors().splitlines()]


def requests(server) -> dict[str, dict]:
    """The logged requests by their ids."""
    return {line["request_id"]: line for line in lines(server) if line["message"] == "request"}


def test_each_request_is_found_by_the_id_that_its_answer_carries(tmp_path):
    with Server.ephemeral(tmp_path / "log", *ARGUMENTS) as server, Client(server.url) as client:
        keys = {"key": server.key, "private_key": server.private_key}
        good = client.get("/v2/privacy/info", {**keys, "customer": 1})
        bad = client.get("/v2/privacy/info", keys)
        lost = client.get("/v2/no/where")
        broken = raw_exchange(server.url, b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n").decode()
        server.stop()
        logged = requests(server)
    entry = logged[good.headers["X-Request-Id"]]
    assert (entry["endpoint"], entry["method"], entry["status"]) == ("privacy/info", "GET", 200)
    assert entry["level"] == "info" and entry["duration_us"] >= 0 and len(entry["shop"]) == 16
    entry = logged[bad.headers["X-Request-Id"]]
    assert (entry["status"], entry["error"]) == (400, "ParsingError")
    assert entry["error_id"] == bad.json["id"]
    assert logged[lost.headers["X-Request-Id"]]["endpoint"] == "unknown"
    name = broken.split("X-Request-Id: ")[1].split("\r\n")[0]
    assert (logged[name]["endpoint"], logged[name]["status"]) == ("none", 400)


def test_a_proxy_may_name_a_request(tmp_path):
    arguments = (*ARGUMENTS, "--trusted-proxies", "127.0.0.1")
    with Server.ephemeral(tmp_path / "log", *arguments) as server, Client(server.url) as client:
        assert client.get("/health", headers={"X-Request-Id": "trace-1"}).headers[
            "X-Request-Id"] == "trace-1"
        bad = client.get("/health", headers={"X-Request-Id": "jane@shop.example"})
        assert "@" not in bad.headers["X-Request-Id"]
        server.stop()
        assert "trace-1" in requests(server) and "jane" not in server.errors()


def test_nothing_that_a_caller_chose_is_logged(tmp_path, marker):
    with Server.ephemeral(tmp_path / "log", *ARGUMENTS) as server, Client(server.url) as client:
        mail = f"{marker}@shop.example"
        keys = {"key": server.key, "private_key": server.private_key}
        for path in ("privacy/info", "privacy/forget", f"x/{marker}", f"error/{marker}"):
            for arguments in (keys, {"key": marker, "private_key": marker}, {}):
                client.get(f"/v2/{path}", {**arguments, "email": mail})
                client.post(f"/v2/{path}", {**arguments, "email": mail, "customer": marker})
        for method in ("PUT", marker.upper()):
            client.send(method, f"/{marker}", body=marker, headers={
                "User-Agent": marker, "Referer": f"https://{marker}.example/", "Cookie": marker,
                "X-Forwarded-For": marker, "X-Request-Id": marker, "Authorization": marker})
        for line in (f"GET /{marker} HTTP/9.9", f"{marker}", f"GET /\0{marker} HTTP/1.1"):
            raw_exchange(server.url, f"{line}\r\nHost: {marker}\r\n\r\n".encode())
        server.stop()
        log = server.errors().lower()
        assert log.count('"message":"request"') >= 20
        for secret in (marker, server.key, server.private_key):
            assert secret.lower() not in log
        assert all(
            "127.0.0.1" not in json.dumps(line) for line in requests(server).values())


@pytest.mark.parametrize("which, count", [("off", 0), ("errors", 0), ("all", 2)])
def test_which_requests_are_logged(tmp_path, which, count):
    with Server.ephemeral(tmp_path / "log", "--log-requests", which) as server:
        with Client(server.url) as client:
            client.get("/health")
            client.get("/v2/no/where")
        server.stop()
        text = server.errors()
        assert text.count(" request ") == count, text
        assert " notice listening " in text and " notice stopped" in text


def test_a_reader_who_does_not_read_stops_nobody(tmp_path):
    """Standard error is a pipe that is full: calls are answered, and the rest is said to be lost."""
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [binary(), "serve", "--ephemeral", "--port", "0", *ARGUMENTS],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=writing)
    os.close(writing)
    try:
        text = b""
        while b"listening on " not in text:
            text += process.stdout.readline()
        url = text.split(b"listening on ")[1].strip().decode()
        with Client(url) as client:
            # Some 150 bytes each: the pipe holds 64 KiB, the service a megabyte.
            for _ in range(9_000):
                assert client.get("/health").status == 200
        process.terminate()
        deadline, log = time.monotonic() + 60, b""
        while time.monotonic() < deadline:
            piece = os.read(reading, 1 << 20)
            if not piece:
                break
            log += piece
        assert process.wait(30) == 0
        told = [json.loads(line) for line in log.splitlines()]
        dropped = [line for line in told if line["message"] == "lines of the log were dropped"]
        assert sum(line["count"] for line in dropped) + len(told) >= 9_000
        assert dropped
    finally:
        process.kill()
        process.wait(30)
        process.stdout.close()
        os.close(reading)
