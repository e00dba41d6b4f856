"""Keys: which call they open, how they may come, and in which order a call is checked."""

import json

import pytest

from client import Shop, query_string
from endpoints import ENDPOINTS, assert_envelope
from server import command

PRIVATE = [one for one in ENDPOINTS if one.private]
WRITES = [one for one in ENDPOINTS if one.private and not one.path.startswith(("privacy", "client"))
          and one.methods != ("GET",)]
READS = [one for one in ENDPOINTS if one.private and one.methods == ("GET",)]


@pytest.mark.parametrize("endpoint", PRIVATE, ids=str)
def test_a_private_endpoint_needs_the_private_key(shop, session, endpoint):
    other = session.create_shop("Another shop")
    for method in endpoint.methods:
        for given in ({}, {"private_key": "nope"}, {"private_key": shop.key},
                      {"private_key": other["private_key"]}, {"private_key": ""}):
            answer = shop.call(method, endpoint.path, {**endpoint.arguments, **given})
            assert_envelope(answer, 401, "AuthenticationError")
        mixed = shop.call(method, endpoint.path, {
            **endpoint.arguments, "key": other["key"], "private_key": shop.private_key})
        assert_envelope(mixed, 401, "AuthenticationError")


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=str)
def test_key_missing_and_key_unknown(shop, endpoint):
    for method in endpoint.methods:
        query = query_string(endpoint.arguments)
        answer = shop.client.send(method, f"/v2/{endpoint.path}?{query}")
        assert_envelope(answer, 400, "ParsingError")
        answer = shop.client.send(method, f"/v2/{endpoint.path}?{query}&key=unknown")
        assert_envelope(answer, 401, "AuthenticationError")


def test_a_wrong_private_key_closes_a_public_endpoint_too(shop):
    answer = shop.call("POST", "log/click", {
        "product": 1, "visitor": "v1", "private_key": "nope"})
    assert_envelope(answer, 401, "AuthenticationError")
    assert shop.info(visitor="v1")["activity"] == []


def test_the_private_key_may_come_as_bearer(shop):
    shop.private("customers", customers=[{"id": 1}])
    path = f"/v2/privacy/info?key={shop.key}&customer=1"
    good = shop.client.send("GET", path, headers={"Authorization": f"Bearer {shop.private_key}"})
    assert good.json["customers"] == [{"id": 1}]
    lower = shop.client.send("GET", path, headers={"Authorization": f"bearer {shop.private_key}"})
    assert lower.status == 200
    for value in ("Bearer nope", "Bearer", f"Basic {shop.private_key}", shop.private_key):
        answer = shop.client.send("GET", path, headers={"Authorization": value})
        assert answer.status in (400, 401), value
        assert_envelope(answer)


def test_two_different_private_keys_in_one_call_are_refused(shop):
    path = f"/v2/privacy/info?key={shop.key}&customer=1&private_key=nope"
    answer = shop.client.send("GET", path, headers={"Authorization": f"Bearer {shop.private_key}"})
    assert_envelope(answer, 400, "ParsingError")


def test_a_call_is_checked_in_the_order_that_the_contract_says(shop):
    send = shop.client.send
    bad = "%zz"
    assert_envelope(send("PUT", f"/v2/privacy/nothing?a={bad}"), 404)
    assert_envelope(send("PUT", f"/v2/privacy/info?a={bad}"), 405)
    assert_envelope(send("GET", f"/v2/privacy/info?a={bad}"), 400, "ParsingError")
    assert_envelope(send("GET", "/v2/privacy/info"), 400, "ParsingError")
    assert_envelope(send("GET", "/v2/privacy/info?key=unknown"), 401)
    assert_envelope(send("GET", f"/v2/privacy/info?key={shop.key}"), 401)
    keys = query_string({"key": shop.key, "private_key": shop.private_key})
    assert_envelope(send("GET", f"/v2/privacy/info?{keys}"), 400, "ParsingError")


# Scopes

@pytest.fixture
def scoped(session, shop):
    """Makes the shop with a key of some scopes."""
    def make(scopes):
        made = json.loads(command(
            "shop", "rotate-key", "--shop", shop.key, "--data", session.data, "--json",
            "--scopes", scopes))
        session.secrets.add(made["private_key"])
        return Shop(shop.client, shop.key, made["private_key"])
    return make


def opened(shop, endpoints):
    """Which endpoints do not answer 401."""
    found = set()
    for one in endpoints:
        for method in one.methods:
            if shop.call(method, one.path, one.arguments, private=True).status != 401:
                found.add(str(one))
    return found


@pytest.mark.parametrize("scope", ["info", "forget", "write"])
def test_a_key_opens_what_its_scope_says(scoped, scope):
    limited = scoped(scope)
    info = {"GET-privacy/info", "GET-privacy/receipt", *map(str, READS)}
    expected = {"info": info, "forget": {"GET-privacy/forget"}, "write": set(map(str, WRITES))}
    everything = [one for one in PRIVATE if one.path != "client/account/info"]
    assert opened(limited, everything) == expected[scope]
    assert limited.private("client/account/info")["name"] == "A shop"


def test_several_scopes_and_the_old_key_beside(shop, scoped):
    limited = scoped("info,forget")
    shop.private("customers", customers=[{"id": 1}])
    assert limited.info(customer=1)["customers"] == [{"id": 1}]
    limited.refused(401, "AuthenticationError", "customers", customers=[{"id": 2}])
    limited.forget(customer=1)
    assert shop.info(customer=1)["customers"] == []


def test_a_key_without_the_scope_write_is_refused_on_public_endpoints(scoped):
    limited = scoped("info")
    limited.refused(401, "AuthenticationError", "log/click", product=1, visitor="v1")


def test_account_info_tells_the_name(shop):
    assert shop.get("client/account/info") == {"status": "ok", "name": "A shop"}
