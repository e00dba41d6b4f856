"""A hosted shop played by a script that knows only HTTP: a test, and a load with a summary.

    python3 player.py --url http://127.0.0.1:8080 --key KEY --private-key PRIVATE_KEY \\
        --people 2000 --shops 4 --workers 8

Several shops take turns with the pairs of keys that are given; their names never collide.
Each person keeps a diary. At the end the script asks about everybody and exits 1 when what is
held differs from what they did.
"""

import argparse
import random
import string
import sys
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

from client import Client, Shop
from diary import Browser, Person, differences

PRODUCTS, CATEGORIES, BATCH = 40, 8, 500
HOUSEHOLD = 4
ALPHABET = string.ascii_letters + string.digits


class TimedShop(Shop):
    """A shop that notes how long each call took."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.seconds = defaultdict(list)

    def call(self, method, endpoint, arguments, private=False):
        start = time.perf_counter()
        answer = super().call(method, endpoint, arguments, private)
        self.seconds[f"{method} {endpoint}"].append(time.perf_counter() - start)
        return answer


class Household:
    """A few people behind one router: some visitor ids are everybody's, most are one's own.

    One thread plays a household, so its diaries know in which order its calls arrived.
    """

    def __init__(self, number: int, prefix: str, people: int, seed: str):
        self.dice = random.Random(seed)
        self.base, self.prefix = number * 1000, prefix
        self.people = [self._person(index) for index in range(people)]
        self.shared = [Browser(self._visitor_id())]
        self.own = {person: [Browser(self._visitor_id())] for person in self.people}
        self.numbers = iter(range(self.base, self.base + 1000))

    def _person(self, index) -> Person:
        name = f"person{self.base + index}{self.prefix}"
        return Person(name, f"{name}@shop.example", opted_out=self.dice.random() < .05)

    def _id(self, number):
        return f"{self.prefix}{number}" if self.prefix else number

    def _visitor_id(self):
        return "".join(self.dice.choices(ALPHABET, k=self.dice.choice((8, 16))))

    def day(self, shop):
        """Everybody does a few things; some delete their account at the end of the day."""
        for _ in range(self.dice.randint(2, 3) * len(self.people)):
            person = self.dice.choice(self.people)
            if not (person.is_forgotten or person.opted_out):
                acts = (self.browse, self.browse, self.type_email, self.buy, self.register,
                        self.edit, self.send_back)
                self.dice.choice(acts)(shop, person)
        for person in self.people:
            if person.emails and not person.is_forgotten and self.dice.random() < .1:
                self.delete_account(shop, person)

    def browser(self, person) -> Browser:
        """The shared one, one of their own, or a new one (another device, a new salt)."""
        own = self.own[person]
        if self.dice.random() < .2:
            own.append(Browser(self._visitor_id()))
        return self.dice.choice(self.shared if self.dice.random() < .25 else own)

    def browse(self, shop, person):
        browser = self.browser(person)
        for _ in range(self.dice.randint(1, 6)):
            product = self.dice.randrange(1, PRODUCTS)
            kind = self.dice.choice(("click", "product", "category", "cart"))
            if kind == "category":
                product %= CATEGORIES
                shop.public("log/category", category=product, visitor=browser.id)
            elif kind == "cart":
                shop.public("log/cart/add", products=[product], visitor=browser.id)
            else:
                shop.public(f"log/{kind}", product=product, visitor=browser.id)
            browser.did(kind, product)

    def type_email(self, shop, person):
        browser = self.browser(person)
        shop.public("log/email", email=person.email, visitor=browser.id)
        browser.named(person)
        person.emails.add(person.email)

    def register(self, shop, person):
        if person.customer:
            return
        person.customer = self._id(self.base + 1 + self.people.index(person))
        person.record = {"id": person.customer, "email": person.email, "name": person.name,
                         "subscribed": self.dice.random() < .5}
        person.emails.add(person.email)
        shop.private("customers", customers=[person.record])

    def edit(self, shop, person):
        if not person.customer:
            return
        if self.dice.random() < .5:
            change = {"name": f"{person.name} the {self.dice.randrange(100)}"}
        else:
            person.email = f"{self.dice.randrange(10**6)}.{person.name}@other.example"
            person.emails.add(person.email)
            change = {"email": person.email}
        person.record = {**person.record, **change}
        shop.patch("customers", customers=[{"id": person.customer, **change}])

    def buy(self, shop, person):
        browser = self.browser(person)
        products = [{"id": self.dice.randrange(1, PRODUCTS), "quantity": 1, "price": 9.5}]
        order = self._order(person, products)
        shop.public("log/sale", sale=order["id"], products=products, visitor=browser.id,
                    customer=person.customer or 0, email=person.email)
        browser.named(person)
        browser.did("sale", order["id"])

    def _order(self, person, products) -> dict:
        id = self._id(next(self.numbers))
        order = {"id": id, "products": products, "time": int(time.time()),
                 "customer": person.customer or 0, "email": person.email, "status": "new"}
        person.emails.add(person.email)
        person.orders[id] = order
        return order

    def send_back(self, shop, person):
        if not person.orders:
            return
        order = self.dice.choice(list(person.orders.values()))
        shop.private("log/returned", product=order["products"][0]["id"], order=order["id"],
                     quantity=1)

    def delete_account(self, shop, person):
        both = {"email": person.email, "customer": person.customer}
        name = self.dice.choice(("email", "customer", "both")) if person.customer else "email"
        shop.forget(**(both if name == "both" else {name: both[name]}))
        person.forget()
        person.is_in_feed = self.dice.random() < .5

    def order_by_telephone(self):
        """Orders that the service first hears of in the feed."""
        for person in self.people:
            if person.customer and not person.is_forgotten and self.dice.random() < .3:
                self._order(person, [{"id": 1, "quantity": 2, "price": 4}])


def feed(shop, households):
    """The nightly synchronisation: everything again, also what people have had deleted."""
    send_catalogue(shop)
    people = [person for household in households for person in household.people]
    customers = [one.record for one in people if one.record and one.is_in_feed]
    orders = [{**order, "status": "sent"} for one in people for order in one.orders.values()]
    for kind, objects in (("customers", customers), ("orders", orders)):
        for start in range(0, len(objects), BATCH):
            shop.private(kind, **{kind: objects[start:start + BATCH]})


def send_catalogue(shop):
    """Products and categories, all of them."""
    shop.private("products", products=[{"id": n, "name": f"Shoe {n}"} for n in range(PRODUCTS)])
    shop.private("categories", categories=[{"id": n, "name": "C"} for n in range(CATEGORIES)])


def play(url, keys, people, shops=1, workers=4, days=3, seed="1"):
    """Plays; returns every person's differences and the seconds of each call by endpoint."""
    seconds, wrong = defaultdict(list), []
    crews = []
    for number in range(shops):
        prefix = "" if number < len(keys) else f"s{number}-"
        count = people // shops
        households = [
            Household(at // HOUSEHOLD + 1, prefix, min(HOUSEHOLD, count - at),
                      f"{seed}/{number}/{at}")
            for at in range(0, count, HOUSEHOLD)]
        crews.append((keys[number % len(keys)], households))

    def with_shop(pair, work):
        with Client(url) as client:
            shop = TimedShop(client, *pair)
            work(shop)
            return shop.seconds

    def each(pool, jobs):
        for done in pool.map(lambda job: with_shop(*job), jobs):
            for name, values in done.items():
                seconds[name] += values

    def day_of(households):
        return lambda shop: [household.day(shop) for household in households]

    def night_of(households):
        for household in households:
            household.order_by_telephone()
        return lambda shop: feed(shop, households)

    def check_of(households):
        return lambda shop: [
            wrong.extend(differences(person, shop.info))
            for household in households for person in household.people]

    with ThreadPoolExecutor(workers) as pool:
        slices = [(pair, households[part::workers]) for pair, households in crews
                  for part in range(workers)]
        each(pool, [(pair, send_catalogue) for pair, _ in crews])
        for _ in range(days):
            each(pool, [(pair, day_of(part)) for pair, part in slices])
            each(pool, [(pair, night_of(households)) for pair, households in crews])
        each(pool, [(pair, check_of(part)) for pair, part in slices])
    return wrong, seconds


def summary(seconds, elapsed) -> str:
    """Calls by endpoint with their median and 99th percentile."""
    lines = [f"{'call':32}{'count':>8}{'p50 ms':>9}{'p99 ms':>9}"]
    for name, values in sorted(seconds.items()):
        values.sort()
        p50, p99 = values[len(values) // 2], values[len(values) * 99 // 100]
        lines.append(f"{name:32}{len(values):8}{p50 * 1000:9.2f}{p99 * 1000:9.2f}")
    calls = sum(map(len, seconds.values()))
    return "\n".join([*lines, f"{calls} calls in {elapsed:.1f} s: {calls / elapsed:.0f} a second"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", required=True)
    parser.add_argument("--key", required=True, action="append")
    parser.add_argument("--private-key", required=True, action="append")
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--shops", type=int, default=1)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--days", type=int, default=3)
    parser.add_argument("--seed", default="1")
    given = parser.parse_args()
    keys = list(zip(given.key, given.private_key, strict=True))
    start = time.monotonic()
    wrong, seconds = play(
        given.url, keys, given.people, given.shops, given.workers, given.days, given.seed)
    print(summary(seconds, time.monotonic() - start))
    for line in wrong[:20]:
        print(line)
    print(f"{len(wrong)} differences between what people did and what is held")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
