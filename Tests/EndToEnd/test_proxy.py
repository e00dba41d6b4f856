"""TLS in front: what a shop meets when it calls through the proxy that docker/ ships."""

import gzip
import json
import re
import socket
import threading

import pytest

import proxy as nginx
from client import TIMEOUT_SECONDS, Client, query_string, raw_exchange
from place import Place
from server import command

pytestmark = pytest.mark.skipif(nginx.binary() is None, reason="there is no nginx")
HISTORY = 20_000


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """A served shop behind nginx: (place, server, proxy)."""
    folder = tmp_path_factory.mktemp("proxied")
    place = Place(folder / "place")
    (folder / "nginx").mkdir()
    base = f"https://{nginx.NAME}"
    with place.served("--behind-tls", "--base-url", base) as server:
        with nginx.Proxy(folder / "nginx", server.port) as proxy:
            yield place, server, proxy


@pytest.fixture
def secure(front):
    """A connection by TLS."""
    with front[2].client() as connection:
        yield connection


@pytest.fixture
def shop(front, secure):
    """The shop through the proxy."""
    return front[0].shop(secure)


def test_info_and_forget(shop):
    shop.private("customers", customers=[{"id": 7, "email": "jane@shop.example"}])
    assert shop.info(email="jane@shop.example")["customers"][0]["id"] == 7
    answer = shop.client.get("/v2/privacy/info", {
        "key": shop.key, "private_key": shop.private_key, "customer": 7})
    assert answer.json["emails"] == ["jane@shop.example"]
    assert shop.forget(customer=7)["receipt"]
    assert shop.info(email="jane@shop.example")["customers"] == []


def test_errors_come_from_the_service_itself(shop):
    """Refusals are in the words that a client understands, and lead to the public name."""
    refusal = shop.refused(401, "AuthenticationError", "privacy/info", customer=1,
                           private_key="not the right one")
    assert refusal["moreInfo"].startswith(f"https://{nginx.NAME}/error/")
    long = shop.client.send("GET", "/v2/privacy/info?email=" + "x" * 9_000)
    assert long.json["type"] == "ParsingError"
    assert shop.client.send("GET", "/v2/none").json["type"] == "LogicalError"


def test_a_large_batch(shop):
    objects = [{"id": number, "email": f"b{number}@shop.example", "note": "x" * 400}
               for number in range(4_000)]
    shop.private("customers", customers=objects)
    assert shop.info(customer=3_999)["customers"] == [objects[-1]]


def test_a_body_at_the_limit_reaches_the_service(front, shop):
    """16 MB pass and touch no disk on the way; beyond that the service refuses, not the proxy."""
    start = f'{{"key":"{shop.key}","product":1,"visitor":"v1","pad":"'

    def send(size):
        body = start + "x" * (size - len(start) - 2) + '"}'
        return shop.client.send("POST", "/v2/log/click", body=body)

    assert send(16 * 1024 * 1024).json["status"] == "ok"
    assert send(16 * 1024 * 1024 + 1).json["type"] == "ParsingError"
    assert front[2].disk_traces() == []


def test_gzip_both_ways(shop):
    shop.private("customers", customers=[{"id": 8, "note": "word " * 1_000}])
    call = {"key": shop.key, "private_key": shop.private_key, "customer": 8}
    answer = shop.client.send(
        "POST", "/v2/privacy/info", body=gzip.compress(json.dumps(call).encode()),
        headers={"Content-Type": "application/json", "Content-Encoding": "gzip",
                 "Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.body) < 1_000
    assert json.loads(gzip.decompress(answer.body))["customers"][0]["id"] == 8


def test_a_connection_is_used_again(shop):
    ports = set()
    for number in range(50):
        shop.public("log/click", product=number, visitor="keep")
        ports.add(shop.client.local_port)
    assert len(ports) == 1


def test_a_long_answer_is_streamed_and_touches_no_disk(front, secure):
    place, server, proxy = front
    shop = place.shop(secure)
    history = place.data.parent / "history.jsonl"
    history.write_text("".join(json.dumps({
        "table": "activity", "visitor": "long", "type": "click", "time": 10**9 + n,
        "product": f"p{n}"}) + "\n" for n in range(HISTORY)))
    command("import", history, "--shop", shop.key, "--data", place.data)
    arguments = {"key": shop.key, "private_key": shop.private_key, "visitor": "long"}
    answer = secure.get("/v2/privacy/info", arguments)
    assert answer.headers["Transfer-Encoding"] == "chunked"
    assert len(answer.json["activity"]) == HISTORY
    with Client(server.url) as direct:
        assert direct.get("/v2/privacy/info", arguments).body == answer.body
    assert proxy.disk_traces() == []


def test_every_answer_asks_for_tls(front, secure):
    for path in ("/health", "/v2/none", "/metrics"):
        assert secure.send("GET", path).headers["Strict-Transport-Security"] == "max-age=31536000"


def test_what_is_for_those_who_run_it_stays_inside(secure):
    assert secure.send("GET", "/health").status == 200
    for path in ("/metrics", "/ready", "/v2/metrics", "/v2/ready", "//metrics", "/x/../ready"):
        assert secure.send("GET", path).status == 404, path


def test_clear_text_is_sent_to_tls_without_its_query(front, marker):
    with Client(front[2].plain_url) as plain:
        answer = plain.get("/v2/privacy/info", {"private_key": marker})
        assert answer.status == 308
        assert answer.headers["Location"] == f"https://{nginx.NAME}/v2/privacy/info"
        sent = plain.send("POST", "/v2/privacy/forget", json_body={"private_key": marker})
        assert sent.status == 308
        split = plain.send("GET", "/v2/%0d%0aSet-Cookie:%20a=b")
        assert "Set-Cookie" not in split.headers
        assert split.headers["Location"].endswith("/v2/%0d%0aSet-Cookie:%20a=b")


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\nX-Request-Id: another\r\n\r\n"


class Recorder:
    """Something that is not oblio: it keeps the heads of requests, and answers half until told."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.heads = []
        self.goes_on = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                head = b""
                while b"\r\n\r\n" not in head:
                    head += connection.recv(65536)
                self.heads.append(head.decode())
                connection.sendall(HEAD + b"first")
                if self.goes_on.wait(TIMEOUT_SECONDS / 2):
                    connection.sendall(b"later")

    def fields(self, name) -> list[str]:
        """The values of a field in the last request."""
        return re.findall(rf"(?im)^{name}: *(.*?)\r$", self.heads[-1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()


def test_what_is_answered_first_arrives_before_the_rest_is_made(tmp_path):
    with Recorder() as recorder, nginx.Proxy(tmp_path, recorder.port) as proxy:
        with proxy.connection() as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            came = b""
            while not came.endswith(b"first"):
                piece = connection.recv(65536)
                assert piece, f"the connection ended after {came!r}"
                came += piece
            recorder.goes_on.set()
            assert connection.recv(65536) == b"later"


def test_the_caller_is_named_by_the_proxy_alone(tmp_path):
    with Recorder() as recorder:
        recorder.goes_on.set()
        with nginx.Proxy(tmp_path, recorder.port) as proxy, proxy.client() as secure:
            answer = secure.send("GET", "/v2/privacy/info", headers={
                "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http",
                "Forwarded": "for=203.0.113.9", "X-Request-Id": "mine"})
    assert recorder.fields("X-Forwarded-For") == ["127.0.0.1"]
    assert recorder.fields("X-Forwarded-Proto") == ["https"]
    assert recorder.fields("Forwarded") == []
    (request_id,) = recorder.fields("X-Request-Id")
    assert re.fullmatch("[0-9a-f]{32}", request_id)
    assert answer.headers.get_all("X-Request-Id") == [request_id]
    assert f'"id":"{request_id}"' in proxy.logs()["access"]


def broken_requests(marker):
    """What goes wrong on the way, each with the marker where a key or a name would stand."""
    yield f"GET /v2/privacy/info?private_key={marker} HTTP/1.1\r\nHost: a b\r\n\r\n"
    yield f"GET /v2/privacy/info?private_key={marker} HTTP/9.9\r\nHost: x\r\n\r\n"
    yield f"GET /v2/%zz{marker} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    yield f"GET /v2/{marker}?private_key={marker} HTTP/1.1\r\nHost: {marker}\r\nConnection: close\r\n\r\n"
    yield f"{marker} / HTTP/1.1\r\nHost: x\r\n\r\n"
    yield f"GET /?private_key={marker}{'x' * 70_000} HTTP/1.1\r\nHost: x\r\n\r\n"
    yield (f"GET /v2/privacy/info?private_key={marker} HTTP/1.1\r\nHost: x\r\n"
           f"Referer: https://{marker}/\r\nUser-Agent: {marker}\r\nCookie: {marker}\r\n"
           f"X-Request-Id: {marker}\r\nX-Forwarded-For: {marker}\r\nConnection: close\r\n\r\n")


def test_no_log_holds_a_key_or_a_name(tmp_path, marker):
    """Whatever becomes of a call, the private key and the e-mail in its URL stand nowhere."""
    place = Place(tmp_path / "place")
    (tmp_path / "nginx").mkdir()
    query = query_string({
        "key": marker, "private_key": marker, "email": f"{marker}@shop.example"})
    with place.served("--behind-tls") as server:
        proxy = nginx.Proxy(tmp_path / "nginx", server.port)
        with proxy, proxy.client() as secure, Client(proxy.plain_url) as plain:
            for client in (secure, plain):
                for path in ("/v2/privacy/info", "/v2/log/click", f"/error/{marker}", f"/{marker}"):
                    client.send("GET", f"{path}?{query}")
                    client.send("POST", f"{path}?{query}", form=query)
            for request in broken_requests(marker):
                raw_exchange(proxy.plain_url, request.encode())
                proxy.send(request.encode())
            assert server.stop() == 0
            assert secure.send("GET", f"/v2/privacy/info?{query}").status == 502
            assert secure.send("POST", f"/v2/privacy/info?{query}", form=query).status == 502
            said = proxy.stop()
    logs = {**proxy.logs(), "standard error": said, "oblio": server.errors()}
    for name, text in logs.items():
        assert marker not in text, f"{name} shows what a caller chose"
    lines = [json.loads(line) for line in logs["access"].splitlines()]
    counted = {(line["endpoint"], line["status"]) for line in lines}
    assert {("/privacy/info", 401), ("/privacy/info", 502), ("/privacy/info", 308),
            ("/error", 404), ("other", 404)} <= counted
