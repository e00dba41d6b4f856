"""One request that somebody could misread, and the ways of writing many of them down."""

from dataclasses import dataclass

UNDERSTOOD = "GET / 0, next"
REFUSED = "400, closed"


@dataclass(frozen=True)
class Case:
    """Bytes that are sent on a connection of their own, followed by `exchange.NEXT`.

    `answer` lists what comes back, in order: `METHOD TARGET LENGTH` of a request that was
    understood, or the status of another answer. Its last word is what becomes of the connection:
    `next` when the request that follows is answered, `closed`, or `waits` for more.
    `clause` is where it is ruled: a paragraph of RFC 9110 or RFC 9112.
    """

    name: str
    sent: bytes
    clause: str
    answer: str = REFUSED


def line(name, text, clause, answer=REFUSED) -> Case:
    """A request whose first line is `text`."""
    return Case(name, raw(text) + b"\r\nHost: a\r\n\r\n", clause, answer)


def target(name, text, clause, answer=REFUSED) -> Case:
    """A GET of a target."""
    return line(name, b"GET " + raw(text) + b" HTTP/1.1", clause, answer)


def host(name, text, clause, answer=REFUSED) -> Case:
    """A GET with this Host."""
    return Case(name, b"GET / HTTP/1.1\r\nHost:" + raw(text) + b"\r\n\r\n", clause, answer)


def field(name, text, clause, answer=REFUSED) -> Case:
    """A GET with one more field line, or several."""
    return Case(
        name, b"GET / HTTP/1.1\r\nHost: a\r\n" + raw(text) + b"\r\n\r\n", clause, answer)


def post(name, fields, body, clause, answer=REFUSED) -> Case:
    """A POST with these field lines and this body."""
    return Case(
        name, b"POST / HTTP/1.1\r\nHost: a\r\n" + raw(fields) + b"\r\n\r\n" + raw(body), clause,
        answer)


def chunks(name, body, clause, answer=REFUSED) -> Case:
    """A POST with this chunked body."""
    return post(name, "Transfer-Encoding: chunked", body, clause, answer)


def raw(text) -> bytes:
    """Text as bytes, each character one."""
    return text if isinstance(text, bytes) else text.encode("latin-1")
