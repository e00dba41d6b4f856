"""Errors: the whole envelope, the page behind `moreInfo`, and what neither of them may show."""

import re
import subprocess
from urllib.parse import urlsplit

import pytest

from client import Client, raw_exchange
from endpoints import assert_envelope
from server import Server

KINDS = {
    "unknown endpoint": ("GET", "/v2/privacy/nothing?email={m}&{m}={m}", 404, "LogicalError"),
    "unknown path": ("GET", "/{m}", 404, "LogicalError"),
    "method": ("PUT", "/v2/privacy/info?email={m}", 405, "LogicalError"),
    "bad escape": ("GET", "/v2/privacy/info?email={m}%zz", 400, "ParsingError"),
    "key missing": ("GET", "/v2/privacy/info?email={m}", 400, "ParsingError"),
    "key unknown": ("GET", "/v2/privacy/info?key={m}&email={m}", 401, "AuthenticationError"),
    "private key wrong": (
        "GET", "/v2/privacy/info?key={k}&private_key={m}&email={m}", 401, "AuthenticationError"),
    "private key missing": ("GET", "/v2/privacy/info?key={k}&email={m}", 401,
                            "AuthenticationError"),
    "subject missing": ("GET", "/v2/privacy/info?key={k}&private_key={p}&{m}=1", 400,
                        "ParsingError"),
    "argument missing": ("GET", "/v2/log/click?key={k}&product={m}", 400, "ParsingError"),
    "argument wrong": (
        "GET", "/v2/log/sale?key={k}&sale=1&products=[[%22{m}%22]]", 400, "ParsingError"),
    "argument twice": ("GET", "/v2/log/click?key={k}&product={m}&product={m}2", 400,
                       "ParsingError"),
    "two people": (
        "GET", "/v2/privacy/info?key={k}&private_key={p}&email={m}@b.example&customer={m}", 400,
        "LogicalError"),
}


@pytest.fixture
def filled(shop, marker):
    """A shop with two people whose names carry the marker."""
    shop.private("customers", customers=[{"id": marker}, {"id": 2, "email": f"{marker}@b.example"}])
    return shop


def provoke(shop, marker, kind):
    method, path, status, type_ = KINDS[kind]
    path = path.format(m=marker, k=shop.key, p=shop.private_key)
    answer = shop.client.send(method, path, headers={
        "X-Marker": marker, "User-Agent": marker, "Referer": f"https://{marker}.example/"})
    return answer, assert_envelope(answer, status, type_)


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_is_whole_and_shows_nothing_of_the_caller(session, filled, marker, kind):
    answer, envelope = provoke(filled, marker, kind)
    for secret in (marker, filled.key, filled.private_key):
        assert secret.encode() not in answer.body
        assert secret not in str(answer.headers)
    assert len(envelope["message"]) > 10
    session.assert_log_is_clean()


@pytest.mark.parametrize("kind", KINDS)
def test_more_info_opens_a_page_that_shows_nothing_of_the_caller(filled, marker, kind):
    _, envelope = provoke(filled, marker, kind)
    page = filled.client.get(urlsplit(envelope["moreInfo"]).path)
    assert page.status == 200 and page.headers.get_content_type() == "text/html"
    text = page.body.decode()
    assert envelope["type"] in text
    assert envelope["message"].split(":")[0].split("'")[0][:20] in text
    assert "<script" not in text and 'lang="en"' in text
    for secret in (marker, filled.key, filled.private_key):
        assert secret not in text


def test_ids_are_random(filled, marker):
    found = {provoke(filled, marker, "key missing")[1]["id"] for _ in range(20)}
    assert len(found) == 20
    assert all(re.fullmatch(r"[0-9A-Za-z_-]{22,}", one) for one in found)


def test_an_unknown_error_page_is_404_without_the_id(client, marker):
    for path in (f"/error/{marker}", f"/error/<b>{marker}", "/error/", f"/error/{'0' * 32}"):
        page = client.get(path.replace("<", "%3C").replace(">", "%3E"))
        assert page.status == 404 and marker.encode() not in page.body


def test_more_info_is_under_the_base_url_and_not_under_the_host_header(tmp_path):
    with Server.on_folder(
            tmp_path / "data", "--base-url", "https://privacy.example/base") as server:
        with Client(server.url) as client:
            answer = client.get("/v2/nothing", headers={"Host": "evil.example"})
            envelope = assert_envelope(answer, 404)
            assert envelope["moreInfo"] == f"https://privacy.example/base/error/{envelope['id']}"


def test_the_host_header_is_never_echoed(session, client):
    answer = client.get("/v2/nothing", headers={"Host": "evil.example"})
    assert b"evil" not in answer.body


@pytest.mark.parametrize("request_bytes, status", [
    (b"BAD\r\n\r\n", 400), (b"GET / HTTP/3.0\r\nHost: x\r\n\r\n", 505),
    (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: bzip, chunked\r\n\r\n", 501),
    (b"GET /%s HTTP/1.1\r\nHost: x\r\n\r\n" % (b"x" * 9000), 414),
    (b"GET /?\xff HTTP/1.1\r\nHost: x\r\n\r\n", 400),
], ids=lambda one: repr(one)[:30])
def test_what_the_server_itself_refuses_has_an_envelope_too(session, request_bytes, status):
    answer = raw_exchange(session.server.url, request_bytes)
    assert answer.startswith(b"HTTP/1.1 %d " % status), answer
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b'"status":"error"' in body and b'"moreInfo":"' in body


def test_a_person_with_curl_sees_one_line_of_json(filled, marker):
    """What a curl user sees of an error is one line of JSON, and nothing before or after it."""
    done = subprocess.run(
        ["curl", "-s", "-d", f"key={filled.key}", "-d", f"email={marker}",
         f"{filled.client.url}/privacy/info"], capture_output=True, text=True, timeout=30)
    assert done.stdout.startswith('{"status":"error"') and done.stdout.rstrip().endswith("}")
    assert marker not in done.stdout
