"""What a caller may take: by address, by key, after wrong keys, and from where."""

import json
import socket
import time

import pytest

from client import Client, raw_exchange
from endpoints import assert_envelope
from server import Server, command, run

PROXY = ("--trusted-proxies", "127.0.0.1", "--rate-per-address", "1")
BURST = 10


def from_address(address: str) -> dict:
    """The field by which a proxy says for whom it speaks."""
    return {"X-Forwarded-For": address}


def info(client, server, address, **changed):
    """A call with both keys on behalf of an address."""
    arguments = {"key": server.key, "private_key": server.private_key, "customer": 1, **changed}
    return client.get("/v2/privacy/info", arguments, headers=from_address(address))


@pytest.fixture
def served(tmp_path):
    """Starts servers whose logs must not show a key."""
    logs = []

    def start(*arguments):
        server = Server.ephemeral(tmp_path / f"{len(logs)}.log", *arguments)
        logs.append(server)
        return server

    yield start
    for server in logs:
        log = server.errors()
        assert server.key not in log and server.private_key not in log


def test_an_address_has_its_calls(served):
    with served(*PROXY) as server, Client(server.url) as client:
        for left in reversed(range(BURST)):
            answer = info(client, server, "192.0.2.1")
            assert answer.status == 200
            assert answer.headers["RateLimit-Limit"] == str(BURST)
            # One more may have come back while the others were made.
            assert int(answer.headers["RateLimit-Remaining"]) in (left, left + 1)
        while answer.status == 200:
            answer = info(client, server, "192.0.2.1")
        assert_envelope(answer, 429, "LogicalError")
        assert answer.headers["Retry-After"] == "1"
        assert info(client, server, "192.0.2.2").status == 200
        time.sleep(1.05)
        assert info(client, server, "192.0.2.1").status == 200
        metrics = client.get("/metrics", headers=from_address("192.0.2.3")).body.decode()
        assert 'oblio_limited_calls_total{limit="address"} 1\n' in metrics


def test_a_key_has_its_calls(served):
    with served("--rate-per-key", "1") as server, Client(server.url) as client:
        answers = [info(client, server, "192.0.2.1") for _ in range(BURST + 3)]
        assert [answer.status for answer in answers[:BURST]] == [200] * BURST
        assert_envelope(answers[-1], 429, "LogicalError")
        click = client.get("/v2/log/click", {"key": server.key, "product": 1, "visitor": "v"})
        assert click.status == 200, "who shows no private key is counted apart"


def test_this_machine_is_not_limited_by_address(served):
    with served("--rate-per-address", "1") as server, Client(server.url) as client:
        for _ in range(BURST * 3):
            answer = info(client, server, "192.0.2.1")
            assert answer.status == 200 and "RateLimit-Limit" not in answer.headers
    with served("--rate-per-address", "1", "--limit-loopback") as server:
        with Client(server.url) as client:
            assert 429 in [info(client, server, "x").status for _ in range(BURST * 3)]


def test_wrong_keys_lead_into_the_slow_lane(served):
    with served("--trusted-proxies", "127.0.0.1") as server, Client(server.url) as client:
        guess = {"private_key": "guessed-at-it"}
        for _ in range(21):
            assert_envelope(info(client, server, "192.0.2.1", **guess), 401, "AuthenticationError")
        start = time.monotonic()
        assert info(client, server, "192.0.2.1").status == 200, "the right key is still taken"
        assert time.monotonic() - start >= 0.9
        start = time.monotonic()
        assert info(client, server, "192.0.2.2").status == 200
        click = {"key": server.key, "product": 1, "visitor": "v"}
        answer = client.get("/v2/log/click", click, headers=from_address("192.0.2.1"))
        assert answer.status == 200, "calls without a private key are not slow"


def test_an_address_has_its_connections(served):
    with served("--connections-per-address", "5", "--limit-loopback") as server:
        target = (server.host, server.port)
        open_ones = [socket.create_connection(target) for _ in range(5)]
        refused = raw_exchange(server.url, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        head, _, body = refused.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 429 ") and b"Retry-After: 1" in head
        assert json.loads(body)["type"] == "LogicalError"
        for one in open_ones:
            one.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert one.recv(100).startswith(b"HTTP/1.1 200 ")
            one.close()
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                with Client(server.url) as client:
                    if client.get("/health").status == 200:
                        break
            except ConnectionError:
                pass
            time.sleep(0.05)
        else:
            pytest.fail("connections that have gone leave no room")


def test_private_calls_come_from_the_shops_addresses_alone(place):
    shown = json.loads(command(
        "shop", "configure", "--shop", place.keys["key"], "--allow-addresses",
        "192.0.2.0/24, 2001:db8::/32", "--data", place.data, "--json"))
    assert shown["allow_addresses"] == ["192.0.2.0/24", "2001:db8::/32"]
    with place.served("--trusted-proxies", "127.0.0.1") as server, Client(server.url) as client:
        shop = place.shop(client)
        keys = {"key": shop.key, "private_key": shop.private_key}

        def call(address, path="privacy/info", **arguments):
            return client.get(
                f"/v2/{path}", {**keys, **arguments}, headers=from_address(address))

        for address in ("192.0.2.1", "2001:db8:1::7"):
            assert call(address, customer=1).status == 200
        for address in ("192.0.3.1", "127.0.0.1", "2001:db9::1"):
            assert_envelope(call(address, customer=1), 401, "AuthenticationError")
            assert_envelope(
                call(address, "log/click", product=1, visitor="v"), 401, "AuthenticationError")
            public = {"key": shop.key, "product": 1, "visitor": "v"}
            answer = client.get("/v2/log/click", public, headers=from_address(address))
            assert answer.status == 200
        # While it runs, by the control socket.
        command("shop", "configure", "--shop", shop.key, "--allow-addresses", "none",
                "--data", place.data)
        assert call("192.0.3.1", customer=1).status == 200


@pytest.mark.parametrize("addresses", ["everywhere", "192.0.2.0/33", "192.0.2.1-192.0.2.9"])
def test_what_is_no_address_is_refused(place, addresses):
    done = run("shop", "configure", "--shop", place.keys["key"], "--allow-addresses", addresses,
               "--data", place.data)
    assert done.returncode == 64 and "192.0.2.0/24" in done.stderr


def test_security_txt(served):
    with served() as server, Client(server.url) as client:
        assert_envelope(client.get("/.well-known/security.txt"), 404, "LogicalError")
    arguments = ("--security-contact", "https://shop.example/security", "--base-url",
                 "https://privacy.shop.example/")
    with served(*arguments) as server, Client(server.url) as client:
        answer = client.get("/.well-known/security.txt")
        assert answer.status == 200 and answer.headers.get_content_type() == "text/plain"
        fields = dict(line.split(": ", 1) for line in answer.body.decode().splitlines())
        assert fields["Contact"] == "https://shop.example/security"
        assert fields["Canonical"] == "https://privacy.shop.example/.well-known/security.txt"
        expiry = time.mktime(time.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ"))
        assert 80 * 86_400 < expiry - time.time() < 100 * 86_400


def test_what_is_no_address_ends_the_list_of_proxies(served):
    """With a port, say: then the call is the proxy's own."""
    with served(*PROXY) as server, Client(server.url) as client:
        for _ in range(BURST * 2):
            answer = client.get("/health", headers=from_address("192.0.2.1:4711"))
            assert answer.status == 200 and "RateLimit-Limit" not in answer.headers
