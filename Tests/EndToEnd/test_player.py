"""A shop of about sixty people, played for three days: `info` must agree with every diary."""

from collections import Counter

from diary import Browser, Person, differences
from player import play, summary


def test_a_played_shop_holds_what_its_people_did(session):
    pairs = []
    for name in ("German", "English"):
        made = session.create_shop(name)
        pairs.append((made["key"], made["private_key"]))
    wrong, seconds = play(session.server.url, pairs, people=64, shops=2, workers=4)
    assert not wrong, "\n".join(wrong[:10])
    assert len(seconds["POST privacy/forget"]) > 3, "the script must have forgotten some"
    assert len(seconds["POST log/sale"]) > 20
    assert "a second" in summary(seconds, 1)


# The diary itself

ANSWER = {"orders": [], "activity": [], "customers": [], "emails": ["a@x.example"], "visitors": []}


def person(**more):
    return Person("Ann", "a@x.example", emails={"a@x.example"}, **more)


def test_a_diary_that_agrees_has_no_differences():
    assert differences(person(), lambda **_: ANSWER) == []


def test_a_diary_sees_what_is_missing_and_what_is_too_much():
    one = person(orders={7: {}})
    assert "orders" in differences(one, lambda **_: ANSWER)[0]
    extra = [{"visitor": "v", "type": "click", "description": "Clicked product 1", "time": 1}]
    assert "activity" in differences(person(), lambda **_: {**ANSWER, "activity": extra})[0]


def test_a_shared_browser_remembers_whose_each_event_is():
    ann, ben, browser = person(), person(), Browser("v")
    browser.did("click", 1)
    browser.named(ann)
    browser.named(ben)
    browser.did("click", 2)
    assert ann.expected()["activity"] == Counter({("v", "click", "1"): 1})
    ann.forget()
    browser.did("click", 3)
    assert ben.expected()["activity"] == Counter({("v", "click", "2"): 1})
    assert ann.expected()["activity"] == Counter()


def test_a_forgotten_browser_counts_again_once_it_names_somebody():
    ann, ben, browser = person(), person(), Browser("v")
    browser.named(ann)
    ann.forget()
    browser.did("click", 1)
    browser.named(ben)
    browser.did("click", 2)
    assert ben.expected()["activity"] == Counter({("v", "click", "2"): 1})
