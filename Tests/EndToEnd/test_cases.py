"""The request/answer pairs of `cases.json`, in their order, on one fresh shop."""

import json
from pathlib import Path

import pytest

from client import Client, Shop

CASES = json.loads((Path(__file__).parent / "cases.json").read_text())["cases"]


def contains(have, want, ordered=False) -> bool:
    """Whether `have` has at least `want`; lists are compared without order unless `ordered`."""
    if isinstance(want, dict):
        return isinstance(have, dict) and all(
            name in have and contains(have[name], value, ordered) for name, value in want.items())
    if isinstance(want, list):
        if not isinstance(have, list) or len(have) != len(want):
            return False
        if ordered:
            return all(contains(a, b, ordered) for a, b in zip(have, want))
        rest = list(have)
        for value in want:
            found = next((i for i, a in enumerate(rest) if contains(a, value)), None)
            if found is None:
                return False
            del rest[found]
        return True
    return type(have) is type(want) and have == want


@pytest.mark.parametrize("have, want, ordered, expected", [
    ({"a": 1, "b": 2}, {"a": 1}, False, True),
    ({"a": 1}, {"a": "1"}, False, False),
    ({"a": 1}, {"a": True}, False, False),
    ({"a": [1, 2]}, {"a": [2, 1]}, False, True),
    ({"a": [1, 2]}, {"a": [2, 1]}, True, False),
    ({"a": [1, 2]}, {"a": [1]}, False, False),
    ({"a": [1]}, {"a": []}, False, False),
    ({"a": [{"id": 1, "x": 2}]}, {"a": [{"id": 1}]}, False, True),
    ({}, {"a": None}, False, False),
])
def test_contains_compares_as_the_file_says(have, want, ordered, expected):
    assert contains(have, want, ordered) is expected


@pytest.fixture(scope="module")
def cases_shop(session):
    created = session.create_shop()
    with Client(session.server.url) as client:
        yield Shop.of(client, created)


def filled(value, shop):
    """The case with the shop's keys in their places."""
    if isinstance(value, str):
        return value.replace("{key}", shop.key).replace("{private_key}", shop.private_key)
    if isinstance(value, dict):
        return {name: filled(inner, shop) for name, inner in value.items()}
    return [filled(inner, shop) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(cases_shop, case):
    body = case.get("body", case.get("form"))
    headers = {"Content-Type": case["content_type"]} if "content_type" in case else {}
    answer = cases_shop.client.send(
        case["method"], filled(case["path"], cases_shop),
        json_body=filled(case["json"], cases_shop) if "json" in case else None,
        body=filled(body, cases_shop) if body is not None else None, headers=headers)
    assert answer.status == case["status"], answer
    assert contains(answer.json, case["has"], case.get("ordered", False)), answer.json
