"""The reference model against the rules, by hand: a wrong model would prove nothing."""

import pytest

from model import Model, Refused


def played(*steps) -> Model:
    """A model after some calls: `(endpoint, private, arguments)`."""
    model = Model()
    for endpoint, private, arguments in steps:
        model.call(endpoint, private, arguments)
    return model


def sale(sale, private=False, **names):
    return "log/sale", private, {"sale": sale, **names}


def customer(id, email=None):
    return "customers/post", True, {"id": id, "email": email}


def click(visitor, product):
    return "log/click", False, {"visitor": visitor, "product": product}


def link(visitor, email):
    return "log/email", False, {"visitor": visitor, "email": email}


def test_a_public_order_belongs_to_both_and_joins_nobody():
    model = played(sale("o", customer="c", email="e"), customer("c", "other"))
    assert model.info(email="e").orders == model.info(customer="c").orders == {"o"}
    assert model.info(email="e").customers == set()
    model.forget(email="e")
    assert model.info(customer="c").orders == set()
    assert model.info(customer="c").customers == {"c"}


def test_private_calls_join_transitively():
    model = played(customer("a", "e"), customer("b", "e"), customer("b", "f"))
    assert model.info(email="f").customers == {"a", "b"}
    assert model.info(customer="a").emails == {"e", "f"}


def test_two_people_known_privately_are_refused_and_else_united():
    model = played(customer("a", "e"), customer("b", "f"), sale("o", email="g"))
    with pytest.raises(Refused):
        model.info(customer="a", email="f")
    assert model.info(customer="a", email="g").orders == {"o"}
    assert model.info(customer="a", email="g").customers == {"a"}


def test_a_shared_visitor_is_split_by_its_links():
    model = played(click("v", 1), link("v", "e"), click("v", 2), link("v", "f"), click("v", 3))
    assert {one[2] for one in model.info(email="e").activity} == {1, 2}
    assert {one[2] for one in model.info(email="f").activity} == {3}
    with pytest.raises(Refused):
        model.info(visitor="v")
    model.forget(email="e")
    model.call(*click("v", 4))
    assert {one[2] for one in model.info(email="f").activity} == {3}
    assert {one[2] for one in model.info(visitor="v").activity} == {3, 4}
    model.call(*link("v", "f"))
    assert {one[2] for one in model.info(email="f").activity} == {3}


def test_a_visitor_without_a_link_is_forgotten_and_starts_afresh():
    model = played(click("v", 1), link("v", "e"))
    model.forget(email="e")
    assert not model.info(visitor="v").activity
    model.call(*click("v", 2))
    model.call(*link("v", "f"))
    model.call(*click("v", 3))
    assert {one[2] for one in model.info(email="f").activity} == {3}


def test_an_anonymous_order_stays_so():
    model = played(sale("o", email="e"))
    model.forget(email="e")
    model.call("orders/delete", True, {"id": "o"})
    model.call("orders/post", True, {"id": "o", "email": "e", "customer": "c"})
    assert model.info(email="e").orders == model.info(customer="c").orders == set()


def test_a_private_call_replaces_who_it_names_and_keeps_the_visitor():
    model = played(
        sale("o", visitor="v", email="e"), ("orders/post", True, {"id": "o", "email": "f"}))
    assert model.info(email="e").orders == set()
    assert model.info(email="f").orders == {"o"}
    assert model.orders["o"].visitor == "v"


def test_an_order_of_a_visitor_alone_follows_the_visitor():
    model = played(sale("o", visitor="v"), link("v", "e"))
    assert model.info(email="e").orders == {"o"}
    model.call("orders/post", True, {"id": "o", "customer": "c"})
    assert model.info(email="e").orders == set()


def test_what_is_forgotten_stays_out_until_it_registers_anew():
    model = played(customer("a", "e"), link("v", "e"))
    model.forget(customer="a")
    assert all(model.info(**name).is_suppressed for name in (
        {"email": "e"}, {"customer": "a"}, {"visitor": "v"}))
    assert model.call(*customer("a", "f")) == ["a"]
    assert model.info(customer="a").customers == model.info(email="f").emails == set()
    assert model.call(*customer("b", "e")) == []
    assert model.info(email="e").customers == {"b"}
    assert not model.info(email="e").is_suppressed and model.info(customer="a").is_suppressed
    model.call("customers/post", True, {"id": "a", "later": True})
    assert not model.info(customer="a").is_suppressed


def test_an_old_order_of_the_forgotten_comes_in_anonymously_and_a_later_one_does_not():
    model = played(customer("a", "e"))
    model.forget(customer="a")
    for id, later in (("o", False), ("p", True)):
        model.call("orders/post", True, {"id": id, "email": "e", "later": later})
    assert model.orders["o"].anonymous
    assert model.info(email="e").orders == {"p"}


def test_a_shared_visitor_is_not_suppressed_with_one_of_its_people():
    model = played(link("v", "e"), link("v", "f"))
    model.forget(email="e")
    assert not model.info(email="f", visitor="v").is_suppressed
    model.call(*click("v", 1))
    assert {one[2] for one in model.info(visitor="v").activity} == {1}


def test_a_name_without_anything_held_is_not_kept():
    model = played(customer("c", "e"), ("customers/delete", True, {"id": "c"}), customer("c", "f"))
    assert model.info(customer="c").emails == {"f"}
    assert model.info(email="e").customers == set()
