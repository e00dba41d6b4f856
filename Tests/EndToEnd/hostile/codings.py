"""Transfer-Encoding: chunked, alone, in HTTP/1.1, and then no Content-Length."""

from .case import Case, field, post

EMPTY = "0\r\n\r\n"
HELLO = "5\r\nhello\r\n0\r\n\r\n"
UNKNOWN = "501, closed"


def both(name, fields, clause="9112 §6.3") -> Case:
    """A request with two framings that do not agree about its end."""
    return post(name, fields, EMPTY, clause)


CASES = [
    post("chunked", "Transfer-Encoding: chunked", HELLO, "9112 §7.1", "POST / 5, next"),
    post("chunked in capitals", "Transfer-Encoding: CHUNKED", HELLO, "9112 §7", "POST / 5, next"),
    post("space around chunked", "Transfer-Encoding:\t chunked \t", HELLO, "9112 §5.1",
         "POST / 5, next"),
    both("length, then chunked", "Content-Length: 5\r\nTransfer-Encoding: chunked"),
    both("chunked, then length", "Transfer-Encoding: chunked\r\nContent-Length: 5"),
    both("chunked and a length of 0", "Transfer-Encoding: chunked\r\nContent-Length: 0"),
    both("chunked and a malformed length", "Transfer-Encoding: chunked\r\nContent-Length: x"),
    both("length and identity", "Content-Length: 5\r\nTransfer-Encoding: identity"),
    both("length and an empty coding", "Content-Length: 5\r\nTransfer-Encoding:"),
    both("length and an unknown coding", "Content-Length: 5\r\nTransfer-Encoding: x"),
    both("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "9112 §6.1"),
    both("chunked, then identity", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity"),
    both("identity, then chunked", "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked"),
    both("list of chunked and chunked", "Transfer-Encoding: chunked, chunked", "9112 §6.1"),
    both("list of chunked and identity", "Transfer-Encoding: chunked, identity"),
    both("list of chunked and gzip", "Transfer-Encoding: chunked, gzip"),
    both("list that ends in a comma", "Transfer-Encoding: chunked,"),
    post("list of gzip and chunked", "Transfer-Encoding: gzip, chunked", EMPTY, "9112 §6.1",
         UNKNOWN),
    post("list of identity and chunked", "Transfer-Encoding: identity, chunked", EMPTY,
         "9112 §6.1", UNKNOWN),
    post("list of an unknown coding and chunked", "Transfer-Encoding: x;y=z, chunked", EMPTY,
         "9112 §6.1", UNKNOWN),
    post("list that begins with a comma", "Transfer-Encoding: , chunked", EMPTY, "9112 §6.1",
         UNKNOWN),
    both("identity", "Transfer-Encoding: identity"),
    both("gzip", "Transfer-Encoding: gzip"),
    both("unknown coding", "Transfer-Encoding: x"),
    both("empty coding", "Transfer-Encoding:"),
    both("letter before chunked", "Transfer-Encoding: xchunked"),
    both("letter behind chunked", "Transfer-Encoding: chunkedx"),
    both("chunk", "Transfer-Encoding: chunk"),
    both("parameter of chunked", "Transfer-Encoding: chunked;x=y", "9112 §7.1"),
    both("semicolon behind chunked", "Transfer-Encoding: chunked;", "9112 §7.1"),
    both("quotes around chunked", 'Transfer-Encoding: "chunked"'),
    both("apostrophes around chunked", "Transfer-Encoding: 'chunked'"),
    both("two words", "Transfer-Encoding: chunked x"),
    both("the name again in the value", "Transfer-Encoding: Transfer-Encoding: chunked"),
    both("vertical tab before chunked", "Transfer-Encoding: \x0bchunked", "9110 §5.5"),
    both("form feed behind chunked", "Transfer-Encoding: chunked\x0c", "9110 §5.5"),
    both("NUL behind chunked", "Transfer-Encoding: chunked\0", "9110 §5.5"),
    both("no-break space before chunked", "Transfer-Encoding: \xa0chunked"),
    both("kelvin sign for the k", b"Transfer-Encoding: chun\xe2\x84\xaaed"),
    both("space before the colon", "Transfer-Encoding : chunked", "9112 §5.1"),
    both("tab before the colon", "Transfer-Encoding\t: chunked", "9112 §5.1"),
    both("space before the name", " Transfer-Encoding: chunked", "9112 §5.2"),
    both("bare CR before the name", "A: b\rTransfer-Encoding: chunked", "9112 §2.2"),
    both("bare LF before the name", "A: b\nTransfer-Encoding: chunked", "9112 §2.2"),
    both("NUL before the name", "\0Transfer-Encoding: chunked", "9110 §5.1"),
    both("folded coding", "Transfer-Encoding:\r\n chunked", "9112 §5.2"),
    both("folded in two codings", "Transfer-Encoding: chunked\r\n , identity", "9112 §5.2"),
    both("space for the hyphen", "Transfer Encoding: chunked", "9110 §5.1"),
    post("underscore for the hyphen", "Transfer_Encoding: chunked", "", "9110 §5.1",
         "POST / 0, next"),
    post("underscore for the hyphen, and chunks", "Transfer_Encoding: chunked", EMPTY,
         "9110 §5.1", "POST / 0, 400, closed"),
    post("underscore for the hyphen beside a length",
         "Transfer_Encoding: chunked\r\nContent-Length: 5", EMPTY, "9110 §5.1", "POST / 5, next"),
    post("another field about it", "X-Transfer-Encoding: chunked", "", "9110 §5.1",
         "POST / 0, next"),
    Case("chunked in HTTP/1.0",
         b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "9112 §6.1"),
    Case("chunked in HTTP/1.0 that keeps alive",
         b"POST / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n"
         b"\r\n0\r\n\r\n", "9112 §6.1"),
    Case("chunked and a length in HTTP/1.0",
         b"POST / HTTP/1.0\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
         b"0\r\n\r\n", "9112 §6.1"),
    Case("GET in chunks",
         b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + HELLO.encode(),
         "9110 §9.3.1", "GET / 5, next"),
    field("TE that asks for what is not there", "TE: gzip, chunked;q=0\r\nConnection: TE",
          "9110 §10.1.4", "GET / 0, next"),
    field("TE for Transfer-Encoding", "TE: chunked", "9110 §10.1.4", "GET / 0, next"),
]
