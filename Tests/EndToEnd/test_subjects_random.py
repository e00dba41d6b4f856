"""Random calls on a few people, browsers and orders: `info` must agree with the reference model.

A failure prints the seed and the shortest sequence that still fails. `OBLIO_SEED` repeats a run,
`OBLIO_SEQUENCES` sets how many there are.
"""

import os
import random
import secrets
from collections import Counter
from itertools import count

import pytest

from model import Model, Refused

SEQUENCES = int(os.environ.get("OBLIO_SEQUENCES", 300))
SEED = int(os.environ.get("OBLIO_SEED", secrets.randbelow(1_000_000)))
STEPS = 9
# Forgets happen now: what is to count as before them, and what as after them.
BEFORE, AFTER = 1_500_000_000, 4_000_000_000
EMAILS, CUSTOMERS, VISITORS, ORDERS = "efg", "abc", "uvw", "xyz"
prefixes = (f"{secrets.token_hex(3)}{number}" for number in count())


def maybe(chance, value, dice):
    return value if dice.random() < chance else None


def random_step(dice):
    """One call: an endpoint of the model, whether it is private, and its arguments."""
    email, customer = dice.choice(EMAILS), dice.choice(CUSTOMERS)
    visitor, order = dice.choice(VISITORS), dice.choice(ORDERS)
    subject = dice.choice([
        {"email": email}, {"customer": customer}, {"visitor": visitor},
        {"email": email, "customer": customer}, {"email": email, "visitor": visitor},
    ])
    party = {
        "email": maybe(.6, email, dice), "customer": maybe(.5, customer, dice),
        "visitor": maybe(.5, visitor, dice),
    }
    steps = [
        (5, "log/click", False, {"visitor": visitor, "product": dice.randrange(90)}),
        (4, "log/email", False, {"visitor": visitor, "email": email}),
        (5, "log/sale", False, {"sale": order, **party}),
        (1, "log/sale", True, {"sale": order, **party}),
        (4, "orders/post", True, {"id": order, "later": dice.random() < .3, **party}),
        (1, "orders/delete", True, {"id": order}),
        (3, "customers/post", True, {
            "id": customer, "email": maybe(.8, email, dice), "later": dice.random() < .2}),
        (1, "customers/delete", True, {"id": customer}),
        (4, "forget", True, subject),
    ]
    weights = [step[0] for step in steps]
    return dice.choices(steps, weights)[0][1:]


def subjects():
    """Whom to ask about after each step."""
    yield from ({"email": one} for one in EMAILS)
    yield from ({"customer": one} for one in CUSTOMERS)
    yield from ({"visitor": one} for one in VISITORS)
    yield {"email": EMAILS[0], "customer": CUSTOMERS[0]}
    yield {"email": EMAILS[1], "visitor": VISITORS[0]}


class Played:
    """The service side of a sequence: the names get a prefix, so that sequences share a shop."""

    def __init__(self, shop):
        self.shop, self.prefix = shop, next(prefixes)

    def named(self, arguments):
        made = {
            name: self.prefix + value if isinstance(value, str) else value
            for name, value in arguments.items() if value is not None
        }
        if "email" in made:
            made["email"] += "@example.com"
        return made

    def call(self, endpoint, private, arguments):
        """Makes the call; returns what was refused as its subject is forgotten."""
        arguments = self.named(arguments)
        time = AFTER if arguments.pop("later", False) else BEFORE
        if endpoint == "orders/post":
            order = {"products": [1], "time": time, **arguments}
            answer = self.shop.private("orders", orders=[order])
        elif endpoint == "customers/post":
            answer = self.shop.private("customers", customers=[{"created": time, **arguments}])
        elif endpoint.endswith("/delete"):
            kind = endpoint.partition("/")[0]
            answer = self.shop.delete(kind, **{kind: [arguments["id"]]})
        else:
            if endpoint == "log/sale":
                arguments["products"] = [1]
            answer = self.shop.ok("POST", endpoint, arguments, private)
        return [self.bare(name) for name in answer.get("suppressed", [])]

    def subject_call(self, endpoint, subject):
        """The answer, or nil when it was refused as meaningless."""
        answer = self.shop.call("POST", endpoint, self.named(subject), private=True)
        if answer.status == 400 and answer.json["type"] == "LogicalError":
            return None
        assert answer.status == 200, answer
        return answer.json

    def bare(self, name):
        assert str(name).startswith(self.prefix), f"{name} is of another sequence"
        return str(name).removeprefix(self.prefix).removesuffix("@example.com")

    def seen(self, answer):
        """What the answer shows, in the model's names."""
        activity = Counter()
        for one in answer["activity"]:
            thing = one["description"].split()[2]
            thing = int(thing) if one["type"] == "click" else self.bare(thing)
            activity[self.bare(one["visitor"]), one["type"], thing] += 1
        return {
            "orders": {self.bare(id) for id in answer["orders"]}, "activity": activity,
            "customers": {self.bare(one["id"]) for one in answer["customers"]},
            "visitors": {self.bare(one["visitor"]) for one in answer["visitors"]},
            "emails": {self.bare(one) for one in answer["emails"]},
            "is_suppressed": answer["suppression"] is not None,
        }


def difference(model, played, subject):
    """How the service differs from the model about a subject; nil when it does not."""
    answer = played.subject_call("privacy/info", subject)
    try:
        want = model.info(**subject)
    except Refused:
        return None if answer is None else f"{subject} was not refused"
    if answer is None:
        return f"{subject} was refused"
    seen = played.seen(answer)
    for name in ("orders", "activity", "customers", "emails", "is_suppressed"):
        if seen[name] != getattr(want, name):
            return f"{subject} {name}: {seen[name]}, expected {getattr(want, name)}"
    if want.visitors is not None and seen["visitors"] != want.visitors:
        return f"{subject} visitors: {seen['visitors']}, expected {want.visitors}"
    return None


def play(shop, steps):
    """Plays a sequence; returns how it failed and after how many steps, or nil."""
    model, played = Model(), Played(shop)
    for number, (endpoint, private, arguments) in enumerate(steps, start=1):
        if endpoint == "forget":
            try:
                model.forget(**arguments)
                refused = False
            except Refused:
                refused = True
            if (played.subject_call("privacy/forget", arguments) is None) != refused:
                return number, f"forget {arguments} should {'' if refused else 'not '}be refused"
        else:
            refused = model.call(endpoint, private, arguments)
            if (seen := played.call(endpoint, private, arguments)) != refused:
                return number, f"{endpoint} {arguments} refused {seen}, expected {refused}"
        for subject in subjects():
            if wrong := difference(model, played, subject):
                return number, wrong
    return None


def shortest(shop, steps):
    """Leaves out steps as long as the rest still fails."""
    position = 0
    while position < len(steps):
        fewer = steps[:position] + steps[position + 1:]
        failure = play(shop, fewer)
        if failure:
            steps = fewer[:failure[0]]
        else:
            position += 1
    return steps


@pytest.mark.parametrize("part", range(10))
def test_random_calls_agree_with_the_model(shop, part):
    print(f"OBLIO_SEED={SEED}, part {part}")
    dice = random.Random(f"{SEED}/{part}")
    for _ in range(SEQUENCES // 10):
        steps = [random_step(dice) for _ in range(STEPS)]
        # A second may end between a sale and a forget, which makes the sale the older one.
        failure = play(shop, steps) and play(shop, steps)
        if failure:
            steps = shortest(shop, steps[:failure[0]])
            script = "\n".join(f"  {step}" for step in steps)
            pytest.fail(f"OBLIO_SEED={SEED}, part {part}:\n{script}\n{play(shop, steps)[1]}")
