"""Hostile values in every argument of every endpoint: only ok or the exact envelope, no echo."""

import json
from urllib.parse import quote

import pytest

from client import query_string
from endpoints import ENDPOINTS, assert_envelope

TEXTS = [
    "", " ", "'", '"', "\\", "`;&|$(reboot)", "'; DROP TABLE customers; --", "1 OR 1=1",
    "%", "%%", "%00", "%zz", "\x00", "a\x00b", "\x01\x1f\x7f", "\r\nSet-Cookie: a=b", "\t",
    "😀🏴‍☠️𐍈", "\u202eabc\u202c", "a\u0301\u200b\ufeff", "\ud7ff\ue000\uffff",
    "<script>alert(1)</script>", "x" * 1000, "😀" * 250, "../../../../etc/passwd",
    "file:///etc/passwd", "{}", "[]", "[1", "null", "NaN", "-0", "007", "1e3", "1.0",
    "99999999999999999999", "-1", "true", "auto ", "a@b@c", "@",
]
VALUES = [
    None, True, False, 0, -1, 1.5, 1e3, 10**15, 10**30, [], {}, [[]], [None], [{}], [[[[1]]]],
    {"id": {}}, {"id": None}, {"id": [1]}, [{"id": 1, "quantity": "x"}], [{"id": 1, "price": {}}],
    ["a", 1, None, {}, []], {"a": {"b": {"c": {"d": [1]}}}}, [{"id": 1e999}],
]
BROKEN = ["%", "%0", "%g1", "%ff", "%c3%28", "%ed%a0%80", "%f5%80%80%80", "%c0%80", "%e2%82"]


def check(answer, marker, context):
    """Ok, or a refusal of what was sent that shows none of it."""
    if answer.status == 200:
        assert answer.json["status"] == "ok", context
        return
    assert answer.status in (400, 413, 414, 415, 431), (context, answer)
    assert_envelope(answer)
    assert marker.encode() not in answer.body, (context, answer)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=str)
def test_hostile_text_in_every_argument(shop, marker, endpoint):
    for name in endpoint.arguments:
        for text in TEXTS:
            for value in (text, text + marker):
                for method in endpoint.methods:
                    answer = shop.call(
                        method, endpoint.path, {**endpoint.arguments, name: value},
                        endpoint.private)
                    check(answer, marker, (method, endpoint.path, name, value))


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=str)
def test_wrong_types_in_every_argument(shop, marker, endpoint):
    for name in endpoint.arguments:
        for value in VALUES:
            for method in endpoint.methods:
                answer = shop.call(
                    method, endpoint.path, {**endpoint.arguments, name: value}, endpoint.private)
                check(answer, marker, (method, endpoint.path, name, value))


@pytest.mark.parametrize(
    "endpoint", [one for one in ENDPOINTS if isinstance(
        next(iter(one.arguments.values()), None), list)], ids=str)
def test_hostile_members_of_objects(shop, marker, endpoint):
    [(name, [item])] = endpoint.arguments.items() if len(endpoint.arguments) == 1 else [
        ("products", endpoint.arguments["products"][:1])]
    item = item if isinstance(item, dict) else {"id": item}
    for member in [*item, marker]:
        for value in [*VALUES, *TEXTS]:
            changed = {**item, member: value}
            answer = shop.call(
                endpoint.methods[-1], endpoint.path, {**endpoint.arguments, name: [changed]},
                endpoint.private)
            if answer.status == 200:
                assert answer.json["status"] == "ok"
            else:
                assert_envelope(answer, 400)
                assert marker.encode() not in answer.body


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=str)
def test_broken_escapes_and_bad_utf8_are_refused(shop, marker, endpoint):
    fixed = {"key": shop.key, **endpoint.arguments}
    if endpoint.private:
        fixed["private_key"] = shop.private_key
    for name in endpoint.arguments:
        rest = query_string({key: value for key, value in fixed.items() if key != name})
        for broken in BROKEN:
            pair = f"{name}={marker}{broken}"
            for method in endpoint.methods:
                answer = shop.client.send(method, f"/v2/{endpoint.path}?{rest}&{pair}")
                assert_envelope(answer, 400, "ParsingError")
                assert marker.encode() not in answer.body
            if "POST" in endpoint.methods:
                answer = shop.client.send("POST", f"/v2/{endpoint.path}", form=f"{rest}&{pair}")
                assert_envelope(answer, 400, "ParsingError")


BAD_BODIES = [
    b"", b"{", b"[]", b"null", b"1", b'"text"', b"{}x", b'{"a":1,}', b"{'a':1}", b'{"a":01}',
    b'{"a":1 "b":2}', b'{"a":"\xff"}', b'{"a":"\xed\xa0\x80"}', b'{"a":"\\ud800"}', b'{"a":"\x00"}',
    b'{"a":NaN}', b'\xef\xbb\xbf{"a":1}', b'{"a":1,"a":2}', b"[" * 100_000, b'{"a":' * 100_000,
    b"{" + b"\x00" * 100, b"\xff\xfe{\x00}\x00", b'{"\\u0000":1}', b"/* */ {}",
]


@pytest.mark.parametrize("body", BAD_BODIES, ids=lambda body: repr(body[:20]))
def test_bodies_that_are_no_json_object(shop, body):
    query = query_string({"key": shop.key, "private_key": shop.private_key})
    for kind in ("application/json", "text/plain", None):
        headers = {"Content-Type": kind} if kind else {}
        answer = shop.client.send(
            "POST", f"/v2/privacy/info?{query}", body=body, headers=headers)
        assert_envelope(answer, kind="ParsingError")


def test_what_is_hostile_in_a_path_is_unknown_and_not_echoed(shop, marker):
    for text in TEXTS:
        path = "/v2/" + quote(text + marker, safe="")
        answer = shop.client.send("GET", path)
        assert_envelope(answer, 404, "LogicalError")
        assert marker.encode() not in answer.body


def test_stored_text_comes_back_as_it_was(shop):
    texts = [text for text in TEXTS if text.strip(" \t\r\n")]
    items = [{"id": f"id{number}", "name": text, text: text} for number, text in enumerate(texts)]
    for kind in ("products", "customers"):
        shop.private(kind, **{kind: items})
        ids = [item["id"] for item in items]
        answer = shop.call("GET", kind, {kind: ids}, private=True)
        assert json.loads(answer.body)[kind] == items


def test_identifiers_of_any_text_are_kept_apart(shop):
    texts = [text for text in TEXTS if text and text.strip(" \t\r\n\v\f") == text
             and text not in ("null", "undefined", "false")]
    for text in texts:
        shop.public("log/click", product=text, visitor="v" + text)
        shop.private("customers", customers=[{"id": "c" + text, "email": "e" + text}])
    for text in texts:
        assert [one["visitor"] for one in shop.info(visitor="v" + text)["activity"]] == ["v" + text]
        assert [one["id"] for one in shop.info(email="e" + text)["customers"]] == ["c" + text]
