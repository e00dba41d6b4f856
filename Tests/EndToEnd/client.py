"""A thin HTTP client with keep-alive, and a shop seen through it."""

import http.client
import json
import socket
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

TIMEOUT_SECONDS = 60
LISTS = (list, dict)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self):
        """The body as JSON; it must be."""
        assert self.headers.get_content_type() == "application/json", self.headers.items()
        return json.loads(self.body)


def query_string(arguments: dict) -> str:
    """Arguments as a query or form: lists and objects as JSON text."""
    pairs = [
        (name, json.dumps(value) if isinstance(value, (*LISTS, bool)) or value is None else value)
        for name, value in arguments.items()
    ]
    return urlencode(pairs, quote_via=quote)


class Client:
    """One connection that is used again and again, and opened anew when the server closed it."""

    def __init__(self, url: str):
        self.url = url
        parts = urlsplit(url)
        self._connection = http.client.HTTPConnection(
            parts.hostname, parts.port, timeout=TIMEOUT_SECONDS)

    def send(self, method, path, *, body=None, json_body=None, form=None, headers=None) -> Answer:
        """Sends one request. `path` goes out as it is; `form` is sent as `curl -d` sends it."""
        headers = dict(headers or {})
        if json_body is not None:
            body = json.dumps(json_body)
            headers.setdefault("Content-Type", "application/json")
        elif form is not None:
            body = form
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        if isinstance(body, str):
            body = body.encode()
        fresh = self._connection.sock is None
        try:
            return self._exchange(method, path, body, headers)
        except (http.client.RemoteDisconnected, ConnectionError):
            self.close()
            if fresh:
                raise
            return self._exchange(method, path, body, headers)

    def _exchange(self, method, path, body, headers) -> Answer:
        self._connection.request(method, path, body, headers)
        self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        response = self._connection.getresponse()
        return Answer(response.status, response.headers, response.read())

    def get(self, path, arguments=None, **options) -> Answer:
        """GET with arguments in the query."""
        target = f"{path}?{query_string(arguments)}" if arguments else path
        return self.send("GET", target, **options)

    def post(self, path, arguments, **options) -> Answer:
        """POST with arguments as a JSON object."""
        return self.send("POST", path, json_body=arguments, **options)

    def close(self):
        """Closes the connection; the next request opens another."""
        self._connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def raw_exchange(url: str, request: bytes, timeout=TIMEOUT_SECONDS) -> bytes:
    """Sends bytes as they are and returns all that comes until the server closes."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=timeout) as connection:
        try:
            connection.sendall(request)
        except ConnectionError:
            pass
        pieces = []
        while piece := connection.recv(65536):
            pieces.append(piece)
    return b"".join(pieces)


class Shop:
    """A shop's keys and the calls that its storefront and its backend make."""

    def __init__(self, client: Client, key: str, private_key: str):
        self.client, self.key, self.private_key = client, key, private_key

    @classmethod
    def of(cls, client: Client, keys: dict) -> "Shop":
        """The shop of which `shop create` said this."""
        return cls(client, keys["key"], keys["private_key"])

    def call(self, method, endpoint, arguments, private=False) -> Answer:
        """One call, with arguments as JSON in POST and PATCH, else in the query."""
        arguments = {"key": self.key, **arguments}
        if private:
            arguments.setdefault("private_key", self.private_key)
        path = "/v2/" + endpoint
        if method in ("POST", "PATCH"):
            return self.client.send(method, path, json_body=arguments)
        return self.client.send(method, f"{path}?{query_string(arguments)}")

    def ok(self, method, endpoint, arguments, private=False) -> dict:
        """A call that must succeed; returns the answer."""
        answer = self.call(method, endpoint, arguments, private)
        assert answer.status == 200, f"{method} {endpoint} {arguments}: {answer}"
        assert answer.json["status"] == "ok", answer.json
        return answer.json

    def public(self, endpoint, /, **arguments) -> dict:
        """What the storefront's script does: the public key alone."""
        return self.ok("POST", endpoint, arguments)

    def private(self, endpoint, /, **arguments) -> dict:
        """What the shop's backend does: with its private key."""
        return self.ok("POST", endpoint, arguments, private=True)

    def patch(self, endpoint, /, **arguments) -> dict:
        """Changes records."""
        return self.ok("PATCH", endpoint, arguments, private=True)

    def get(self, endpoint, /, **arguments) -> dict:
        """Reads records."""
        return self.ok("GET", endpoint, arguments, private=True)

    def delete(self, endpoint, /, **arguments) -> dict:
        """Deletes records."""
        return self.ok("DELETE", endpoint, arguments, private=True)

    def info(self, **subject) -> dict:
        """Everything that is held about a subject."""
        return self.private("privacy/info", **subject)

    def forget(self, **subject) -> dict:
        """Forgets a subject."""
        return self.private("privacy/forget", **subject)

    def preview(self, **subject) -> dict:
        """What a forget would erase and keep."""
        return self.private("privacy/forget", preview=True, **subject)["preview"]

    def refused(
        self, status, kind, endpoint, /, *, method="POST", private=True, **arguments
    ) -> dict:
        """A call that must be refused; returns the envelope."""
        answer = self.call(method, endpoint, arguments, private)
        assert answer.status == status, f"{endpoint} {arguments}: {answer}"
        assert answer.json["type"] == kind, answer.json
        return answer.json
