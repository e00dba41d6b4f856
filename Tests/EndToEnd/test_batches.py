"""A batch is applied whole or not at all; resources are changed, read and deleted."""

import pytest

from endpoints import assert_envelope
from test_subjects import order


def batch(kind, number):
    """A good object of the kind."""
    return order(number, customer=number) if kind == "orders" else {"id": number, "name": "n"}


@pytest.mark.parametrize("kind", ["customers", "orders", "products", "categories", "pages"])
@pytest.mark.parametrize("bad", [{}, {"id": None}, {"id": {}}, {"id": 1.5}, 7, None, []], ids=str)
def test_a_bad_object_at_the_end_leaves_nothing_of_the_batch(shop, kind, bad):
    if isinstance(bad, dict):
        bad = {"products": [1], "time": 1, **bad}
    objects = [batch(kind, number) for number in range(1, 20)]
    shop.refused(400, "ParsingError", kind, **{kind: [*objects, bad]})
    assert shop.get(kind, **{kind: [one["id"] for one in objects]})[kind] == []
    shop.private(kind, **{kind: objects})
    shop.refused(400, "ParsingError", kind, method="PATCH", **{
        kind: [{"id": 1, "name": "changed"}, bad]})
    assert shop.get(kind, **{kind: [1]})[kind][0].get("name") == objects[0].get("name")


def test_a_patch_of_an_unknown_order_leaves_nothing_of_the_batch(shop):
    shop.private("orders", orders=[order(1, status="new")])
    shop.refused(400, "LogicalError", "orders", method="PATCH", orders=[
        {"id": 1, "status": "sent"}, {"id": 2, "status": "sent"}])
    assert shop.get("orders", orders=[1])["orders"][0]["status"] == "new"


@pytest.mark.parametrize("missing", ["id", "products", "time"])
def test_an_order_needs_id_products_and_time(shop, missing):
    bad = order(2)
    del bad[missing]
    shop.refused(400, "ParsingError", "orders", orders=[order(1), bad])
    assert shop.get("orders", orders=[1, 2])["orders"] == []


def test_the_message_names_where_the_fault_is(shop):
    envelope = shop.refused(400, "ParsingError", "customers", customers=[
        {"id": 1}, {"id": 2}, {"id": 3}, {"id": [], "name": "x"}])
    assert "3" in envelope["message"] and "id" in envelope["message"]


@pytest.mark.parametrize("kind", ["products", "categories", "pages"])
def test_items_are_kept_as_they_come(shop, kind):
    item = {"id": "x", "name": "n", "list": [1, 2.50, {"a": None}], "nothing": None}
    shop.private(kind, **{kind: [item]})
    assert shop.get(kind, **{kind: ["x"]})[kind] == [item]
    shop.patch(kind, **{kind: [{"id": "x", "name": "m", "more": True}]})
    assert shop.get(kind, **{kind: ["x"]})[kind] == [{**item, "name": "m", "more": True}]
    shop.private(kind, **{kind: [{"id": "x"}]})
    assert shop.get(kind, **{kind: ["x"]})[kind] == [{"id": "x"}]
    shop.delete(kind, **{kind: ["x", "unknown"]})
    assert shop.get(kind, **{kind: ["x"]})[kind] == []


def test_kinds_of_items_are_apart(shop):
    for kind in ("products", "categories", "pages"):
        shop.private(kind, **{kind: [{"id": 1, "name": kind}]})
    shop.delete("categories", categories=[1])
    assert shop.get("products", products=[1])["products"] == [{"id": 1, "name": "products"}]
    assert shop.get("pages", pages=[1])["pages"] == [{"id": 1, "name": "pages"}]


def test_customers_are_changed_read_and_deleted(shop):
    shop.private("customers", customers=[
        {"id": 1, "email": "A@shop.example", "name": "Ann", "tags": ["a"]},
        {"email": "b@shop.example", "name": "Ben"}])
    shop.patch("customers", customers=[{"id": 1, "name": "Anna"},
                                       {"email": "B@shop.example", "age": 7}])
    assert shop.get("customers", customers=["b@shop.example", 1])["customers"] == [
        {"email": "B@shop.example", "name": "Ben", "age": 7},
        {"id": 1, "email": "A@shop.example", "name": "Anna", "tags": ["a"]}]
    assert shop.get("customers", customers=["a@SHOP.example"])["customers"][0]["id"] == 1
    shop.private("customers", customers=[{"id": 1, "email": "A@shop.example"}])
    assert shop.get("customers", customers=[1])["customers"] == [
        {"id": 1, "email": "A@shop.example"}]
    shop.delete("customers", customers=[1, "B@shop.example", 99])
    assert shop.get("customers", customers=[1, "b@shop.example"])["customers"] == []


@pytest.mark.parametrize("nobody", [{}, {"id": 0}, {"email": ""}, {"id": "null", "email": "false"}],
                         ids=str)
def test_a_customer_needs_an_id_or_an_email(shop, nobody):
    shop.refused(400, "ParsingError", "customers", customers=[{"name": "x", **nobody}])


def test_orders_are_changed_read_and_deleted(shop):
    shop.private("orders", orders=[order(1, customer=5, email="a@shop.example", status="new")])
    shop.patch("orders", orders=[{"id": 1, "status": "sent", "products": ["a"]}])
    assert shop.get("orders", orders=[1])["orders"] == [
        {"id": 1, "products": ["a"], "time": order(1)["time"], "customer": 5,
         "email": "a@shop.example", "status": "sent"}]
    shop.delete("orders", orders=[1, 2])
    assert shop.get("orders", orders=[1])["orders"] == []


def test_parcels_are_made_changed_read_and_deleted(shop):
    shop.private("orders", orders=[order(1, customer=5), order(2, customer=6)])
    sent = {"tracking_code": "T1", "tracking_link": "https://t.example/1", "status": "sent"}
    first = shop.private("orders/parcels", order_id=1, **sent)["parcel_id"]
    second = shop.private("orders/parcels", order_id=1, **sent)["parcel_id"]
    assert first != second
    shop.patch("orders/parcels", order_id=1, parcel_id=second, status="there")
    found = shop.get("orders/parcels", order_id=1)["parcels"]
    assert [(one["parcel_id"], one["status"], one["order_id"]) for one in found] == [
        (first, "sent", 1), (second, "there", 1)]
    assert shop.get("orders/parcels", order_id=1, parcel_id=first)["parcels"] == [
        {"parcel_id": first, "order_id": 1, **sent}]
    assert shop.get("orders/parcels", order_id=2)["parcels"] == []
    [details] = shop.info(customer=5)["order_details"]
    assert len(details["parcels"]) == 2
    shop.delete("orders/parcels", parcel_id=first)
    [left] = shop.get("orders/parcels", order_id=1)["parcels"]
    assert left["parcel_id"] == second


def test_a_parcel_of_an_unknown_order_is_refused(shop):
    shop.refused(400, "LogicalError", "orders/parcels", order_id=404, tracking_code="T",
                 tracking_link="https://t.example/", status="sent")
    shop.refused(400, "LogicalError", "log/returned", product=1, order=404, quantity=1)


def test_a_parcel_is_reached_only_through_its_own_order(shop):
    shop.private("orders", orders=[order(1), order(2)])
    parcel = shop.private("orders/parcels", order_id=1, tracking_code="T",
                          tracking_link="https://t.example/", status="sent")["parcel_id"]
    answer = shop.call(
        "PATCH", "orders/parcels", {"order_id": 2, "parcel_id": parcel, "status": "x"}, True)
    assert_envelope(answer, 400, "LogicalError")
    assert shop.get("orders/parcels", order_id=1)["parcels"][0]["status"] == "sent"
    assert shop.get("orders/parcels", order_id=2, parcel_id=parcel)["parcels"] == []


def test_subscriptions_come_and_go(shop):
    def lists():
        held = shop.info(email="a@shop.example")["subscriptions"]
        return sorted(str(one.get("list_id")) for one in held)

    shop.public("subscriber/subscribe", email="a@shop.example", list_id=1)
    shop.public("subscriber/subscribe", email="A@shop.example", list_id=2)
    shop.public("subscriber/subscribe", email="a@shop.example")
    shop.public("subscriber/subscribe", email="a@shop.example")
    assert lists() == ["1", "2", "None"]
    shop.public("subscriber/unsubscribe", email="a@shop.example", list_id=1)
    assert lists() == ["2", "None"]
    shop.public("subscriber/unsubscribe", email="a@shop.example")
    assert lists() == []
