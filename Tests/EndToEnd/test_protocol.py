"""HTTP itself: methods, CORS, gzip, paths, and the operations endpoints."""

import gzip
import json

import pytest

from client import query_string, raw_exchange
from endpoints import ENDPOINTS, assert_envelope

PATHS = sorted({endpoint.path for endpoint in ENDPOINTS})
ALLOWED = {
    path: {method for one in ENDPOINTS if one.path == path for method in one.methods}
    for path in PATHS
}
PUBLIC = [one.path for one in ENDPOINTS if not one.private]
PRIVATE = [path for path in PATHS if path not in PUBLIC]
READ_ONLY = ["privacy/info", "privacy/signing-key", "client/account/info", "customers", "orders",
             "products", "categories", "pages", "orders/parcels"]


def keys(shop):
    return query_string({"key": shop.key, "private_key": shop.private_key})


@pytest.mark.parametrize("prefix", ["/v2/", "/"])
@pytest.mark.parametrize("path", PATHS)
def test_other_methods_are_answered_405_with_allow(shop, path, prefix):
    for method in {"GET", "POST", "PATCH", "DELETE", "PUT", "TRACE"} - ALLOWED[path]:
        answer = shop.client.send(method, f"{prefix}{path}?{keys(shop)}")
        assert_envelope(answer, 405, "LogicalError")
        allow = {one.strip() for one in answer.headers["Allow"].split(",")}
        assert ALLOWED[path] <= allow, (path, allow)
        assert method not in allow


@pytest.mark.parametrize("path", READ_ONLY)
def test_head_is_get_without_the_body(shop, path):
    shop.private("orders", orders=[{"id": 10, "products": [1], "time": 5, "customer": 1}])
    arguments = {"privacy/info": "customer=1", "client/account/info": "",
                 "orders/parcels": "order_id=10"}.get(path, f"{path}=[10]")
    target = f"/v2/{path}?{keys(shop)}&{arguments}"
    got = shop.client.send("GET", target)
    head = shop.client.send("HEAD", target)
    assert got.status == head.status == 200 and head.body == b""
    assert head.headers["Content-Length"] == str(len(got.body))
    assert head.headers["Content-Type"] == got.headers["Content-Type"]


@pytest.mark.parametrize(
    "path", ["privacy/forget", "log/click", "log/sale", "subscriber/subscribe"])
def test_head_is_refused_where_get_changes_something(shop, path):
    answer = shop.client.send("HEAD", f"/v2/{path}?{keys(shop)}&email=a@shop.example")
    assert answer.status == 405 and "HEAD" not in answer.headers["Allow"]


def test_head_of_forget_forgets_nothing(shop):
    shop.private("customers", customers=[{"id": 1}])
    shop.client.send("HEAD", f"/v2/privacy/forget?{keys(shop)}&customer=1")
    assert shop.info(customer=1)["customers"] == [{"id": 1}]


@pytest.mark.parametrize("path", PUBLIC)
def test_public_endpoints_answer_browsers(shop, path):
    origin = {"Origin": "https://shop.example"}
    preflight = shop.client.send("OPTIONS", f"/v2/{path}", headers={
        **origin, "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type"})
    assert preflight.status in (200, 204)
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "content-type" in preflight.headers["Access-Control-Allow-Headers"].lower()
    for target in (f"/v2/{path}?key={shop.key}", f"/v2/{path}", f"/v2/{path}?key=%zz"):
        refusal = shop.client.send("GET", target, headers=origin)
        assert refusal.status in (200, 400)
        assert refusal.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", PRIVATE)
def test_private_endpoints_do_not(shop, path):
    for method in ("OPTIONS", *ALLOWED[path]):
        answer = shop.client.send(
            method, f"/v2/{path}?{keys(shop)}", headers={"Origin": "https://shop.example"})
        named = [name for name in answer.headers if name.lower().startswith("access-control")]
        assert named == [], (method, named)
    assert shop.client.send("OPTIONS", f"/v2/{path}").status == 405


def test_every_answer_is_json_that_nobody_stores(shop):
    for answer in (shop.call("POST", "log/click", {"product": 1, "visitor": "v1"}),
                   shop.call("POST", "privacy/info", {"visitor": "v1"}, True),
                   shop.call("POST", "privacy/info", {"visitor": "v1"})):
        assert answer.headers["Content-Type"].startswith("application/json")
        assert answer.headers["Cache-Control"] == "no-store"


# gzip

def test_a_large_answer_is_compressed_when_asked_for(shop):
    shop.private("products", products=[{"id": n, "name": "shoe " * 20} for n in range(100)])
    ids = ",".join(map(str, range(100)))
    target = f"/v2/products?{keys(shop)}&products=[{ids}]"
    plain = shop.client.send("GET", target)
    assert "Content-Encoding" not in plain.headers
    packed = shop.client.send("GET", target, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.body) < len(plain.body) / 5
    assert gzip.decompress(packed.body) == plain.body
    refused = shop.client.send("GET", target, headers={"Accept-Encoding": "gzip;q=0, br"})
    assert "Content-Encoding" not in refused.headers and refused.body == plain.body


def test_a_small_answer_is_not_compressed(shop):
    answer = shop.client.send(
        "GET", f"/v2/privacy/info?{keys(shop)}&customer=1", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers


def test_a_compressed_request_is_read(shop):
    body = json.dumps({"key": shop.key, "product": 5, "visitor": "v1"}).encode()
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    answer = shop.client.send("POST", "/v2/log/click", body=gzip.compress(body), headers=headers)
    assert answer.status == 200
    assert len(shop.info(visitor="v1")["activity"]) == 1


@pytest.mark.parametrize("spoil", [
    lambda packed: packed[:-9], lambda packed: packed[:10] + b"\xff" * 9 + packed[19:],
    lambda packed: b"not gzip at all", lambda packed: packed[:-8] + b"\0" * 8])
def test_a_spoilt_compressed_request_is_refused(shop, spoil):
    body = json.dumps({"key": shop.key, "product": 5, "visitor": "v1"}).encode()
    answer = shop.client.send(
        "POST", "/v2/log/click", body=spoil(gzip.compress(body)),
        headers={"Content-Type": "application/json", "Content-Encoding": "gzip"})
    assert_envelope(answer, 400, "ParsingError")
    shop.client.close()
    assert shop.info(visitor="v1")["activity"] == []


def test_unknown_kinds_of_body_are_refused_415(shop):
    body = json.dumps({"key": shop.key, "product": 5, "visitor": "v1"})
    for headers in ({"Content-Type": "application/json", "Content-Encoding": "br"},
                    {"Content-Type": "multipart/form-data; boundary=x"},
                    {"Content-Type": "application/xml"},
                    {"Content-Type": "application/json; charset=iso-8859-1"}):
        answer = shop.client.send("POST", "/v2/log/click", body=body, headers=headers)
        assert_envelope(answer, 415, "ParsingError")
        shop.client.close()


# Connections

def test_pipelined_requests_are_answered_in_order(shop):
    one = f"GET /v2/log/click?key={shop.key}&product=1&visitor=v%d HTTP/1.1\r\nHost: x\r\n%s\r\n"
    bad = f"GET /v2/log/click?key={shop.key} HTTP/1.1\r\nHost: x\r\n\r\n"
    request = (one % (1, "") + bad + one % (2, "Connection: close\r\n")).encode()
    answers = raw_exchange(shop.client.url, request)
    assert answers.count(b"HTTP/1.1 ") == 3, answers
    assert answers.index(b"HTTP/1.1 200") < answers.index(b"HTTP/1.1 400") < answers.rindex(
        b"HTTP/1.1 200")


@pytest.mark.parametrize("request_text", [
    "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "GET / HTTP/1.1\nHost: x\n\n", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
    "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\na",
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Length : 1\r\n\r\na",
    "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\nA\0: b\r\n\r\n",
], ids=repr)
def test_a_request_that_two_servers_could_read_differently_is_refused(session, request_text):
    answer = raw_exchange(session.server.url, request_text.encode())
    assert answer.startswith(b"HTTP/1.1 400 "), answer
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"connection: close" in head.lower()
    assert json.loads(body).keys() == {"status", "message", "moreInfo", "type", "id"}


# Operations

def test_operations(session, client, shop):
    assert client.get("/health").status == 200
    assert client.get("/ready").status == 200
    metrics = client.get("/metrics")
    assert metrics.status == 200 and metrics.headers["Content-Type"].startswith("text/plain")
    document = client.get("/openapi.json").json
    assert document["openapi"].startswith("3.")
    paths = {path.removeprefix("/v2").strip("/") for path in document["paths"]}
    assert set(PATHS) <= paths


def test_metrics_show_nothing_of_callers(session, shop, marker):
    shop.public("log/click", product=marker, visitor=marker)
    shop.client.send("GET", f"/v2/{marker}?{marker}={marker}", headers={marker: marker})
    shop.client.send(marker, "/v2/log/click")
    text = shop.client.get("/metrics").body.decode()
    assert "log/click" in text
    for secret in (marker, shop.key, shop.private_key):
        assert secret not in text


@pytest.mark.parametrize("path", [
    "search/search", "search/predictive", "recommendations/popular",
    "recommendations/visitor/history",
    "privacy/nothing", "nothing", "log", "log/click/more", "v2/log/click", "", "//log/click",
    "LOG/CLICK", "privacy/../privacy/info"])
def test_unknown_endpoints(shop, path):
    answer = shop.client.send("GET", f"/v2/{path}?{keys(shop)}&visitor=v1&product=1")
    envelope = assert_envelope(answer, 404, "LogicalError")
    if path.startswith(("search", "recommendations")):
        assert "not part" in envelope["message"]
