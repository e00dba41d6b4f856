"""Who is kept out after a forget, for how long, how it is lifted by hand, and imports."""

import json
import time

import pytest

from client import Client, Shop
from server import command, run
from test_subjects import LONG_AGO, order
from test_suppression import ANN, BEN, customer, forgotten, is_unknown, send, soon
from test_visitors import click, clicks

__all__ = ["forgotten"]
DAY = 86_400


def configure(session, shop, days):
    command("shop", "configure", "--shop", shop.key, "--data", session.data,
            "--suppress-days", days)


def test_a_forget_of_somebody_unknown_is_remembered(shop):
    shop.forget(email=ANN, customer=1, visitor="v1")
    assert send(shop, customer(), {"email": ANN}) == [1, ANN]
    click(shop, "v1", 1)
    assert is_unknown(shop, visitor="v1") and is_unknown(shop, email=ANN)


def test_every_name_of_the_subject_is_remembered(forgotten):
    for subject in ({"customer": 1}, {"email": ANN}, {"visitor": "v1"}):
        assert forgotten.info(**subject)["suppression"], subject


def test_info_shows_since_and_until(session, shop):
    configure(session, shop, 7)
    before = int(time.time())
    shop.forget(email=ANN)
    shown = shop.info(email=ANN)["suppression"]
    assert shown.keys() == {"since", "until"}
    assert before <= shown["since"] <= int(time.time())
    assert shown["until"] - shown["since"] == 7 * DAY
    assert shop.info(email=BEN)["suppression"] is None


def test_a_new_shop_suppresses_for_thirty_days(forgotten):
    shown = forgotten.info(email=ANN)["suppression"]
    assert shown["until"] - shown["since"] == 30 * DAY


def test_a_period_of_zero_turns_it_off_and_the_period_counts_as_it_stands(session, forgotten):
    configure(session, forgotten, 0)
    assert forgotten.info(email=ANN)["suppression"] is None
    configure(session, forgotten, 1)
    assert forgotten.info(email=ANN)["suppression"] is not None
    assert send(forgotten, customer()) == [1]
    configure(session, forgotten, 0)
    assert send(forgotten, customer()) == []
    forgotten.private("orders", orders=[order(11, customer=1)])
    click(forgotten, "v1", 5)
    assert forgotten.info(customer=1)["orders"] == [11]
    assert clicks(forgotten, visitor="v1") == [5]


def test_a_forget_without_suppression_is_complete_all_the_same(session, shop):
    configure(session, shop, 0)
    send(shop, customer())
    shop.forget(customer=1)
    assert is_unknown(shop, customer=1) and is_unknown(shop, email=ANN)
    assert send(shop, customer()) == []


def test_another_shop_suppresses_nobody(session, forgotten):
    made = session.create_shop("Another")
    other = Shop.of(forgotten.client, made)
    assert send(other, customer()) == []
    assert other.info(email=ANN)["suppression"] is None


# By hand, and by import

def suppression(session, shop, *arguments):
    return json.loads(command(
        "suppression", *arguments, "--shop", shop.key, "--data", session.data, "--json"))


def test_the_list_shows_kinds_times_and_receipts_and_no_names(session, forgotten):
    listed = suppression(session, forgotten, "list")["suppressed"]
    assert sorted(one["kind"] for one in listed) == ["customer", "email", "visitor"]
    for one in listed:
        assert one.keys() == {"kind", "since", "until", "receipt"}
        assert forgotten.private("privacy/receipt", id=one["receipt"])["receipt"]["id"]
    for form in ([], ["--json"]):
        text = command("suppression", "list", "--shop", forgotten.key, "--data", session.data,
                       *form)
        assert text.strip() and ANN not in text and "v1" not in text


@pytest.mark.parametrize("option, name, lifted", [
    ("--email", ANN, {"email": ANN}), ("--customer", 1, {"customer": 1}),
    ("--visitor", "v1", {"visitor": "v1"})])
def test_it_is_lifted_by_hand_for_a_name(session, forgotten, option, name, lifted):
    assert suppression(session, forgotten, "lift", option, name)["lifted"] == 1
    for subject in ({"email": ANN}, {"customer": 1}, {"visitor": "v1"}):
        shown = forgotten.info(**subject)["suppression"]
        assert (shown is None) == (subject == lifted), subject
    assert suppression(session, forgotten, "lift", option, name)["lifted"] == 0


def test_it_is_lifted_by_hand_for_a_whole_forget(session, forgotten):
    id = suppression(session, forgotten, "list")["suppressed"][0]["receipt"]
    assert suppression(session, forgotten, "lift", "--receipt", id)["lifted"] == 3
    assert suppression(session, forgotten, "list")["suppressed"] == []
    assert send(forgotten, customer()) == []
    assert forgotten.info(email=ANN)["orders"] == [], "orders stay anonymous"
    done = run("suppression", "lift", "--shop", forgotten.key, "--data", session.data)
    assert done.returncode == 64, "it must be said for whom"


def test_a_feed_that_is_imported_obeys_too_and_counts_what_it_refused(
        session, forgotten, tmp_path):
    feed = tmp_path / "feed.json"
    feed.write_text(json.dumps({
        "customers": [customer(), customer(2, BEN), {"email": ANN}],
        "orders": [order(10, customer=1), order(11, email=ANN, note="x"), order(12, customer=2),
                   order(13, soon(), customer=1)]}))
    done = json.loads(command(
        "import", feed, "--shop", forgotten.key, "--data", session.data, "--json"))
    assert done["suppressed"] == 2
    assert forgotten.info(customer=1)["customers"] == []
    assert forgotten.info(customer=1)["orders"] == [13]
    assert forgotten.get("orders", orders=[11])["orders"] == [order(11)]
    assert forgotten.info(customer=2)["orders"] == [12]


def test_imported_lines_obey_too(session, forgotten, tmp_path):
    lines = [
        {"table": "customer", **customer()},
        {"table": "order", **order(11, email=ANN)},
        {"table": "link", "visitor": "v1", "email": ANN, "time": LONG_AGO},
        {"table": "activity", "visitor": "v1", "type": "click", "product": 1, "time": LONG_AGO}]
    file = tmp_path / "lines.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in lines))
    command("import", file, "--shop", forgotten.key, "--data", session.data)
    for subject in ({"customer": 1}, {"email": ANN}, {"visitor": "v1"}):
        assert is_unknown(forgotten, **subject)
    assert forgotten.get("orders", orders=[11])["orders"] == [order(11)]


def test_it_outlives_a_restart_and_is_held_by_digests_alone(place):
    mark = "nobody-else-has-this-name"
    with place.served() as server, Client(server.url) as client:
        place.shop(client).forget(email=f"{mark}@shop.example", customer=mark, visitor=mark)
    for path in place.data.rglob("*.db*"):
        assert mark.encode() not in path.read_bytes(), path.name
    with place.served() as server, Client(server.url) as client:
        shop = place.shop(client)
        assert send(shop, customer(mark, None)) == [mark]
        click(shop, mark, 1)
        assert is_unknown(shop, visitor=mark)
