"""Import of feeds and of lines, into a served folder and into one without a server."""

import json
import time

import pytest

from client import Client, Shop
from server import Server, command, create_shop, run
from test_subjects import order

DAY = 86_400


@pytest.fixture(params=["served", "not served"])
def imported(request, session, tmp_path):
    """Imports a file and gives a shop to look at what came of it."""
    served = request.param == "served"
    data = session.data if served else tmp_path / "data"
    made = create_shop(data)
    opened = []

    def run_import(name, text):
        (tmp_path / name).write_text(text)
        command("import", tmp_path / name, "--shop", made["key"], "--data", data)
        if not opened:
            server = session.server if served else Server.on_folder(data)
            opened.extend([server, Client(server.url)])
        return Shop.of(opened[1], made)

    yield run_import
    if opened:
        opened[1].close()
        if not served:
            assert opened[0].stop() == 0


def lines(*records):
    return "".join(json.dumps(record) + "\n" for record in records)


def test_a_feed(imported):
    shop = imported("feed.json", json.dumps({
        "products": [{"id": 1, "name": "Shoes"}], "categories": [{"id": 2}], "pages": [{"id": 3}],
        "customers": [{"id": 5, "email": "a@shop.example", "name": "Ann", "age": 41.0}],
        "orders": [order(10, customer=5, status="paid"), order(11, email="a@shop.example")],
        "something else": {"is": ["skipped"]}}))
    assert sorted(shop.info(customer=5)["orders"]) == [10, 11]
    assert shop.get("customers", customers=[5])["customers"][0]["age"] == 41.0
    for kind, id in (("products", 1), ("categories", 2), ("pages", 3)):
        assert [one["id"] for one in shop.get(kind, **{kind: [id]})[kind]] == [id]


def test_lines_of_every_kind(imported):
    shop = imported("all.jsonl", lines(
        {"table": "product", "id": 1, "name": "Shoes"},
        {"table": "customer", "id": 5, "email": "a@shop.example", "name": "Ann", "phone": None},
        {"table": "order", "id": 10, "customer": 5, "time": 1000, "products": [{"id": 1}]},
        {"table": "orders", "id": 11, "email": "a@shop.example", "time": 2000,
         "body": {"status": "paid"}},
        {"table": "visitor_link", "visitor": "v1", "email": "a@shop.example", "time": 3000},
        {"table": "activity", "visitor": "v1", "type": "click", "product": 1, "time": 4000},
        {"table": "activity", "visitor": "v1", "type": "search", "description": "Searched shoes",
         "time": 5000}))
    held = shop.info(customer=5)
    assert held["orders"] == [10, 11]
    assert [(one["type"], one["time"]) for one in held["activity"]] == [
        ("search", 5000), ("click", 4000)]
    assert held["activity"][0]["description"] == "Searched shoes"
    assert held["activity"][1]["description"] == "Clicked product 1 (Shoes)"
    assert held["order_details"][1]["status"] == "paid"
    assert held["customers"] == [{"id": 5, "email": "a@shop.example", "name": "Ann"}]


def test_activity_longer_than_a_day_before_the_first_link_is_nobodys(imported):
    now = int(time.time())
    shop = imported("old.jsonl", lines(
        {"table": "activity", "type": "click", "product": 1, "visitor": "v1",
         "time": now - 3 * DAY},
        {"table": "activity", "type": "click", "product": 2, "visitor": "v1",
         "time": now - DAY // 2},
        {"table": "link", "visitor": "v1", "email": "a@shop.example", "time": now}))

    def products(**subject):
        return [one["description"].split()[2] for one in shop.info(**subject)["activity"]]

    assert products(email="a@shop.example") == ["2"]
    assert products(visitor="v1") == ["2", "1"]
    assert products(email="b@shop.example", visitor="v1") == ["1"]
    shop.forget(email="a@shop.example")
    assert products(visitor="v1") == []


@pytest.mark.parametrize("bad", [
    "{", '{"table":"customer"}', '{"id":1}', '{"table":"order","id":{},"time":1}', "[]", "\xff"])
def test_a_bad_line_stops_the_import_and_is_named(session, shop, tmp_path, bad):
    good = lines(*({"table": "customer", "id": n, "email": f"mail{n}@shop.example"}
                   for n in (1, 2, 3)))
    file = tmp_path / "bad.jsonl"
    file.write_bytes((good + bad + "\n" + good).encode("latin-1"))
    arguments = ("import", file, "--shop", shop.key, "--data", session.data)
    done = run(*arguments)
    assert done.returncode != 0 and "4" in done.stderr and "@" not in done.stderr
    done = run(*arguments, "--skip-invalid")
    assert done.returncode == 0, done
    found = shop.get("customers", customers=[1, 2, 3])["customers"]
    assert [one["id"] for one in found] == [1, 2, 3]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"customers":[{"id":1},', '{"customers":[7]}'])
def test_a_bad_feed_is_refused(session, shop, tmp_path, text):
    file = tmp_path / "bad.json"
    file.write_text(text)
    done = run("import", file, "--shop", shop.key, "--data", session.data)
    assert done.returncode == 1 and done.stderr.strip()


def test_importing_again_changes_nothing(imported):
    text = lines(
        {"table": "customer", "id": 5, "email": "a@shop.example"},
        *({"table": "order", "id": n, "customer": 5, "time": n} for n in range(300)))
    shop = imported("all.jsonl", text)
    before = shop.info(customer=5)
    shop = imported("all.jsonl", text)
    assert shop.info(customer=5) == before and before["orders"] == list(range(300))


def test_what_a_shop_does_not_collect_is_not_imported(session, shop, tmp_path):
    command("shop", "configure", "--shop", shop.key, "--data", session.data,
            "--collect", "customers,orders")
    file = tmp_path / "all.jsonl"
    file.write_text(lines(
        {"table": "customer", "id": 5, "email": "a@shop.example"},
        {"table": "activity", "visitor": "v1", "type": "click", "product": 1, "time": 4000}))
    done = json.loads(command(
        "import", file, "--shop", shop.key, "--data", session.data, "--json"))
    assert set(done["ignored"]) == {"history", "email"}
    assert shop.info(customer=5)["emails"] == []
    assert shop.info(visitor="v1")["activity"] == []


def test_an_object_in_place_of_a_feeds_list_is_refused(tmp_path):
    """PHP writes an array with holes as an object: a sync would drop everything unnoticed."""
    data = tmp_path / "data"
    keys = create_shop(data)
    feed = tmp_path / "feed.json"
    feed.write_text('{"products":null,"other":{"1":2},"customers":{"0":{"id":5},"2":{"id":6}}}')
    result = run("import", str(feed), "--shop", keys["key"], "--data", str(data))
    assert result.returncode == 1
    assert "a list" in result.stderr


def test_auto_is_no_visitor_in_a_file_nor_for_a_command(tmp_path):
    data = tmp_path / "data"
    keys = create_shop(data)
    feed = tmp_path / "feed.json"
    feed.write_text(json.dumps({"orders": [
        {"id": 1, "products": [1], "time": 5, "visitor": "auto"},
        {"id": 2, "products": [1], "time": 6, "visitor": "auto", "email": "ann@shop.example"}]}))
    shop = ("--shop", keys["key"], "--data", str(data))
    assert run("import", str(feed), *shop).returncode == 0
    info = run("info", "--email", "ann@shop.example", "--json", *shop)
    assert json.loads(info.stdout)["orders"] == [2]
    assert run("info", "--visitor", "auto", *shop).returncode == 64
