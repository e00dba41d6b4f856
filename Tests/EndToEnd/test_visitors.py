"""Browsers: what they are linked to, and to whom belongs what happens on them."""

import pytest

from test_subjects import order

ANN, BEN = "ann@shop.example", "ben@shop.example"


def clicks(shop, **subject):
    """The products that a subject clicked, in no order."""
    return sorted(
        int(one["description"].split()[2]) for one in shop.info(**subject)["activity"]
        if one["type"] == "click")


def click(shop, visitor, product):
    shop.public("log/click", visitor=visitor, product=product)


def link(shop, visitor, email):
    shop.public("log/email", visitor=visitor, email=email)


@pytest.mark.parametrize("endpoint, arguments", [
    ("log/email", {}),
    ("log/sale", {"sale": 10, "products": [1]}),
    ("log/cart/add", {"products": [1]}),
    ("log/cart/remove", {"products": [1]}),
    ("log/cart/update", {"products": [1]}),
    ("log/basket/set", {"products": [1]}),
])
def test_a_call_that_names_visitor_and_email_links_them(shop, endpoint, arguments):
    click(shop, "v1", 1)
    shop.public(endpoint, visitor="v1", email=ANN, **arguments)
    click(shop, "v1", 2)
    assert clicks(shop, email=ANN) == [1, 2]


def test_an_order_links_too_and_the_email_counts_where_both_are_given(shop):
    click(shop, "v1", 1)
    shop.private("orders", orders=[order(10, customer=1, visitor="v1")])
    assert clicks(shop, customer=1) == [1]
    shop.public("log/sale", sale=11, products=[1], customer=1, email=ANN, visitor="v2")
    click(shop, "v2", 2)
    assert clicks(shop, email=ANN) == [2]
    assert clicks(shop, customer=1) == [1]


def test_a_patch_of_an_order_that_names_both_links_too(shop):
    shop.private("orders", orders=[order(10)])
    shop.patch("orders", orders=[{"id": 10, "customer": 1, "visitor": "v1"}])
    click(shop, "v1", 1)
    assert clicks(shop, customer=1) == [1]


def test_activity_belongs_to_whom_the_visitor_was_linked_when_it_arrived(shop):
    click(shop, "v1", 1)
    link(shop, "v1", ANN)
    click(shop, "v1", 2)
    link(shop, "v1", BEN)
    click(shop, "v1", 3)
    link(shop, "v1", ANN)
    click(shop, "v1", 4)
    assert clicks(shop, email=ANN) == [1, 2, 4]
    assert clicks(shop, email=BEN) == [3]


def test_a_link_of_before_follows_people_who_are_joined_later(shop):
    link(shop, "v1", ANN)
    click(shop, "v1", 1)
    shop.private("customers", customers=[{"id": 1, "email": ANN}])
    assert clicks(shop, customer=1) == [1]


def test_a_shared_visitor_is_refused_alone_and_adds_only_nobodys(shop):
    link(shop, "v1", ANN)
    click(shop, "v1", 1)
    link(shop, "v1", BEN)
    click(shop, "v1", 2)
    for endpoint in ("privacy/info", "privacy/forget"):
        shop.refused(400, "LogicalError", endpoint, visitor="v1")
    shop.refused(400, "LogicalError", "privacy/forget", visitor="v1", preview=True)
    assert clicks(shop, email=ANN, visitor="v1") == [1]
    assert clicks(shop, email="else@shop.example", visitor="v1") == []


def test_a_visitor_of_two_names_of_one_person_is_not_shared(shop):
    link(shop, "v1", ANN)
    link(shop, "v1", BEN)
    shop.private("customers", customers=[{"id": 1, "email": ANN}])
    shop.patch("customers", customers=[{"id": 1, "email": BEN}])
    click(shop, "v1", 1)
    assert clicks(shop, visitor="v1") == [1]


def test_a_visitor_of_nobody_is_a_subject_of_its_own(shop):
    click(shop, "v1", 1)
    click(shop, "v2", 2)
    shop.public("log/sale", sale=10, products=[1], visitor="v1")
    held = shop.info(visitor="v1")
    assert clicks(shop, visitor="v1") == [1] and held["orders"] == [10]
    assert [one["visitor"] for one in held["visitors"]] == ["v1"]
    shop.forget(visitor="v1")
    held = shop.info(visitor="v1")
    assert not (held["activity"] or held["orders"] or held["visitors"])
    assert clicks(shop, visitor="v2") == [2]
    [kept] = shop.get("orders", orders=[10])["orders"]
    assert "visitor" not in kept


def test_a_visitor_of_one_person_names_that_person(shop):
    link(shop, "v1", ANN)
    link(shop, "v2", ANN)
    click(shop, "v2", 2)
    assert clicks(shop, visitor="v1") == [2]
    shop.forget(visitor="v1")
    assert shop.info(email=ANN)["activity"] == []
    assert shop.info(visitor="v2")["activity"] == []


def test_a_visitor_beside_an_email_adds_what_belongs_to_nobody(shop):
    click(shop, "v1", 1)
    link(shop, "v2", ANN)
    click(shop, "v2", 2)
    assert clicks(shop, email=ANN, visitor="v1") == [1, 2]
    assert clicks(shop, email=ANN) == [2]
    shop.forget(email=ANN, visitor="v1")
    assert clicks(shop, visitor="v1") == []


def test_an_order_of_a_visitor_alone_follows_the_visitor(shop):
    shop.public("log/sale", sale=10, products=[1], visitor="v1")
    link(shop, "v1", ANN)
    shop.public("log/sale", sale=11, products=[1], visitor="v1")
    link(shop, "v1", BEN)
    shop.public("log/sale", sale=12, products=[1], visitor="v1")
    assert sorted(shop.info(email=ANN)["orders"]) == [10, 11]
    assert shop.info(email=BEN)["orders"] == [12]
    shop.forget(email=ANN)
    assert shop.info(email=BEN)["orders"] == [12]
    for id in (10, 11):
        assert "visitor" not in shop.get("orders", orders=[id])["orders"][0]


@pytest.mark.parametrize("forgotten, kept", [(ANN, BEN), (BEN, ANN)])
def test_forget_of_one_leaves_the_others_links_and_activity(shop, forgotten, kept):
    link(shop, "v1", ANN)
    click(shop, "v1", 1)
    link(shop, "v1", BEN)
    click(shop, "v1", 2)
    before = shop.call("POST", "privacy/info", {"email": kept}, True).body
    shop.forget(email=forgotten)
    assert shop.call("POST", "privacy/info", {"email": kept}, True).body == before
    assert shop.info(email=forgotten)["activity"] == []
    click(shop, "v1", 3)
    assert 3 not in clicks(shop, email=kept), "new activity belongs to nobody until the next link"
    link(shop, "v1", kept)
    click(shop, "v1", 4)
    assert 4 in clicks(shop, email=kept)
    assert 3 not in clicks(shop, email=kept), "only the first link reaches back"


def test_a_visitor_with_no_link_left_is_forgotten_and_starts_afresh(shop):
    click(shop, "v1", 1)
    link(shop, "v1", ANN)
    click(shop, "v1", 2)
    shop.forget(email=ANN)
    assert shop.info(visitor="v1")["activity"] == []
    click(shop, "v1", 3)
    assert shop.info(visitor="v1")["activity"] == []
    link(shop, "v1", BEN)
    click(shop, "v1", 4)
    assert clicks(shop, email=BEN) == [4]


def test_forget_leaves_the_orders_of_others_on_a_shared_visitor(shop):
    shop.private("orders", orders=[order(10, customer=1, visitor="v1")])
    link(shop, "v1", ANN)
    before = shop.get("orders", orders=[10])
    shop.forget(email=ANN)
    assert shop.get("orders", orders=[10]) == before
    assert shop.info(customer=1)["orders"] == [10]


def test_baskets_go_with_their_visitor(shop):
    shop.public("log/basket/set", products=[{"id": 5, "qty": 2}], visitor="v1", email=ANN)
    shop.public("log/basket/set", products=[6], visitor="v2", email=BEN, basket_id="b2")
    [basket] = shop.info(email=ANN)["baskets"]
    assert basket["visitor"] == "v1"
    assert [(one["id"], one["quantity"]) for one in basket["products"]] == [(5, 2)]
    shop.forget(email=ANN)
    assert shop.info(email=ANN)["baskets"] == []
    assert shop.info(email=BEN)["baskets"][0]["basket_id"] == "b2"


def test_baskets_follow_the_calls_of_the_cart(shop):
    def lines():
        [basket] = shop.info(visitor="v1")["baskets"]
        return sorted(one["id"] for one in basket["products"])

    shop.public("log/cart/add", products=[1, {"id": 2, "qty": 3}], visitor="v1")
    assert lines() == [1, 2]
    shop.public("log/cart/remove", products=[1], visitor="v1")
    assert lines() == [2]
    shop.public("log/basket/set", products=[8, 9], visitor="v1")
    assert lines() == [8, 9]


def test_an_auto_visitor_is_random_and_told(shop):
    made = [shop.public("log/click", product=1, visitor="auto")["visitor"] for _ in range(3)]
    assert len(set(made)) == 3 and all(len(one) == 16 and one.isalnum() for one in made)
    assert clicks(shop, visitor=made[0]) == [1]
    for endpoint in ("privacy/info", "privacy/forget"):
        shop.refused(400, "ParsingError", endpoint, visitor="auto")
