"""The contract's endpoints as a table: what each takes, for tests that go through all."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Endpoint:
    """One endpoint with arguments that are good; `required` are those it cannot do without."""

    path: str
    methods: tuple
    private: bool
    arguments: dict
    required: tuple = ()

    def __str__(self):
        return f"{self.methods[0]}-{self.path}"


BOTH = ("GET", "POST")
ORDER = {"id": 10, "products": [{"id": 1, "quantity": 1, "price": 9.5}], "time": 1_500_000_000,
         "customer": 1, "email": "a@shop.example", "visitor": "v1", "status": "paid"}
PARTY = {"customer": 1, "email": "a@shop.example", "visitor": "v1"}
CART = {"products": [{"id": 1, "qty": 2}], "visitor": "v1", "email": "a@shop.example",
        "basket_id": 5}
PARCEL = {"order_id": 10, "tracking_code": "T1", "tracking_link": "https://t.example/",
          "status": "sent"}


def resource(name, item):
    """The four methods of a resource that is sent as a list of objects."""
    return [
        Endpoint(name, ("POST",), True, {name: [item]}, (name,)),
        Endpoint(name, ("PATCH",), True, {name: [item]}, (name,)),
        Endpoint(name, ("GET",), True, {name: [item["id"]]}, (name,)),
        Endpoint(name, ("DELETE",), True, {name: [item["id"]]}, (name,)),
    ]


LOG = [
    Endpoint("log/click", BOTH, False, {
        "product": 1, "visitor": "v1", "api": "search", "n": 3, "external": True,
        "labels": ["a", "b"]}, ("product", "visitor")),
    Endpoint("log/product", BOTH, False, {"product": 1, "visitor": "v1"}, ("product", "visitor")),
    Endpoint("log/category", BOTH, False, {"category": 1, "visitor": "v1"},
             ("category", "visitor")),
    Endpoint("log/sale", BOTH, False, {"sale": 10, "products": [1, 2], **PARTY},
             ("sale", "products")),
    Endpoint("log/email", BOTH, False, {"email": "a@shop.example", "visitor": "v1"},
             ("email", "visitor")),
    Endpoint("log/cart/add", BOTH, False, CART, ("products",)),
    Endpoint("log/cart/remove", BOTH, False, CART, ("products",)),
    Endpoint("log/cart/update", BOTH, False, CART, ("products",)),
    Endpoint("log/basket/set", BOTH, False, CART, ("products",)),
]
SUBSCRIBER = [
    Endpoint("subscriber/subscribe", BOTH, False, {"email": "a@shop.example", "list_id": "news"},
             ("email",)),
    Endpoint("subscriber/unsubscribe", BOTH, False, {"email": "a@shop.example", "list_id": "news"},
             ("email",)),
]
DATA = [
    *resource("customers", {"id": 1, "email": "a@shop.example", "name": "Ann"}),
    *resource("orders", ORDER),
    *resource("products", {"id": 1, "name": "Red shoes"}),
    *resource("categories", {"id": 1, "name": "Shoes"}),
    *resource("pages", {"id": 1, "name": "About"}),
    Endpoint("orders/parcels", ("POST",), True, PARCEL, ("order_id",)),
    Endpoint("orders/parcels", ("GET",), True, {"order_id": 10}, ("order_id",)),
    Endpoint("orders/parcels", ("PATCH",), True, {"order_id": 10, "parcel_id": 1, "status": "x"},
             ("order_id", "parcel_id")),
    Endpoint("orders/parcels", ("DELETE",), True, {"parcel_id": 1}, ("parcel_id",)),
    Endpoint("log/returned", BOTH, True, {"product": 1, "order": 10, "quantity": 1},
             ("product", "order", "quantity")),
    Endpoint("client/account/info", BOTH, True, {}),
]
PRIVACY = [
    Endpoint("privacy/info", BOTH, True, PARTY),
    Endpoint("privacy/forget", BOTH, True, {"preview": True, **PARTY}),
    Endpoint("privacy/receipt", BOTH, True, {"id": "0" * 32}, ("id",)),
    Endpoint("privacy/signing-key", BOTH, False, {}),
]
ENDPOINTS = [*LOG, *SUBSCRIBER, *DATA, *PRIVACY]
ENVELOPE = {"status", "message", "moreInfo", "type", "id"}
STATUSES = {
    "AuthenticationError": {401}, "ParsingError": {400, 413, 414, 415, 431},
    "LogicalError": {400, 404, 405, 429}, "InternalError": {500, 503},
}


def assert_envelope(answer, status=None, kind=None) -> dict:
    """Checks that an answer is exactly the error envelope, and returns it."""
    envelope = answer.json
    assert envelope.keys() == ENVELOPE, envelope
    assert all(isinstance(value, str) and value for value in envelope.values()), envelope
    assert envelope["status"] == "error"
    assert answer.status in STATUSES[envelope["type"]], answer
    assert envelope["moreInfo"].endswith("/error/" + envelope["id"]), envelope
    assert len(envelope["id"]) >= 22, "an id of 128 bits"
    assert answer.headers["Cache-Control"] == "no-store"
    if status:
        assert answer.status == status, answer
    if kind:
        assert envelope["type"] == kind, envelope
    return envelope
