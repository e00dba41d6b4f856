"""What simulated people remember of what they did, and how it differs from what `info` says."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(eq=False)
class Browser:
    """A visitor id: who used it under which name, and what was done on it by whom."""

    id: str
    events: list = field(default_factory=list)
    people: set = field(default_factory=set)
    current: "Person | None" = None
    was_linked: bool = False
    is_forgotten: bool = False

    def did(self, kind, thing):
        """Something happened on it; it belongs to whoever is linked now."""
        if not self.is_forgotten:
            self.events.append([kind, str(thing), self.current])

    def named(self, person):
        """A call named it together with the person."""
        if not self.was_linked:
            for event in self.events:
                event[2] = person
        self.was_linked, self.is_forgotten, self.current = True, False, person
        self.people.add(person)
        person.browsers.add(self)

    def forget(self, person):
        """The person is forgotten; with nobody left the browser is too, until it names one."""
        self.people.discard(person)
        self.events = [event for event in self.events if event[2] is not person]
        self.current = None
        if not self.people:
            self.events, self.was_linked, self.is_forgotten = [], False, True


@dataclass(eq=False)
class Person:
    """Somebody in one shop: what the shop's own database (the ERP) knows, and what they did."""

    name: str
    email: str
    customer: int | None = None
    opted_out: bool = False
    emails: set = field(default_factory=set)
    record: dict | None = None
    orders: dict = field(default_factory=dict)
    browsers: set = field(default_factory=set)
    is_forgotten: bool = False
    is_in_feed: bool = True

    @property
    def names(self) -> list:
        """Every subject argument that names the person."""
        found = [{"email": email} for email in sorted(self.emails | {self.email})]
        return found + ([{"customer": self.customer}] if self.customer else [])

    def forget(self):
        """The shop asked for the erasure: nothing is expected to be held any more."""
        for browser in self.browsers:
            browser.forget(self)
        self.is_forgotten, self.browsers = True, set()

    def expected(self) -> dict:
        """What `info` must show when asked by any name; a feed brings no forgotten one back."""
        if self.is_forgotten:
            return {"orders": set(), "activity": Counter(), "customers": [], "emails": set(),
                    "visitors": set()}
        return {
            "orders": set(self.orders),
            "activity": Counter(
                (browser.id, kind, thing)
                for browser in self.browsers for kind, thing, owner in browser.events
                if owner is self),
            "customers": [self.record] if self.record else [],
            "emails": set(self.emails),
            "visitors": {browser.id for browser in self.browsers},
        }


def seen(answer: dict) -> dict:
    """What an answer of `info` shows, in the diary's form."""
    return {
        "orders": set(answer["orders"]),
        # `Clicked product 12 (Red shoes)`: the third word is what it was done to.
        "activity": Counter(
            (one["visitor"], one["type"], one["description"].split()[2])
            for one in answer["activity"]),
        "customers": answer["customers"],
        "emails": set(answer["emails"]),
        "visitors": {one["visitor"] for one in answer["visitors"]},
    }


def differences(person: Person, ask) -> list:
    """How answers differ from the diary; `ask` takes subject arguments and returns an answer."""
    found = []
    for name in person.names:
        answer = ask(**name)
        have, want = seen(answer), person.expected()
        found += [
            f"{person.name} by {name}: {kind} {have[kind]}, expected {want[kind]}"
            for kind in want if have[kind] != want[kind]
        ]
        times = [one["time"] for one in answer["activity"]]
        if times != sorted(times, reverse=True):
            found.append(f"{person.name}: activity is not newest first")
    return found
