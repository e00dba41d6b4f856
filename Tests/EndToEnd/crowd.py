"""A crowd that goes on living while a quarter of it is forgotten: writers, readers, forgetters."""

import random
import socket
import threading
import time
from urllib.parse import quote, urlsplit

from client import Client, Shop
from test_subjects import LONG_AGO

UPDATES_BEFORE_A_FORGET = .5
# The forgetters go on at once; the others leave them room, as all share one interpreter.
PAUSE_SECONDS = .005


class Worker(threading.Thread):
    """A thread with a connection and dice of its own; what goes wrong is kept."""

    def __init__(self, url: str, keys: dict, seed: str):
        super().__init__(daemon=True)
        self.url, self.dice = url, random.Random(seed)
        self.shop = Shop.of(Client(url), keys)
        self.is_over, self.failure = threading.Event(), None

    def run(self):
        try:
            while not self.is_over.is_set() and self.step() is not False:
                pass
        except Exception as failure:
            self.failure = failure

    def step(self):
        """Does one thing; false: there is no more to do."""
        raise NotImplementedError

    def end(self):
        """Lets it finish what it does."""
        self.is_over.set()
        self.join(60)
        assert not self.is_alive() and self.failure is None, self.failure


def change(shop, person, dice):
    """One call that changes what is held: rows grow, shrink, come and go."""
    act = dice.randrange(6)
    if act < 3:
        shop.ok(dice.choice(("POST", "PATCH")), "customers",
                {"customers": [person.profile(dice)]}, private=True)
    elif act == 3 and person.orders:
        index = dice.randrange(len(person.orders))
        note = f"note on {person.mark} " * dice.randrange(60)
        shop.private("orders", orders=[person.order(index, note=note)])
    elif act == 4:
        shop.public("log/basket/set", visitor=person.visitor, products=[
            f"wish-{person.mark}-{number}" for number in range(dice.randrange(1, 9))])
    else:
        shop.public("log/click", visitor=person.visitor, product=f"seen-{person.mark}")


def mistake(shop, person, dice):
    """A call that is refused and names somebody: in the path, the query, the body, a field."""
    name = quote(person.email)
    wrong = dice.choice([
        ("GET", f"/v2/nothing/{name}", {}), ("GET", f"/v2/privacy/info?email={name}", {}),
        ("PUT", f"/v2/privacy/forget?email={name}", {}), ("GET", f"/v2/log/click?a={name}%zz", {}),
        ("GET", f"/{person.mark}", {"headers": {"Referer": f"https://{person.mark}.example/"}}),
        ("POST", f"/v2/customers?key={shop.key}", {"body": f'{{"email":"{person.mark}'}),
        ("POST", "/v2/customers", {"json_body": {
            "key": shop.key, "private_key": shop.private_key,
            "customers": [person.profile(dice, 200), {"id": {"of": person.mark}}]}})])
    answer = shop.client.send(wrong[0], wrong[1], **wrong[2])
    assert answer.status in (400, 401, 404, 405), (wrong, answer)


class Forgetter(Worker):
    """Forgets its people in their order; before that, some of them change."""

    def __init__(self, *arguments, people):
        super().__init__(*arguments)
        self.people, self.done, self.receipts = people, [], []

    def step(self):
        if len(self.done) == len(self.people):
            return False
        person, later = self.people[len(self.done)], self.people[len(self.done):]
        if self.dice.random() < UPDATES_BEFORE_A_FORGET:
            change(self.shop, self.dice.choice(later), self.dice)
        names = [{"email": person.email}, {"customer": person.customer},
                 {"visitor": person.visitor},
                 {"email": person.email.upper().replace("Ë", "ë"), "customer": person.customer}]
        self.receipts.append(self.shop.forget(**self.dice.choice(names))["receipt"])
        self.done.append(person)
        if self.dice.random() < .3:
            mistake(self.shop, self.dice.choice(self.done), self.dice)
        return True


class Writer(Worker):
    """Changes its people again and again, and remembers what is held of each."""

    def __init__(self, *arguments, people):
        super().__init__(*arguments)
        self.people, self.held = people, {}

    def step(self):
        person = self.dice.choice(self.people)
        change(self.shop, person, self.dice)
        self.held[person.mark] = export(self.shop, person)
        mistake(self.shop, self.dice.choice(self.people), self.dice)
        time.sleep(PAUSE_SECONDS)


class Reader(Worker):
    """Asks about people, who may be forgotten meanwhile, or long since."""

    def __init__(self, *arguments, people):
        super().__init__(*arguments)
        self.people = people

    def step(self):
        self.shop.info(**self.dice.choice(self.dice.choice(self.people).names))
        time.sleep(PAUSE_SECONDS)


class SlowReader(Worker):
    """Takes a long history in small sips, so that there is nearly always an open read."""

    def __init__(self, *arguments, visitor):
        super().__init__(*arguments)
        self.visitor, self.finished = visitor, 0

    def step(self):
        parts = urlsplit(self.url)
        request = (f"GET /v2/privacy/info?key={self.shop.key}&visitor={self.visitor} HTTP/1.1\r\n"
                   f"Host: x\r\nAuthorization: Bearer {self.shop.private_key}\r\n"
                   "Connection: close\r\n\r\n")
        with socket.create_connection((parts.hostname, parts.port), timeout=60) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
            connection.sendall(request.encode())
            assert connection.recv(15).startswith(b"HTTP/1.1 200"), "it was not answered"
            while connection.recv(32_768):
                if self.is_over.wait(.02):
                    return
        self.finished += 1


def export(shop, person) -> bytes:
    """What `info` answers about somebody, as it comes."""
    answer = shop.call("POST", "privacy/info", {"email": person.email}, private=True)
    assert answer.status == 200, answer
    return answer.body


def long_history(visitor: str, count: int) -> list:
    """Import lines of a browser with so many activities."""
    return [{"table": "activity", "visitor": visitor, "type": "click", "product": number % 90,
             "time": LONG_AGO + number} for number in range(count)]
