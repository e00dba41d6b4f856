"""What `info` shows in which order, what `forget` erases, and what it leaves alone."""

import time

import pytest

from test_subjects import LONG_AGO, order

SUBJECTS = [
    {"customer": 1}, {"email": "a@shop.example"}, {"email": "a2@shop.example"}, {"visitor": "v1"}]
OTHERS = [{"customer": 2}, {"email": "b@shop.example"}, {"visitor": "v2"},
          {"email": "c@shop.example"}, {"visitor": "v3"}]


def fill(shop):
    """Three people and a browser of nobody; the first person has everything that can be held."""
    shop.private("customers", customers=[
        {"id": 1, "email": "a@shop.example", "name": "Ann"},
        {"id": 2, "email": "b@shop.example", "name": "Ben"}])
    shop.patch("customers", customers=[{"id": 1, "email": "a2@shop.example"}])
    for visitor, email in (("v1", "a@shop.example"), ("v2", "b@shop.example")):
        shop.public("log/click", product=7, visitor=visitor)
        shop.public("log/email", email=email, visitor=visitor)
        shop.public("log/category", category="Shoes", visitor=visitor)
        shop.public("log/cart/add", products=[7], visitor=visitor)
        shop.public("subscriber/subscribe", email=email)
        shop.public("subscriber/subscribe", email=email, list_id="news")
    shop.private("orders", orders=[
        order(10, customer=1, visitor="v1", status="paid"), order(20, customer=2, visitor="v2")])
    for id in (10, 20):
        shop.private("orders/parcels", order_id=id, tracking_code=f"T{id}",
                     tracking_link="https://track.example/", status="sent")
        shop.private("log/returned", product=1, order=id, quantity=1)
    shop.public("log/sale", sale=30, products=[1], email="c@shop.example")
    shop.public("log/click", product=9, visitor="v3")


def test_info_shows_everything_that_is_held(shop):
    fill(shop)
    held = shop.info(email="a@shop.example")
    assert held["orders"] == [10]
    assert {one["type"] for one in held["activity"]} == {"click", "category", "cart"}
    assert {one["visitor"] for one in held["activity"]} == {"v1"}
    assert held["customers"] == [{"id": 1, "email": "a2@shop.example", "name": "Ann"}]
    assert sorted(held["emails"]) == ["a2@shop.example", "a@shop.example"]
    assert [one["visitor"] for one in held["visitors"]] == ["v1"]
    assert isinstance(held["visitors"][0]["since"], int)
    assert {one.get("list_id") for one in held["subscriptions"]} == {None, "news"}
    assert {one["email"] for one in held["subscriptions"]} == {"a@shop.example"}
    [basket] = held["baskets"]
    assert basket["visitor"] == "v1" and [one["id"] for one in basket["products"]] == [7]
    [details] = held["order_details"]
    assert details["status"] == "paid" and len(details["parcels"]) == 1
    assert len(details["returns"]) == 1
    assert held["suppression"] is None


def test_every_name_of_a_person_gives_the_same_answer(shop):
    fill(shop)
    answers = [shop.info(**subject) for subject in SUBJECTS]
    assert all(answer == answers[0] for answer in answers)


def test_orders_stand_in_time_order(shop):
    shop.private("orders", orders=[
        order(3, LONG_AGO + 30, customer=1), order("A-1", LONG_AGO + 10, customer=1),
        order(2, LONG_AGO + 20, customer=1)])
    held = shop.info(customer=1)
    assert held["orders"] == ["A-1", 2, 3]
    assert [one["id"] for one in held["order_details"]] == ["A-1", 2, 3]


def test_activity_stands_newest_first(shop):
    shop.public("log/email", email="a@shop.example", visitor="v1")
    for product in range(20):
        shop.public("log/click", product=product, visitor="v1")
    activity = shop.info(visitor="v1")["activity"]
    assert [one["description"] for one in activity] == [
        f"Clicked product {product}" for product in reversed(range(20))]
    times = [one["time"] for one in activity]
    assert times == sorted(times, reverse=True)


def test_a_name_makes_descriptions_readable(shop):
    shop.public("log/click", product=12, visitor="v1")
    shop.private("products", products=[{"id": 12, "name": "Red shoes"}])
    [one] = shop.info(visitor="v1")["activity"]
    assert one["description"] == "Clicked product 12 (Red shoes)"
    assert one["type"] == "click" and one["visitor"] == "v1"


@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_forget_leaves_nothing_of_the_subject_and_everything_of_others(shop, subject):
    fill(shop)
    before = [shop.call("POST", "privacy/info", other, True).body for other in OTHERS]
    kept = shop.get("orders", orders=[20, 30])
    assert shop.forget(**subject)["status"] == "ok"
    for name in SUBJECTS:
        held = shop.info(**name)
        assert not any(held[kind] for kind in held.keys() - {"status", "suppression"}), held
    assert [shop.call("POST", "privacy/info", other, True).body for other in OTHERS] == before
    assert shop.get("orders", orders=[20, 30]) == kept
    assert shop.get("customers", customers=[1, "a@shop.example"])["customers"] == []


def test_a_forgotten_order_keeps_what_is_not_personal(shop):
    fill(shop)
    shop.forget(customer=1)
    [kept] = shop.get("orders", orders=[10])["orders"]
    assert kept.keys() == {"id", "products", "time", "returns"}
    assert kept["products"] == [{"id": 1, "quantity": 1, "price": 9.5}]
    assert kept["time"] == LONG_AGO
    assert shop.get("orders/parcels", order_id=10)["parcels"] == []


def test_forget_twice_and_of_a_stranger_is_ok(shop):
    fill(shop)
    for subject in [*SUBJECTS, {"email": "stranger@shop.example"}, {"visitor": "nobody"},
                    {"customer": 404, "email": "s@shop.example", "visitor": "no"}]:
        for _ in range(2):
            assert shop.forget(**subject)["status"] == "ok"


@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_the_preview_erases_nothing_and_counts_what_is_erased(shop, subject):
    fill(shop)
    before = shop.info(**subject)
    preview = shop.preview(**subject)
    assert shop.info(**subject) == before
    erase = preview["erase"]
    for kind in ("customers", "visitors", "activity", "baskets", "subscriptions"):
        assert erase[kind] == len(before[kind]), kind
    assert preview["keep"] == {"orders": len(before["orders"])}
    shop.forget(**subject)
    after = shop.preview(**subject)
    assert not any([*after["erase"].values(), *after["keep"].values()])


def test_the_preview_of_a_stranger_is_all_zero(shop):
    preview = shop.preview(email="stranger@shop.example")
    assert not any([*preview["erase"].values(), *preview["keep"].values()])


def test_a_person_who_comes_back_starts_afresh(shop):
    fill(shop)
    shop.forget(customer=1)
    shop.private("customers", customers=[
        {"id": 1, "email": "a@shop.example", "created": int(time.time()) + 60}])
    held = shop.info(customer=1)
    assert held["orders"] == [] and held["activity"] == []
    assert held["emails"] == ["a@shop.example"]
