"""After a forget old data does not bring the subject back: each rule, by name."""

import time

import pytest

from server import command
from test_subjects import LONG_AGO, order
from test_visitors import click, clicks, link

ANN, BEN = "ann@shop.example", "ben@shop.example"


def customer(id=1, email=ANN, **more):
    """A customer as the feed sends it."""
    return {"id": id, "email": email, "name": "Ann", **more}


def send(shop, *customers, method="POST"):
    """Sends customers; returns what was refused."""
    answer = shop.ok(method, "customers", {"customers": list(customers)}, private=True)
    return answer.get("suppressed", [])


def is_unknown(shop, **subject):
    """Whether nothing is held about somebody."""
    held = shop.info(**subject)
    return not any(held[kind] for kind in held.keys() - {"status", "suppression"})


def soon():
    """A time that is certainly after every forget so far."""
    return int(time.time()) + 60


@pytest.fixture
def forgotten(shop):
    """A shop that has forgotten Ann: customer 1, her e-mail, the visitor v1, the order 10."""
    send(shop, customer())
    link(shop, "v1", ANN)
    shop.private("orders", orders=[order(10, customer=1, email=ANN, visitor="v1")])
    shop.forget(customer=1)
    return shop


# Customers

@pytest.mark.parametrize("method", ["POST", "PATCH"])
@pytest.mark.parametrize("sent, told", [
    (customer(), 1), (customer("1"), 1), ({"id": 1}, 1), ({"email": ANN}, ANN),
    ({"email": "ANN@shop.example"}, "ANN@shop.example"), (customer(email=BEN), 1),
], ids=str)
def test_a_forgotten_customer_is_refused_and_told_as_sent(forgotten, method, sent, told):
    refused = send(forgotten, sent, method=method)
    assert [str(one).lower() for one in refused] == [str(told).lower()]
    assert is_unknown(forgotten, customer=1) and is_unknown(forgotten, email=ANN)
    assert is_unknown(forgotten, email=BEN)


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_the_others_of_a_batch_come_in(forgotten, method):
    refused = send(forgotten, customer(2, BEN), customer(), {"email": ANN}, customer(3, None),
                   method=method)
    assert refused == [1, ANN]
    assert len(forgotten.get("customers", customers=[1, 2, 3, ANN])["customers"]) == 2


def test_an_answer_without_refusals_says_nothing_of_them(forgotten):
    answer = forgotten.private("customers", customers=[customer(2, BEN)])
    assert answer == {"status": "ok"}


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_a_new_customer_id_lifts_the_suppression(forgotten, method):
    assert send(forgotten, customer(2), method=method) == []
    assert forgotten.info(email=ANN)["customers"] == [customer(2)]
    assert forgotten.info(email=ANN)["suppression"] is None
    assert send(forgotten, customer(2, name="Anna")) == []
    assert forgotten.info(email=ANN)["orders"] == []


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_a_later_registration_lifts_the_suppression(forgotten, method):
    created = {"created": soon()}
    assert send(forgotten, customer(**created), method=method) == []
    assert forgotten.info(customer=1)["customers"] == [customer(**created)]
    assert forgotten.info(customer=1)["suppression"] is None
    assert forgotten.info(email=ANN)["suppression"] is None
    assert send(forgotten, customer()) == [], "once lifted it stays so"


@pytest.mark.parametrize("created", [LONG_AGO, str(LONG_AGO), "yesterday", None, "", {}, True])
def test_any_other_time_of_registration_does_not(forgotten, created):
    assert send(forgotten, customer(created=created)) == [1]
    assert is_unknown(forgotten, customer=1)


def test_a_time_of_registration_may_be_a_decimal_text(forgotten):
    assert send(forgotten, customer(created=str(soon()))) == []


def test_a_second_forget_counts_anew(forgotten):
    assert send(forgotten, customer(2)) == []
    forgotten.forget(email=ANN)
    assert send(forgotten, customer(), customer(2), {"email": ANN}) == [1, 2, ANN]
    assert send(forgotten, customer(3)) == []


# Orders

@pytest.mark.parametrize("names", [
    {"customer": 1}, {"email": ANN}, {"customer": 1, "email": ANN}, {"customer": 1, "email": BEN},
    {"customer": 1, "visitor": "v1"}, {"customer": 1, "visitor": "v2"}], ids=str)
def test_an_older_order_comes_in_anonymously_and_is_not_named(forgotten, names):
    answer = forgotten.private("orders", orders=[
        order(11, note="x", **names), order(12, email=BEN)])
    assert answer == {"status": "ok"}
    [kept] = forgotten.get("orders", orders=[11])["orders"]
    assert kept == order(11)
    assert is_unknown(forgotten, customer=1) and is_unknown(forgotten, email=ANN)
    assert forgotten.info(email=BEN)["orders"] == [12]
    assert is_unknown(forgotten, visitor="v2")


def test_an_older_order_stays_anonymous_for_ever(forgotten):
    forgotten.private("orders", orders=[order(11, customer=1)])
    forgotten.private("orders", orders=[order(11, customer=2, email=BEN, time=soon())])
    forgotten.delete("orders", orders=[11])
    forgotten.private("orders", orders=[order(11, customer=2, email=BEN)])
    forgotten.public("log/sale", sale=11, products=[1], email=BEN)
    assert is_unknown(forgotten, customer=2) and forgotten.info(email=BEN)["orders"] == []
    assert {"customer", "email"}.isdisjoint(forgotten.get("orders", orders=[11])["orders"][0])


def test_kept_attributes_of_an_older_order_come_in(session, forgotten):
    command("shop", "configure", "--shop", forgotten.key, "--data", session.data,
            "--keep-order-attributes", "status")
    forgotten.private("orders", orders=[order(11, customer=1, status="sent", note="x")])
    assert forgotten.get("orders", orders=[11])["orders"] == [order(11, status="sent")]


def test_a_later_order_is_accepted_as_it_is(forgotten):
    later = order(11, soon(), customer=1, email=ANN, status="new")
    assert forgotten.private("orders", orders=[later]) == {"status": "ok"}
    assert forgotten.get("orders", orders=[11])["orders"] == [later]
    assert forgotten.info(customer=1)["orders"] == forgotten.info(email=ANN)["orders"] == [11]


def test_an_order_that_was_there_is_anonymous_and_stays_so(forgotten):
    forgotten.private("orders", orders=[order(10, customer=1, email=ANN)])
    forgotten.patch("orders", orders=[{"id": 10, "customer": 1, "status": "sent"}])
    assert is_unknown(forgotten, customer=1)


# Visitors and public calls

@pytest.mark.parametrize("endpoint, arguments", [
    ("log/click", {"product": 1}), ("log/product", {"product": 1}),
    ("log/category", {"category": 1}), ("log/cart/add", {"products": [1]}),
    ("log/basket/set", {"products": [1]}), ("log/sale", {"sale": 20, "products": [1]}),
    ("log/email", {"email": ANN}), ("log/basket/set", {"products": [1], "email": ANN})], ids=str)
def test_a_call_under_a_forgotten_visitor_is_dropped(forgotten, endpoint, arguments):
    assert forgotten.public(endpoint, visitor="v1", **arguments) == {"status": "ok"}
    assert is_unknown(forgotten, visitor="v1")
    assert forgotten.info(email=ANN)["visitors"] == []


def test_the_order_of_a_sale_under_a_forgotten_visitor_stays_without_the_visitor(forgotten):
    forgotten.public("log/sale", sale=20, products=[1], visitor="v1", email=ANN)
    [stored] = forgotten.get("orders", orders=[20])["orders"]
    assert stored["email"] == ANN and "visitor" not in stored
    assert forgotten.info(email=ANN)["orders"] == [20]
    assert forgotten.info(email=ANN)["activity"] == []


def test_a_forgotten_visitor_starts_afresh_with_somebody_who_is_not_forgotten(forgotten):
    click(forgotten, "v1", 1)
    link(forgotten, "v1", BEN)
    click(forgotten, "v1", 2)
    assert clicks(forgotten, email=BEN) == [2] == clicks(forgotten, visitor="v1")
    assert forgotten.info(visitor="v1")["suppression"] is None
    assert forgotten.info(email=ANN)["suppression"] is not None


@pytest.mark.parametrize("endpoint, arguments, kind", [
    ("subscriber/subscribe", {}, "subscriptions"),
    ("log/sale", {"sale": 20, "products": [1]}, "orders"),
    ("log/email", {"visitor": "v2"}, "visitors"),
    ("log/basket/set", {"visitor": "v2", "products": [1]}, "baskets")], ids=str)
def test_a_public_call_brings_in_what_it_brings_itself(forgotten, endpoint, arguments, kind):
    assert forgotten.public(endpoint, email=ANN, **arguments) == {"status": "ok"}
    assert forgotten.info(email=ANN)[kind]
    assert send(forgotten, customer()) == [1], "old customers stay out"
    forgotten.private("orders", orders=[order(11, customer=1, email=ANN)])
    assert 11 not in forgotten.info(email=ANN)["orders"], "old orders stay out"


def test_no_public_answer_tells_who_was_forgotten(shop):
    calls = [
        ("log/sale", {"sale": 20, "products": [1], "customer": 1, "email": ANN, "visitor": "v1"}),
        ("log/email", {"email": ANN, "visitor": "v1"}), ("log/click", {
            "product": 1, "visitor": "v1"}),
        ("subscriber/subscribe", {"email": ANN}), ("subscriber/unsubscribe", {"email": ANN}),
        ("log/cart/add", {"products": [1], "visitor": "v1", "email": ANN})]

    def answers():
        found = [shop.call("POST", endpoint, arguments) for endpoint, arguments in calls]
        return [(one.status, one.body) for one in found]

    before = answers()
    shop.forget(email=ANN, customer=1, visitor="v1")
    assert answers() == before
