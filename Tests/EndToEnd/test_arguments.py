"""How arguments are read: ids, e-mails, numbers, lists, bodies of any kind."""

import json

import pytest

from client import query_string
from endpoints import ENDPOINTS, assert_envelope
from test_subjects import LONG_AGO, order


# Ids

def test_an_id_comes_back_in_the_json_type_in_which_it_first_came(shop):
    shop.private("products", products=[{"id": 123, "n": 1}, {"id": "456", "n": 1}])
    shop.private("products", products=[{"id": "123", "n": 2}, {"id": 456, "n": 2}])
    found = shop.get("products", products=["123", 456])["products"]
    assert found == [{"id": 123, "n": 2}, {"id": "456", "n": 2}]


@pytest.mark.parametrize("first, second", [(123, "123"), ("123", 123), (-5, "-5"), ("007", "007")])
def test_number_and_text_name_the_same_customer(shop, first, second):
    shop.private("customers", customers=[{"id": first, "name": "Ann"}])
    shop.private("orders", orders=[order(10, customer=second)])
    held = shop.info(customer=second)
    assert held["customers"] == [{"id": first, "name": "Ann"}] and held["orders"] == [10]
    assert type(held["customers"][0]["id"]) is type(first)


@pytest.mark.parametrize("text, expected", [
    ("0", 0), ("7", 7), ("-7", -7), ("123456789012345", 123456789012345),
    ("1234567890123456", "1234567890123456"), ("-0", "-0"), ("007", "007"), ("+7", " 7"),
    ("%2B7", "+7"), ("1.0", "1.0"), ("1e3", "1e3"), ("A-1", "A-1"), ("-", "-"),
])
def test_what_is_written_like_an_integer_in_a_query_is_one(shop, text, expected):
    answer = shop.client.send(
        "GET", f"/v2/log/sale?key={shop.key}&sale={text}&products=[1]&email=a@shop.example")
    assert answer.status == 200, answer
    [found] = shop.info(email="a@shop.example")["orders"]
    assert found == expected and type(found) is type(expected)


def test_a_form_reads_ids_like_a_query(shop):
    answer = shop.client.send(
        "POST", "/v2/log/sale", form=f"key={shop.key}&sale=12&products=[1]&email=a@shop.example")
    assert answer.status == 200
    assert shop.info(email="a@shop.example")["orders"] == [12]


@pytest.mark.parametrize("number", ["1.0", "1e3", "1.5", "-1E2", "1e-3"])
def test_an_id_with_a_fraction_or_an_exponent_is_refused(shop, number):
    for body in (f'{{"key":"{shop.key}","product":{number},"visitor":"v1"}}',
                 f'{{"key":"{shop.key}","sale":1,"products":[{number}]}}'):
        path = "/v2/log/sale" if "sale" in body else "/v2/log/click"
        answer = shop.client.send(
            "POST", path, body=body, headers={"Content-Type": "application/json"})
        assert_envelope(answer, 400, "ParsingError")


def test_a_visitor_id_is_always_text(shop):
    shop.public("log/click", product=1, visitor="123")
    [one] = shop.info(visitor="123")["activity"]
    assert one["visitor"] == "123"
    answer = shop.client.send("GET", f"/v2/log/click?key={shop.key}&product=2&visitor=123")
    assert answer.status == 200
    assert {one["visitor"] for one in shop.info(visitor="123")["activity"]} == {"123"}


# E-mails and numbers

@pytest.mark.parametrize("given", [
    "John.Doe+x@Shop.example", " john.doe+x@shop.example ", "\tJOHN.DOE+X@SHOP.EXAMPLE\n"])
def test_an_email_is_compared_without_case_and_surrounding_space(shop, given):
    shop.private("orders", orders=[order(10, email="john.doe+x@shop.example")])
    assert shop.info(email=given)["orders"] == [10]


def test_a_customer_comes_back_as_the_shop_wrote_it(shop):
    shop.public("log/email", email="ANN@SHOP.EXAMPLE", visitor="v1")
    shop.private("customers", customers=[{"id": 1, "email": "Ann@shop.example"}])
    shop.public("log/email", email="ann@SHOP.example", visitor="v1")
    [kept] = shop.get("customers", customers=[1])["customers"]
    assert kept == {"id": 1, "email": "Ann@shop.example"}


@pytest.mark.parametrize("other", ["johndoe+x@shop.example", "john.doe@shop.example",
                                   "jöhn.doe+x@shop.example", "JÖHN.DOE+X@SHOP.EXAMPLE"])
def test_nothing_else_of_an_email_is_folded(shop, other):
    shop.private("orders", orders=[order(10, email="john.doe+x@shop.example")])
    shop.private("orders", orders=[order(11, email="jöhn.doe+x@shop.example")])
    assert 10 not in shop.info(email=other)["orders"]


def test_letters_beyond_ascii_are_not_folded(shop):
    shop.private("orders", orders=[order(11, email="jöhn@shop.example")])
    assert shop.info(email="JÖHN@shop.example")["orders"] == []
    assert shop.info(email="JöHN@shop.example")["orders"] == [11]


@pytest.mark.parametrize("written", ["john+tag@shop.example", "john%2Btag@shop.example",
                                     "john%20tag@shop.example"])
def test_a_plus_in_a_query_or_form_is_meant_as_one(shop, written):
    shop.private("orders", orders=[order(10, email="john+tag@shop.example")])
    keys = f"key={shop.key}&private_key={shop.private_key}"
    for answer in (shop.client.send("GET", f"/v2/privacy/info?{keys}&email={written}"),
                   shop.client.send("POST", "/v2/privacy/info", form=f"{keys}&email={written}")):
        assert answer.json["orders"] == [10]


@pytest.mark.parametrize("time", [LONG_AGO, str(LONG_AGO), LONG_AGO + 0.0, f"{LONG_AGO}.0"])
def test_a_time_may_be_a_number_or_its_text(shop, time):
    shop.private("orders", orders=[order(10, time=time, customer=1)])
    assert shop.get("orders", orders=[10])["orders"][0]["time"] == LONG_AGO


@pytest.mark.parametrize("quantity", [2, "2", 1.5, "1.5"])
def test_a_quantity_may_be_a_number_or_its_text(shop, quantity):
    shop.private("orders", orders=[order(10, customer=1)])
    shop.private("log/returned", product=1, order=10, quantity=quantity)
    [kept] = shop.get("orders", orders=[10])["orders"]
    assert [float(one["quantity"]) for one in kept["returns"]] == [float(quantity)]


@pytest.mark.parametrize("time", ["soon", "", None, True, [], {}, -1, "1e400"])
def test_a_time_of_another_kind_is_refused(shop, time):
    shop.refused(400, "ParsingError", "orders", orders=[order(10, time=time)])
    assert shop.get("orders", orders=[10])["orders"] == []


def test_products_come_back_as_they_were_sent(shop):
    text = '[{"id":1,"price":14.0,"quantity":2},{"quantity":1.50,"id":"x","a":[1e2]},3,"4"]'
    body = (f'{{"key":"{shop.key}","private_key":"{shop.private_key}",'
            f'"orders":[{{"id":10,"time":5,"products":{text}}}]}}')
    assert shop.client.send("POST", "/v2/orders", body=body).status == 200
    answer = shop.call("GET", "orders", {"orders": [10]}, private=True)
    assert text.encode() in answer.body


# Lists

@pytest.mark.parametrize("written", ["[1,2]", "%5B1%2C2%5D", '["1","2"]', "[ 1 , 2 ]"])
def test_a_list_in_a_query_is_json(shop, written):
    shop.private("products", products=[{"id": 1}, {"id": 2}])
    answer = shop.client.send("GET", "/v2/products?" + query_string(
        {"key": shop.key, "private_key": shop.private_key}) + "&products=" + written.replace(
            '"', "%22").replace(" ", "%20"))
    assert answer.json["products"] == [{"id": 1}, {"id": 2}]


def test_a_bare_string_is_a_list_of_one(shop):
    shop.private("customers", customers=[{"id": 1, "email": "a@shop.example"}])
    for name in ("a@shop.example", 1):
        found = shop.get("customers", customers=name)["customers"]
        assert found == [{"id": 1, "email": "a@shop.example"}]
    shop.private("products", products=[{"id": "x"}])
    assert shop.get("products", products="x")["products"] == [{"id": "x"}]


def test_get_answers_with_those_that_exist_in_the_order_asked(shop):
    shop.private("products", products=[{"id": number} for number in range(5)])
    found = shop.get("products", products=[4, 99, 0, "2"])["products"]
    assert [one["id"] for one in found] == [4, 0, 2]


# Where arguments stand

def test_json_is_read_without_a_content_type_and_as_plain_text(shop):
    shop.private("orders", orders=[order(10, email="a@shop.example")])
    body = json.dumps({"key": shop.key, "private_key": shop.private_key, "email": "a@shop.example"})
    for kind in (None, "text/plain", "text/plain;charset=UTF-8", "application/json; charset=utf-8",
                 "application/x-www-form-urlencoded"):
        headers = {"Content-Type": kind} if kind else {}
        answer = shop.client.send("POST", "/v2/privacy/info", body=body, headers=headers)
        assert answer.json.get("orders") == [10], (kind, answer)


def test_query_parameters_count_beside_a_body(shop):
    shop.private("orders", orders=[order(10, email="a@shop.example")])
    keys = query_string({"key": shop.key, "private_key": shop.private_key})
    answer = shop.client.post(f"/v2/privacy/info?{keys}", {"email": "a@shop.example"})
    assert answer.json["orders"] == [10]


@pytest.mark.parametrize("first, second", [("v1", "v2"), ("1", "01"), ("a", "A")])
def test_an_argument_twice_with_different_values_is_refused(shop, first, second):
    base = f"/v2/log/click?key={shop.key}&product=1"
    both = shop.client.send("GET", f"{base}&visitor={first}&visitor={second}")
    assert_envelope(both, 400, "ParsingError")
    mixed = shop.client.post(f"{base}&visitor={first}", {"visitor": second})
    assert_envelope(mixed, 400, "ParsingError")
    form = shop.client.send("POST", base, form=f"visitor={first}&visitor={second}")
    assert_envelope(form, 400, "ParsingError")
    body = f'{{"visitor":"{first}","visitor":"{second}"}}'
    twice = shop.client.send("POST", base, body=body, headers={"Content-Type": "application/json"})
    assert_envelope(twice, 400, "ParsingError")


def test_an_argument_twice_with_one_value_is_fine(shop):
    base = f"/v2/log/click?key={shop.key}&product=1"
    assert shop.client.send("GET", f"{base}&visitor=v1&visitor=v1").status == 200
    assert shop.client.post(f"{base}&visitor=v1", {"visitor": "v1"}).status == 200
    assert shop.client.post(base, {"product": 1, "visitor": "v1"}).status == 200


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=str)
def test_unknown_arguments_are_ignored_and_required_ones_are_required(shop, endpoint):
    shop.private("orders", orders=[order(10)])
    if endpoint.path == "orders/parcels" and endpoint.methods != ("POST",):
        made = shop.private("orders/parcels", order_id=10, tracking_code="T",
                            tracking_link="https://t.example/", status="sent")["parcel_id"]
        changed = {"parcel_id": made} if "parcel_id" in endpoint.arguments else {}
    elif endpoint.path == "privacy/receipt":
        changed = {"id": shop.forget(customer=1)["receipt"]}
    else:
        changed = {}
    arguments = {**endpoint.arguments, **changed}
    for name in endpoint.required:
        missing = {key: value for key, value in arguments.items() if key != name}
        for method in endpoint.methods:
            assert_envelope(
                shop.call(method, endpoint.path, missing, endpoint.private), 400, "ParsingError")
    if endpoint.path not in ("customers", "orders"):
        shop.private("customers", customers=[{"id": 1, "email": "a@shop.example"}])
    answer = shop.call(
        endpoint.methods[0], endpoint.path, {**arguments, "unheard_of": [1]}, endpoint.private)
    assert answer.status == 200, answer


def test_what_is_empty_beside_what_is_given_counts_as_not_given(shop):
    shop.private("customers", customers=[{"id": 1, "email": "ann@shop.example"}])
    keys = {"key": shop.key, "private_key": shop.private_key}
    for query, body in [({**keys, "email": ""}, {"email": "ann@shop.example"}),
                        ({**keys, "email": "ann@shop.example"}, {"email": None})]:
        path = f"/v2/privacy/info?{query_string(query)}"
        answer = shop.client.send("POST", path, json_body=body)
        assert answer.status == 200, answer.body
        assert len(answer.json["customers"]) == 1
    answer = shop.client.get(
        "/v2/privacy/info", {"key": shop.key, "private_key": "", "email": "ann@shop.example"},
        headers={"Authorization": f"Bearer {shop.private_key}"})
    assert answer.status == 200


@pytest.mark.parametrize("word", ["null", "undefined", "false", None, False])
def test_words_for_nothing_are_no_ids(shop, word):
    shop.public("log/basket/set", products=[1], visitor="v1", basket_id=word)
    shop.public("subscriber/subscribe", email="ann@shop.example", list_id=word)
    assert shop.info(visitor="v1")["baskets"][0]["basket_id"] is None
    assert shop.info(email="ann@shop.example")["subscriptions"][0]["list_id"] is None
    answer = shop.call("POST", "log/sale", {"sale": word, "products": [1]}, False)
    assert (answer.status, answer.json["type"]) == (400, "ParsingError")
