"""A reference model of who is one subject: small, slow and plain. See `Docs/api.md`."""

from collections import Counter
from dataclasses import dataclass, field


class Refused(Exception):
    """A call that the service answers with LogicalError 400."""


@dataclass
class Order:
    """Whom an order names. `owner` counts while it names a visitor and no party.

    `later`: its time is not before any forget.
    """

    later: bool = True
    customer: str | None = None
    email: str | None = None
    visitor: str | None = None
    owner: str | None = None
    settled: bool = False
    anonymous: bool = False

    @property
    def parties(self) -> set:
        """The identifiers by which it belongs to people."""
        return {self.customer, self.email} - {None} or {self.owner} - {None}


@dataclass
class Activity:
    """Something a visitor did; `settled` when no later link may claim it."""

    type: str
    thing: str
    owner: str | None
    settled: bool


@dataclass
class Visitor:
    """A browser: everybody it was linked to, and who it is linked to now."""

    links: list = field(default_factory=list)
    current: str | None = None
    activity: list = field(default_factory=list)


@dataclass
class Report:
    """What `info` must show; `visitors` is nil where the rules leave it open."""

    orders: set
    activity: Counter
    customers: set
    emails: set
    visitors: set | None
    is_suppressed: bool


class Model:
    """The rules, on identifiers written as `e:…` and `c:…`, of the suppressed ones also `v:…`.

    All forgets of a sequence lie close together, so that a time is either before or after them:
    `later` says which. `suppressed` are those whose old data stay out, `forgotten` those whose
    older orders come in anonymously: also after they registered anew.
    """

    def __init__(self):
        self.people: dict[str, set] = {}
        self.known_privately: set[str] = set()
        self.orders: dict[str, Order] = {}
        self.anonymous: set[str] = set()
        self.visitors: dict[str, Visitor] = {}
        self.customers: dict[str, str | None] = {}
        self.suppressed: set[str] = set()
        self.forgotten: set[str] = set()

    # What comes in

    def call(self, endpoint: str, private: bool, arguments: dict):
        """Applies a call as `Docs/api.md` says; returns the ids of what was refused."""
        return getattr(self, endpoint.replace("/", "_"))(private, **arguments) or []

    def log_click(self, _private, visitor, product):
        if self._admits(visitor):
            self._act(visitor, "click", product)

    def log_email(self, private, visitor, email):
        if self._admits(visitor, f"e:{email}"):
            self._link(visitor, f"e:{email}", private)

    def log_sale(self, private, sale, visitor=None, customer=None, email=None):
        later = self.orders[sale].later if sale in self.orders else True
        self._place(private, sale, visitor, customer, email, later)
        if visitor and f"v:{visitor}" not in self.suppressed and not self.orders[sale].anonymous:
            self._act(visitor, "sale", sale)

    def orders_post(self, _private, id, visitor=None, customer=None, email=None, later=False):
        self._place(True, id, visitor, customer, email, later)

    def orders_delete(self, _private, id):
        if order := self.orders.pop(id, None):
            self._drop_unheld({order.customer, order.email})

    def customers_post(self, _private, id, email=None, later=False):
        names = {f"c:{id}"} | ({f"e:{email}"} if email else set())
        if f"c:{id}" in self.suppressed and not later:
            return [id]
        self.suppressed -= names
        self._join(names)
        self.customers[id] = f"e:{email}" if email else None

    def customers_delete(self, _private, id):
        if id in self.customers:
            self._drop_unheld({f"c:{id}", self.customers.pop(id)})

    def _admits(self, visitor, name=None) -> bool:
        """Whether a call counts under its visitor; one who is not forgotten brings it back."""
        if name and name not in self.suppressed:
            self.suppressed.discard(f"v:{visitor}")
        return f"v:{visitor}" not in self.suppressed

    def _place(self, private, id, visitor, customer, email, later):
        customer = f"c:{customer}" if customer else None
        email = f"e:{email}" if email else None
        if not later and self._owners(id, visitor, customer, email) & self.forgotten:
            return self._place_anonymously(private, id, later)
        visitor = visitor if visitor and self._admits(visitor, email or customer) else None
        if visitor and (email or customer):
            self._link(visitor, email or customer, private)
        known = id in self.orders
        order = self.orders.setdefault(id, Order(anonymous=id in self.anonymous))
        if known and not private:
            return
        order.later = later
        if order.anonymous:
            return
        if private:
            self._join({customer, email} - {None})
        for name in {customer, email} - {None}:
            self._meet(name)
        before = {order.customer, order.email}
        order.customer = customer or order.customer
        order.email = email or order.email
        self._drop_unheld(before)
        if visitor and order.visitor != visitor:
            # Sent again from the same browser, it stays with whom it came for.
            browser = self.visitors.setdefault(visitor, Visitor())
            order.visitor, order.owner = visitor, browser.current
            order.settled = bool(browser.links)

    def _owners(self, id, visitor, customer, email) -> set:
        """Whose an order is: those whom it names, else its visitor."""
        known = self.orders.get(id, Order())
        parties = {customer, email} - {None}
        if parties or not visitor or {known.customer, known.email} - {None}:
            return parties
        return {f"v:{visitor}"}

    def _place_anonymously(self, private, id, later):
        """An order from before a forget of somebody whom it names."""
        order = self.orders.get(id)
        if order is None or private:
            self.orders[id] = Order(later, anonymous=True)
            self.anonymous.add(id)
        if order and private:
            self._drop_unheld({order.customer, order.email})

    def _act(self, visitor, type, thing):
        browser = self.visitors.setdefault(visitor, Visitor())
        browser.activity.append(Activity(type, thing, browser.current, bool(browser.links)))

    def _link(self, visitor, name, private):
        if private:
            self.known_privately.add(name)
        self._meet(name)
        browser = self.visitors.setdefault(visitor, Visitor())
        for thing in [*browser.activity, *self._orders_on(visitor)]:
            if not thing.settled:
                thing.owner, thing.settled = name, True
        browser.links.append(name)
        browser.current = name

    def _orders_on(self, visitor):
        return [order for order in self.orders.values() if order.visitor == visitor]

    def _meet(self, name):
        self.people.setdefault(name, {name})

    def _join(self, names):
        self.known_privately |= names
        for name in names:
            self._meet(name)
        person = set().union(*(self.people[name] for name in names)) if names else set()
        for name in person:
            self.people[name] = person

    def _drop_unheld(self, names):
        """A person of whom nothing is held any more is not kept as a mere name."""
        for name in names - {None}:
            person = self.people.get(name, set())
            if not person & self._held():
                self._drop(person)

    def _held(self) -> set:
        """The identifiers under which something is held."""
        names = {f"c:{id}" for id in self.customers} | set(self.customers.values())
        for order in self.orders.values():
            names |= {order.customer, order.email}
        for browser in self.visitors.values():
            names |= set(browser.links)
        return names

    def _drop(self, person):
        for name in set(person):
            self.people.pop(name, None)
            self.known_privately.discard(name)

    # Whom a call asks about

    def _subject(self, email, customer, visitor) -> set:
        """Every identifier of the people that are named."""
        names = ({f"e:{email}"} if email else set()) | ({f"c:{customer}"} if customer else set())
        if names <= self.known_privately and len(names) == 2:
            if f"c:{customer}" not in self.people[f"e:{email}"]:
                raise Refused("two different people")
        if not names:
            names = set(self._visitor(visitor).links)
            if len({frozenset(self.people[name]) for name in names}) > 1:
                raise Refused("a shared visitor")
        return set().union(*(self.people.get(name, {name}) for name in names)) if names else set()

    def _visitor(self, visitor) -> Visitor:
        return self.visitors.get(visitor, Visitor())

    def _linked(self, subject) -> set:
        return {id for id, browser in self.visitors.items() if subject & set(browser.links)}

    def _order_ids(self, subject, visitor) -> set:
        return {
            id for id, order in self.orders.items() if not order.anonymous
            and (order.parties & subject
                 or visitor and order.visitor == visitor and not order.parties)
        }

    def info(self, email=None, customer=None, visitor=None) -> Report:
        """What is held about a subject."""
        subject = self._subject(email, customer, visitor)
        activity = Counter(
            (id, one.type, one.thing)
            for id, browser in self.visitors.items() for one in browser.activity
            if one.owner in subject or one.owner is None and id == visitor)
        visitors = self._linked(subject)
        if visitor and visitor not in visitors:
            alone = not (email or customer) and visitor in self.visitors
            visitors = {visitor} if alone else None
        return Report(
            orders=self._order_ids(subject, visitor), activity=activity,
            customers={id for id in self.customers if f"c:{id}" in subject}, visitors=visitors,
            emails={name[2:] for name in subject & self.people.keys() if name[0] == "e"},
            is_suppressed=bool(self._named(email, customer, visitor) & self.suppressed))

    def _named(self, email, customer, visitor) -> set:
        """The identifiers by which a call names its subject."""
        given = {"e": email, "c": customer, "v": visitor}
        return {f"{kind}:{name}" for kind, name in given.items() if name}

    def forget(self, email=None, customer=None, visitor=None):
        """Erases a subject, and remembers all its names that are nobody else's."""
        subject, others = self._subject(email, customer, visitor), set()
        browsers = {f"v:{id}" for id in self._linked(subject)}
        for id in self._order_ids(subject, visitor):
            others |= {self.orders[id].customer, self.orders[id].email} - subject
            self.orders[id] = Order(self.orders[id].later, anonymous=True)
            self.anonymous.add(id)
        for id in list(self.visitors):
            self._forget_on(id, subject, id == visitor)
        for id in [id for id in self.customers if f"c:{id}" in subject]:
            del self.customers[id]
        self._drop(subject)
        self._drop_unheld(others)
        names = subject | browsers | self._named(email, customer, visitor)
        names = {name for name in names if name[0] != "v" or name[2:] not in self.visitors}
        self.suppressed |= names
        self.forgotten |= names

    def _forget_on(self, id, subject, is_named):
        browser = self.visitors[id]
        had = bool(subject & set(browser.links))
        browser.links = [name for name in browser.links if name not in subject]
        browser.activity = [
            one for one in browser.activity
            if one.owner not in subject and not (is_named and one.owner is None)
        ]
        if had:
            browser.current = None
        if (had or is_named) and not browser.links:
            del self.visitors[id]
            for order in self._orders_on(id):
                order.visitor = None
