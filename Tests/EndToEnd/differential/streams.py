"""Streams of requests by the grammar, and what becomes of them when something goes wrong."""

from random import Random

METHODS = [b"GET", b"GET", b"POST", b"POST", b"PUT", b"DELETE", b"PATCH", b"OPTIONS"]
TARGETS = [b"/", b"/a", b"/a/b?c=d&e=%20", b"/?q=[1,2]", b"http://a/b?c", b"http://a.b:80", b"//a"]
HOSTS = [b"a", b"shop.example", b"a:8080", b"[::1]:80", b""]
FIELDS = [b"Accept: */*", b"X-A:b", b"X-B: \t c d \t", b"X-Empty:", b"Cookie: a=b; c=d", b"X-L: \xe9",
          b"Connection: keep-alive", b"Expect: 100-continue", b"TE: trailers", b"Upgrade: x"]
TRAILERS = [b"X-Sum: 1\r\n", b"X-A:\r\nX-B: c\r\n"]
EXTENSIONS = [b";a", b";a=b", b';a="b c"', b"; a=b"]
BYTES = [b"\r", b"\n", b"\0", b" ", b"\t", b":", b",", b";", b"\x0b", b"\x7f", b"\x80", b"\xff", b"#",
         b"+", b"-", b"0", b"9", b"x", b"_", b"\"", b"\r\n", b"\r\n\r\n", b"\n\n", b"\r\r\n", b"%00"]
LINES = [b"Content-Length: 0", b"Content-Length: 5", b"Content-Length: 5, 5", b"Content-Length: +5",
         b"Content-Length:", b"Content-Length : 5", b"Transfer-Encoding: chunked",
         b"Transfer-Encoding: gzip, chunked", b"Transfer-Encoding: chunked, gzip",
         b"Transfer-Encoding: xchunked", b"Transfer-Encoding:", b"Transfer-Encoding : chunked",
         b"Transfer-Encoding: identity", b" folded", b"\tfolded", b"Host: b", b"Host: a b", b"Host:",
         b"Connection: close", b"Connection: Upgrade", b"no colon", b": no name", b"X\xe9: b",
         b"X-C: \x01", b"GET /c HTTP/1.1", b"0", b"5", b""]
ENDS = [b"\n", b"\r", b"\r\r\n", b"\n\r", b" \r\n", b"\t\r\n", b"", b"\r\n\r\n", b"\x0b\r\n"]
WORDS = [(b"HTTP/1.1", b"HTTP/1.0"), (b"HTTP/1.1", b"HTTP/1.2"), (b"HTTP/1.1", b"HTTP/2.0"),
         (b"HTTP/", b"http/"), (b"GET", b"get"), (b"POST", b"PURGE"), (b"GET", b"CONNECT"),
         (b"chunked", b"Chunked"), (b"chunked", b"\x0bchunked"), (b"Content-Length", b"Content_Length"),
         (b": ", b" : "), (b": ", b":\r\n "), (b" /", b"  /"), (b" /", b"\t/"), (b" /", b" a"),
         (b" HTTP", b"\tHTTP"), (b"\r\n\r\n", b"\r\n"), (b"\r\n", b"\r\n "), (b"0\r\n", b"00\r\n"),
         (b"Host", b"X-Host"), (b"Content-Length: ", b"Content-Length: 0"), (b"/a", b"*")]


def request(dice: Random) -> bytes:
    """A request that any server takes."""
    version = b"HTTP/1.0" if dice.random() < 0.08 else b"HTTP/1.1"
    fields = [b"Host: " + dice.choice(HOSTS), *dice.sample(FIELDS, dice.randrange(4))]
    if version == b"HTTP/1.0" and b"Connection: keep-alive" not in fields:
        fields.append(b"Connection: keep-alive")
    body = b""
    method = dice.choice(METHODS)
    if method != b"GET" or dice.random() < 0.1:
        content = dice.choice([b"", b"hello", b"a\r\nb\r\n\r\n", b"x" * 300, b"0\r\n\r\n"])
        if version == b"HTTP/1.1" and dice.random() < 0.5:
            fields.append(b"Transfer-Encoding: chunked")
            body = chunked(content, dice)
        else:
            fields.append(b"Content-Length: %d" % len(content))
            body = content
    dice.shuffle(fields)
    line = b" ".join([method, dice.choice(TARGETS), version])
    return b"\r\n".join([line, *fields, b"", b""]) + body


def chunked(content: bytes, dice: Random) -> bytes:
    """Content in chunks."""
    body, at = b"", 0
    while at < len(content):
        piece = content[at:at + dice.randrange(1, 100)]
        extension = dice.choice(EXTENSIONS) if dice.random() < 0.2 else b""
        size = dice.choice([b"%x", b"%X", b"0%x"]) % len(piece)
        body += size + extension + b"\r\n" + piece + b"\r\n"
        at += len(piece)
    return body + b"0\r\n" + (dice.choice(TRAILERS) if dice.random() < 0.2 else b"") + b"\r\n"


def pipeline(dice: Random, longest: int) -> bytes:
    """Some requests on one connection."""
    return b"".join(request(dice) for _ in range(dice.randint(1, longest)))


def mutated(stream: bytes, dice: Random) -> bytes:
    """The stream with one to three things wrong."""
    for _ in range(dice.choice([1, 1, 1, 2, 3])):
        stream = dice.choice(MUTATIONS)(stream, dice)
    return stream


def cut(stream: bytes, dice: Random, most: int) -> list[bytes]:
    """The stream in pieces."""
    places = sorted(dice.randrange(len(stream) + 1) for _ in range(dice.randrange(most)))
    return [stream[start:end] for start, end in zip([0, *places], [*places, len(stream)])]


def inserted(stream, dice):
    """A byte that means something, put where it may mean it."""
    places = [at for at, byte in enumerate(stream) if byte in b"\r\n :,;/"]
    at = dice.choice(places or [0]) + dice.randrange(2)
    return stream[:at] + dice.choice(BYTES) + stream[at:]


def replaced(stream, dice):
    """A byte that became another."""
    at = dice.randrange(len(stream) + 1)
    return stream[:at] + dice.choice(BYTES) + stream[at + 1:]


def shortened(stream, dice):
    """Some bytes that were lost."""
    at = dice.randrange(len(stream) + 1)
    return stream[:at] + stream[at + dice.choice([1, 1, 2, 4, 40]):]


def with_line(stream, dice):
    """A line more."""
    lines = stream.split(b"\r\n")
    lines.insert(dice.randrange(1, len(lines) + 1), dice.choice([*LINES, dice.choice(lines)]))
    return b"\r\n".join(lines)


def with_end(stream, dice):
    """A line that ends otherwise."""
    lines = stream.split(b"\r\n")
    at = dice.randrange(len(lines))
    return b"\r\n".join(lines[:at + 1]) + dice.choice(ENDS) + b"\r\n".join(lines[at + 1:])


def with_word(stream, dice):
    """A word for another."""
    old, new = dice.choice(WORDS)
    return stream.replace(old, new, dice.choice([1, 1, -1]))


def with_digit(stream, dice):
    """A number that is wrong."""
    places = [at for at, byte in enumerate(stream) if byte in b"0123456789"]
    at = dice.choice(places or [0])
    return stream[:at] + b"%d" % dice.randrange(20) + stream[at + 1:]


MUTATIONS = [inserted, inserted, replaced, shortened, with_line, with_line, with_end, with_word,
             with_word, with_digit]
