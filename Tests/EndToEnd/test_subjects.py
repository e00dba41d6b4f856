"""Who is one person, and to whom an order belongs."""

import pytest

from client import query_string

LONG_AGO = 1_500_000_000


def order(id, time=LONG_AGO, **more):
    """An order as a backend sends it."""
    return {"id": id, "products": [{"id": 1, "quantity": 1, "price": 9.5}], "time": time, **more}


def order_details(shop, id, **subject):
    """One order as `info` gives it whole."""
    found = [one for one in shop.info(**subject)["order_details"] if one["id"] == id]
    assert len(found) == 1
    return found[0]


# Joining

def test_a_public_sale_never_joins_its_customer_and_its_email(shop):
    shop.private("customers", customers=[{"id": 1, "name": "One"}, {"email": "two@shop.example"}])
    shop.public("log/sale", sale=10, products=[1], customer=1, email="two@shop.example")
    shop.private("orders", orders=[order(11, customer=1)])
    assert shop.info(email="two@shop.example")["orders"] == [10]
    assert sorted(shop.info(customer=1)["orders"]) == [10, 11]


def test_a_private_sale_joins(shop):
    shop.private("log/sale", sale=10, products=[1], customer=1, email="one@shop.example")
    shop.private("orders", orders=[order(11, customer=1)])
    assert sorted(shop.info(email="one@shop.example")["orders"]) == [10, 11]


def test_customers_and_orders_join_transitively(shop):
    shop.private("customers", customers=[
        {"id": 1, "email": "a@shop.example"}, {"id": 2, "email": "b@shop.example"}])
    shop.private("orders", orders=[order(10, customer=1), order(11, customer=2)])
    assert shop.info(customer=1)["orders"] == [10]
    shop.private("orders", orders=[order(12, customer=2, email="a@shop.example")])
    for subject in ({"customer": 1}, {"customer": 2}, {"email": "b@shop.example"}):
        assert sorted(shop.info(**subject)["orders"]) == [10, 11, 12]
    assert sorted(shop.info(customer=1)["emails"]) == ["a@shop.example", "b@shop.example"]


def test_an_email_that_a_customer_had_before_still_names_them(shop):
    shop.private("customers", customers=[{"id": 1, "email": "old@shop.example"}])
    shop.private("orders", orders=[order(10, email="old@shop.example")])
    shop.patch("customers", customers=[{"id": 1, "email": "new@shop.example"}])
    assert shop.info(email="old@shop.example")["orders"] == [10]
    assert shop.info(email="new@shop.example")["orders"] == [10]
    assert [one["email"] for one in shop.info(customer=1)["customers"]] == ["new@shop.example"]
    shop.forget(email="new@shop.example")
    assert shop.info(email="old@shop.example")["orders"] == []


def test_one_batch_joins_only_within_an_object(shop):
    shop.private("orders", orders=[order(10, customer=1), order(11, email="b@shop.example")])
    assert shop.info(customer=1)["orders"] == [10]
    assert shop.info(email="b@shop.example")["orders"] == [11]


# Public orders

def test_forget_of_anybody_a_public_order_names_makes_it_anonymous_for_all(shop):
    shop.public("log/sale", sale=10, products=[7], customer=1, email="a@shop.example")
    shop.forget(customer=1)
    assert shop.info(email="a@shop.example")["orders"] == []
    [kept] = shop.get("orders", orders=[10])["orders"]
    assert kept["products"] == [7] and not {"customer", "email", "visitor"} & kept.keys()


def test_a_shared_order_shows_each_only_their_own_name(shop):
    shop.public("log/sale", sale=10, products=[1], customer=1, email="a@shop.example")
    theirs = order_details(shop, 10, email="a@shop.example")
    assert theirs["email"] == "a@shop.example" and "customer" not in theirs
    other = order_details(shop, 10, customer=1)
    assert other["customer"] == 1 and "email" not in other


def test_a_public_call_changes_nothing_of_an_order_that_exists(shop):
    shop.private("orders", orders=[order(10, customer=1, email="a@shop.example", status="paid")])
    before = shop.get("orders", orders=[10])
    shop.public(
        "log/sale", sale=10, products=[99], customer=2, email="b@shop.example", visitor="v1")
    assert shop.get("orders", orders=[10]) == before
    assert shop.info(customer=2)["orders"] == []
    assert shop.info(email="b@shop.example")["orders"] == []


def test_a_private_call_replaces_public_names_and_keeps_the_visitor(shop):
    shop.public("log/sale", sale=10, products=[1], customer=1, email="typo@shop.example",
                visitor="v1")
    shop.private("orders", orders=[order(10, customer=2, email="right@shop.example")])
    assert shop.info(customer=1)["orders"] == []
    assert shop.info(email="typo@shop.example")["orders"] == []
    assert shop.info(customer=2)["orders"] == [10]
    [stored] = shop.get("orders", orders=[10])["orders"]
    assert stored["visitor"] == "v1" and stored["email"] == "right@shop.example"


def test_what_a_private_call_does_not_name_is_not_joined(shop):
    shop.public("log/sale", sale=10, products=[1], customer=1, email="a@shop.example")
    shop.private("orders", orders=[order(10, customer=1)])
    shop.private("orders", orders=[order(11, customer=1)])
    assert 11 not in shop.info(email="a@shop.example")["orders"]


def test_a_sale_and_the_feed_are_one_order(shop):
    shop.public("log/sale", sale=10, products=[1], visitor="v1", email="a@shop.example")
    shop.private("orders", orders=[order(10, email="a@shop.example", status="sent")])
    assert shop.info(email="a@shop.example")["orders"] == [10]
    details = order_details(shop, 10, email="a@shop.example")
    assert details["visitor"] == "v1" and details["status"] == "sent"


# Anonymous for ever

def stays_anonymous(shop):
    """Checks that order 10 is there and names nobody."""
    [stored] = shop.get("orders", orders=[10])["orders"]
    assert not {"customer", "email", "visitor"} & stored.keys()
    for subject in ({"customer": 1}, {"customer": 2}, {"email": "a@shop.example"},
                    {"email": "b@shop.example"}, {"visitor": "v1"}):
        assert 10 not in shop.info(**subject)["orders"]


def allowed_or_refused(shop, method, endpoint, arguments):
    """A call that may be refused as meaningless, but not fail."""
    answer = shop.call(method, endpoint, arguments, private=True)
    assert answer.status == 200 or answer.json["type"] == "LogicalError", answer


@pytest.fixture
def anonymous(shop):
    """A shop with order 10, which was forgotten."""
    shop.private("orders", orders=[order(
        10, customer=1, email="a@shop.example", visitor="v1", phone="12345", status="paid")])
    shop.forget(customer=1)
    stays_anonymous(shop)
    assert not {"phone", "status"} & shop.get("orders", orders=[10])["orders"][0].keys()
    return shop


@pytest.mark.parametrize("private", [False, True])
def test_a_sale_puts_nobody_on_an_anonymous_order(anonymous, private):
    anonymous.ok("POST", "log/sale", {
        "sale": 10, "products": [1], "customer": 2, "email": "b@shop.example", "visitor": "v1",
    }, private)
    stays_anonymous(anonymous)


def test_the_feed_puts_nobody_on_an_anonymous_order(anonymous):
    anonymous.private("orders", orders=[order(10, customer=1, email="a@shop.example")])
    stays_anonymous(anonymous)


def test_a_patch_puts_nobody_on_an_anonymous_order(anonymous):
    for name, value in (("customer", 2), ("email", "b@shop.example"), ("visitor", "v1")):
        allowed_or_refused(anonymous, "PATCH", "orders", {"orders": [{"id": 10, name: value}]})
    stays_anonymous(anonymous)


def test_a_deleted_anonymous_order_comes_back_anonymous(anonymous):
    anonymous.delete("orders", orders=[10])
    assert anonymous.get("orders", orders=[10])["orders"] == []
    anonymous.private("orders", orders=[order(10, customer=2, email="b@shop.example")])
    stays_anonymous(anonymous)


def test_a_parcel_puts_nobody_on_an_anonymous_order(anonymous):
    allowed_or_refused(anonymous, "POST", "orders/parcels", {
        "order_id": 10, "tracking_code": "T", "tracking_link": "https://x.example/T",
        "status": "sent"})
    stays_anonymous(anonymous)


def test_returns_of_an_anonymous_order_are_kept(anonymous):
    anonymous.private("log/returned", product=1, order=10, quantity=1)
    [stored] = anonymous.get("orders", orders=[10])["orders"]
    assert [(one["product"], one["quantity"]) for one in stored["returns"]] == [(1, 1)]
    stays_anonymous(anonymous)


def test_a_deleted_order_that_nobody_forgot_can_come_again(shop):
    shop.private("orders", orders=[order(10, customer=1)])
    shop.delete("orders", orders=[10])
    assert shop.info(customer=1)["orders"] == []
    shop.private("orders", orders=[order(10, customer=1)])
    assert shop.info(customer=1)["orders"] == [10]


def test_deleting_a_customer_leaves_orders_to_forget(shop):
    shop.private("customers", customers=[{"id": 1, "email": "a@shop.example"}])
    shop.private("orders", orders=[order(10, customer=1)])
    shop.delete("customers", customers=["a@shop.example"])
    assert shop.get("customers", customers=[1])["customers"] == []
    assert shop.info(customer=1)["orders"] == [10]
    assert shop.info(customer=1)["customers"] == []


# Nobody

@pytest.mark.parametrize("guest", [0, "0", "", None, "null", "undefined", "false"])
def test_guests_are_nobody(shop, guest):
    shop.public("log/sale", sale=10, products=[1], customer=guest, email="a@shop.example")
    shop.private("orders", orders=[order(11, customer=guest, email="b@shop.example")])
    assert shop.info(email="a@shop.example")["orders"] == [10]
    assert shop.info(email="b@shop.example")["orders"] == [11]
    [stored] = shop.get("orders", orders=[11])["orders"]
    assert "customer" not in stored
    shop.refused(400, "ParsingError", "privacy/info", customer=guest)
    shop.refused(400, "ParsingError", "privacy/forget", customer=guest)


@pytest.mark.parametrize("guest", ["", None, "null", "undefined", "false"])
def test_an_email_or_a_visitor_can_be_nobody(shop, guest):
    shop.public("log/sale", sale=10, products=[1], customer=1, email=guest, visitor=guest)
    shop.public("log/click", product=1, visitor=guest)
    shop.public("log/email", email="a@shop.example", visitor=guest)
    assert shop.info(customer=1)["orders"] == [10]
    assert shop.info(customer=1)["activity"] == []
    for name in ("email", "visitor"):
        shop.refused(400, "ParsingError", "privacy/info", **{name: guest})
        shop.refused(400, "ParsingError", "privacy/forget", **{name: guest})


@pytest.mark.parametrize("guest", ["0", "", "null", "undefined", "false"])
def test_nobody_in_a_query(shop, guest):
    query = query_string({"key": shop.key, "sale": 10, "products": [1], "customer": guest,
                          "email": "a@shop.example"})
    assert shop.client.get(f"/v2/log/sale?{query}").status == 200
    assert shop.info(email="a@shop.example")["orders"] == [10]
    assert "customer" not in shop.get("orders", orders=[10])["orders"][0]


def test_zero_is_an_order_and_a_product(shop):
    shop.public("log/sale", sale=0, products=[0], email="a@shop.example")
    assert shop.info(email="a@shop.example")["orders"] == [0]


# Two people in one call

def test_two_people_known_privately_are_refused_and_nothing_is_shown_or_erased(shop):
    shop.private("customers", customers=[
        {"id": 1, "email": "a@shop.example"}, {"id": 2, "email": "b@shop.example"}])
    before = shop.info(customer=1), shop.info(customer=2)
    envelope = shop.refused(
        400, "LogicalError", "privacy/info", customer=1, email="b@shop.example")
    assert envelope.keys() == {"status", "message", "moreInfo", "type", "id"}
    shop.refused(400, "LogicalError", "privacy/forget", customer=1, email="b@shop.example")
    shop.refused(
        400, "LogicalError", "privacy/forget", customer=1, email="b@shop.example", preview=True)
    assert (shop.info(customer=1), shop.info(customer=2)) == before


def test_one_who_is_known_only_publicly_is_united_with_the_other(shop):
    shop.private("customers", customers=[{"id": 1, "name": "One"}])
    shop.public("log/sale", sale=10, products=[1], email="a@shop.example")
    both = shop.info(customer=1, email="a@shop.example")
    assert both["orders"] == [10] and len(both["customers"]) == 1
    shop.forget(customer=1, email="a@shop.example")
    assert shop.info(customer=1)["customers"] == []
    assert shop.info(email="a@shop.example")["orders"] == []


def test_asking_for_both_joins_nobody(shop):
    shop.public("log/sale", sale=10, products=[1], email="a@shop.example")
    shop.public("log/sale", sale=11, products=[1], customer=1)
    shop.info(customer=1, email="a@shop.example")
    assert shop.info(customer=1)["orders"] == [11]
