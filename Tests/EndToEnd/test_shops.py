"""Shops side by side, and the operator's commands with a server running and without one."""

import json

import pytest

from client import Client, Shop
from server import Server, command, create_shop, run
from test_subjects import order


@pytest.fixture
def two(session, client):
    """Two shops of one server."""
    made = [session.create_shop(name) for name in ("First", "Second")]
    return [Shop.of(client, one) for one in made]


@pytest.fixture(params=["served", "not served"])
def place(request, session, tmp_path):
    """A data folder with a server on it, or with none: commands must not know the difference."""
    if request.param == "served":
        yield session.data
    else:
        yield tmp_path / "data"


def both(data, shop):
    """Arguments that name the folder and the shop."""
    return "--data", data, "--shop", shop["key"]


def test_two_shops_do_not_see_each_other(two):
    first, second = two
    for shop in two:
        shop.private("customers", customers=[{"id": 1, "email": "a@shop.example", "in": shop.key}])
        shop.private("orders", orders=[order(10, customer=1, of=shop.key)])
        shop.public("log/click", product=1, visitor="v1")
    assert first.info(customer=1)["customers"][0]["in"] == first.key
    assert len(second.info(visitor="v1")["activity"]) == 1
    before = second.info(customer=1)
    first.forget(customer=1)
    first.forget(visitor="v1")
    assert second.info(customer=1) == before
    assert len(second.info(visitor="v1")["activity"]) == 1
    assert second.get("orders", orders=[10])["orders"][0]["of"] == second.key
    assert first.info(customer=1)["orders"] == []


def test_a_private_key_never_opens_another_shop(two):
    first, second = two
    for key, private_key in ((first.key, second.private_key), (second.key, first.private_key)):
        mixed = Shop(first.client, key, private_key)
        for endpoint in ("privacy/info", "privacy/forget"):
            mixed.refused(401, "AuthenticationError", endpoint, customer=1)


def test_create_shows_the_private_key_this_once(session):
    made = session.create_shop("Shown once")
    assert made.keys() >= {"id", "name", "key", "private_key"} and made["name"] == "Shown once"
    for arguments in (("list",), ("show", "--shop", made["key"])):
        text = command("shop", *arguments, "--data", session.data, "--json")
        assert made["key"] in text and made["private_key"] not in text
    assert any(one["key"] == made["key"] for one in json.loads(
        command("shop", "list", "--data", session.data, "--json")))


def test_a_shop_that_moves_here_brings_its_own_keys(session, client, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("its-own-private-key-0123456789\n")
    made = json.loads(command(
        "shop", "create", "Moved", "--data", session.data, "--json", "--key", "own-public-key-1",
        "--private-key-file", secret))
    assert made["key"] == "own-public-key-1"
    shop = Shop(client, "own-public-key-1", "its-own-private-key-0123456789")
    assert shop.get("client/account/info")["name"] == "Moved"
    again = run("shop", "create", "Again", "--data", session.data, "--key", "own-public-key-1")
    assert again.returncode != 0 and again.stderr


def test_a_disabled_shop_refuses_every_call_until_it_is_enabled(session, shop):
    shop.private("customers", customers=[{"id": 1}])
    arguments = "--shop", shop.key, "--data", session.data
    command("shop", "disable", *arguments)
    shop.refused(401, "AuthenticationError", "privacy/info", customer=1)
    shop.refused(401, "AuthenticationError", "log/click", private=False, product=1, visitor="v")
    command("shop", "enable", *arguments)
    assert shop.info(customer=1)["customers"] == [{"id": 1}]


def test_rotation_keeps_old_keys_until_they_are_revoked(session, shop):
    arguments = "--shop", shop.key, "--data", session.data, "--json"
    made = json.loads(command("shop", "rotate-key", *arguments))
    fresh = Shop(shop.client, shop.key, made["private_key"])
    assert fresh.info(customer=1)["orders"] == shop.info(customer=1)["orders"] == []
    last = json.loads(command("shop", "rotate-key", *arguments, "--revoke-others"))
    for old in (shop, fresh):
        old.refused(401, "AuthenticationError", "privacy/info", customer=1)
    assert Shop(shop.client, shop.key, last["private_key"]).info(customer=1)["orders"] == []


def test_a_deleted_shop_is_gone_with_its_files(session, client):
    made = session.create_shop("To delete")
    shop = Shop.of(client, made)
    shop.private("customers", customers=[{"id": 1}])
    folder = session.data / "shops" / made["id"]
    assert folder.is_dir()
    assert run("shop", "delete", *both(session.data, made)).returncode != 0, "it must ask"
    command("shop", "delete", *both(session.data, made), "--yes")
    shop.refused(401, "AuthenticationError", "privacy/info", customer=1)
    assert not folder.exists()


# Collecting

EVERYTHING = ["history", "preferences", "email", "orders", "customers"]


def feed_all(shop):
    """One call of every sort; the answers' lists of what was ignored."""
    ignored = {}
    for name, endpoint, arguments in (
            ("click", "log/click", {"product": 1, "visitor": "v1"}),
            ("cart", "log/cart/add", {"products": [1], "visitor": "v1"}),
            ("link", "log/email", {"email": "a@shop.example", "visitor": "v1"}),
            ("sale", "log/sale", {"sale": 1, "products": [1], "customer": 1, "visitor": "v1",
                                  "email": "a@shop.example"}),
            ("subscription", "subscriber/subscribe", {"email": "a@shop.example"})):
        ignored[name] = set(shop.public(endpoint, **arguments).get("ignored", []))
    customer = {"id": 1, "email": "a@shop.example", "name": "Ann"}
    ignored["customer"] = set(shop.private("customers", customers=[customer]).get("ignored", []))
    ignored["order"] = set(shop.private(
        "orders", orders=[order(2, customer=1, email="a@shop.example")]).get("ignored", []))
    return ignored


DROPPED = {
    "history": {"click": {"history"}, "cart": {"history"}},
    "preferences": {"link": {"preferences"}, "sale": {"preferences"}},
    "email": {"link": {"email"}, "sale": {"email"}, "subscription": {"email"},
              "customer": {"email"}, "order": {"email"}},
    "orders": {"sale": {"orders"}, "order": {"orders"}},
    "customers": {"customer": {"customers"}},
}


@pytest.mark.parametrize("off", EVERYTHING)
def test_what_a_shop_does_not_collect_is_dropped_and_said(session, shop, off):
    kept = ",".join(kind for kind in EVERYTHING if kind != off)
    command("shop", "configure", "--shop", shop.key, "--data", session.data, "--collect", kept)
    ignored = feed_all(shop)
    assert {name: kinds for name, kinds in ignored.items() if kinds} == DROPPED[off]
    held = shop.info(customer=1)
    types = {one["type"] for one in [*held["activity"], *shop.info(visitor="v1")["activity"]]
             } if off in ("preferences", "email") else {one["type"] for one in held["activity"]}
    assert ("click" in types) == ("cart" in types) == (off != "history")
    assert ("sale" in types) == (off != "preferences")
    assert bool(held["baskets"] or shop.info(visitor="v1")["baskets"]) == (off != "history")
    assert bool(held["orders"]) == (off != "orders")
    assert bool(held["customers"]) == (off != "customers")
    assert bool(held["emails"]) == (off != "email")
    by_email = shop.info(email="a@shop.example")
    assert any(value for name, value in by_email.items() if name not in (
        "status", "suppression")) == (off != "email")
    assert bool(held["visitors"]) == (off != "preferences")


def test_a_new_shop_collects_everything(shop):
    assert not any(feed_all(shop).values())


def test_kept_order_attributes_survive_a_forget(session, shop):
    command("shop", "configure", "--shop", shop.key, "--data", session.data,
            "--keep-order-attributes", "status, channel")
    shop.private("orders", orders=[order(1, customer=1, status="paid", channel="web", note="x")])
    shop.forget(customer=1)
    [kept] = shop.get("orders", orders=[1])["orders"]
    assert kept["status"] == "paid" and kept["channel"] == "web" and "note" not in kept


# The command line as a way in and out

def test_commands_find_people_with_and_without_a_server(place, tmp_path):
    made = create_shop(place)
    feed = tmp_path / "feed.json"
    feed.write_text(json.dumps({
        "products": [{"id": 1, "name": "Shoes"}], "categories": [], "pages": [],
        "customers": [{"id": 5, "email": "a@shop.example", "name": "Ann"}],
        "orders": [order(10, customer=5), order(11, email="a@shop.example")]}))
    command("import", feed, *both(place, made))
    held = json.loads(command("info", *both(place, made), "--email", "a@shop.example", "--json"))
    assert sorted(held["orders"]) == [10, 11] and held["customers"][0]["name"] == "Ann"
    preview = command("forget", *both(place, made), "--customer", 5, "--preview", "--json")
    assert json.loads(preview)["preview"]["keep"] == {"orders": 2}
    command("forget", *both(place, made), "--customer", 5, "--yes")
    held = json.loads(command("info", *both(place, made), "--email", "a@shop.example", "--json"))
    assert held["orders"] == [] and held["customers"] == []


@pytest.mark.parametrize("arguments, expected", [
    (("info", "--shop", "unknown", "--email", "a@shop.example"), 2),
    (("shop", "show", "--shop", "unknown"), 2),
    (("info", "--email", "a@shop.example"), 64), (("nonsense",), 64), (("info", "--what"), 64),
])
def test_exit_codes(place, arguments, expected):
    create_shop(place)
    data = ("--data", place) if arguments != ("nonsense",) else ()
    done = run(*arguments, *data)
    assert done.returncode == expected, done
    assert done.stderr.strip() and "a@shop.example" not in done.stderr


def test_what_commands_did_is_served_later(tmp_path):
    data = tmp_path / "data"
    made = create_shop(data)
    with Server.on_folder(data) as server, Client(server.url) as client:
        shop = Shop.of(client, made)
        shop.private("customers", customers=[{"id": 1}])
    held = json.loads(command("info", *both(data, made), "--customer", 1, "--json"))
    assert held["customers"] == [{"id": 1}]
