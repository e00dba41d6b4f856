"""The inputs of the test suite of h11 0.16.0, where that reads requests.

Copied as data from https://github.com/python-hyper/h11 (h11/tests, fuzz/afl-server-examples), which is
Copyright (c) 2016 Nathaniel J. Smith <njs@pobox.com> and other contributors, under the MIT licence in
LICENSE.h11. Lines that the suite reads in responses stand in requests here.

`SAME` are answered as the suite demands. `DIFFERENT` are taken there and refused here, or the other
way round; the clause says why.
"""

from .case import Case, chunks, field, post

HEAD = b"HEAD /foo HTTP/1.1\r\n"
NO_BODY = "400 without a body, closed"
HEAD_DONE = "200 without a body, next"
COOKIE = b"Set-Cookie: ___utmvafIumyLc=kUd\x01UpAt; path=/; Max-Age=900"


def head(name, rest, clause, answer=NO_BODY) -> Case:
    """A HEAD with these lines behind the first."""
    return Case(name, HEAD + rest, clause, answer)


READERS = [
    Case("simple request", b"GET /a HTTP/1.1\r\nHost: foo\r\nConnection: close\r\n\r\n",
         "9112 §9.6", "GET /a 0, closed"),
    Case("HTTP/1.0", b"HEAD /foo HTTP/1.0\r\nSome: header\r\n\r\n", "9112 §9.3",
         "200 without a body, closed"),
    Case("HTTP/1.0 without fields", b"HEAD /foo HTTP/1.0\r\n\r\n", "9112 §9.3",
         "200 without a body, closed"),
    field("single letters in a value", "Foo: a a a a a ", "9110 §5.5", "GET / 0, next"),
    field("empty value", "Foo:", "9110 §5.5", "GET / 0, next"),
    field("value of space", "Foo: \t \t ", "9110 §5.5", "GET / 0, next"),
    head("folded first line", b"  folded: line\r\n\r\n", "9112 §2.2"),
    head("spaces before the colon", b"foo  : line\r\n\r\n", "9112 §5.1"),
    head("tab before the colon", b"foo\t: line\r\n\r\n", "9112 §5.1"),
    head("no name", b": line\r\n\r\n", "9110 §5.1"),
    Case("garbage after the line", b"HEAD /foo HTTP/1.1 xxxxxx\r\nHost: a\r\n\r\n", "9112 §3",
         NO_BODY),
    head("NUL in Host", b"Host: foo\x00bar\r\n\r\n", "9110 §5.5"),
    *(Case(f"byte {byte:02x} in the path",
           b"HEAD /" + bytes([byte]) + b" HTTP/1.1\r\nHost: foobar\r\n\r\n", "9112 §3.2", NO_BODY)
      for byte in b"\x00\x20\x7f\xee"),
]

CHUNKS = [
    chunks("no chunk", b"0\r\n\r\n", "9112 §7.1", "POST / 0, next"),
    chunks("only a trailer", b"0\r\nSome: header\r\n\r\n", "9112 §7.1.2", "POST / 0, next"),
    chunks("two chunks and a trailer",
           b"5\r\n01234\r\n10\r\n0123456789abcdef\r\n0\r\nSome: header\r\n\r\n", "9112 §7.1.2",
           "POST / 21, next"),
    chunks("two chunks", b"5\r\n01234\r\n10\r\n0123456789abcdef\r\n0\r\n\r\n", "9112 §7.1",
           "POST / 21, next"),
    chunks("size in two cases", b"aA\r\n" + b"x" * 0xAA + b"\r\n0\r\n\r\n", "9112 §7.1",
           "POST / 170, next"),
    chunks("size of a hundred digits", b"9" * 100 + b"\r\nxxx", "9112 §7.1", "413, closed"),
    chunks("NUL behind the size", b"10\x00\r\nxxx", "9112 §7.1"),
    chunks("extensions", b"5; hello=there\r\nxxxxx\r\n"
           b'0; random="junk"; some=more; canbe=lonnnnngg\r\n\r\n', "9112 §7.1.1",
           "POST / 5, next"),
    chunks("no CR LF behind the data", b"3\r\nxxx__1a\r\n", "9112 §7.1"),
    chunks("no LF behind the data", b"3\r\nxxx\r_1a\r\n", "9112 §7.1"),
    chunks("no CR behind the data", b"3\r\nxxx_\n1a\r\n", "9112 §7.1"),
    chunks("chunk", b"5\r\nhello\r\n0\r\n\r\n", "9112 §7.1", "POST / 5, next"),
]

FIELDS = [
    field("space behind the name", "foo : bar", "9112 §5.1"),
    field("space in the name", "foo bar: baz", "9110 §5.1"),
    field("NUL in the name", "foo\x00bar: baz", "9110 §5.1"),
    field("byte ff in the name", "foo\xffbar: baz", "9110 §5.1"),
    field("byte 01 in the name", "foo\x01bar: baz", "9110 §5.1"),
    field("CR in the value", "foo: bar\rbaz", "9112 §2.2"),
    field("LF in the value", "foo: bar\nbaz", "9112 §2.2"),
    field("NUL in the value", "foo: bar\x00baz", "9110 §5.5"),
    post("length", "Content-Length: 1", "a", "9112 §6.2", "POST / 1, next"),
    post("length of letters", "Content-Length: asdf", "", "9110 §8.6"),
    post("length with a letter", "Content-Length: 1x", "", "9110 §8.6"),
    post("two lengths", "Content-Length: 1\r\nContent-Length: 2", "", "9112 §6.3"),
    post("three lengths", "Content-Length: 1\r\nContent-Length: 1\r\nContent-Length: 2", "",
         "9112 §6.3"),
    post("list of lengths", "Content-Length: 1 , 1,2", "", "9112 §6.3"),
    post("length of 21 digits", "Content-Length: " + "1" * 21, "", "9110 §8.6"),
    post("chunked", "Transfer-Encoding: chunked", "0\r\n\r\n", "9112 §7", "POST / 0, next"),
    post("chunked in two cases", "Transfer-Encoding: cHuNkEd", "0\r\n\r\n", "9112 §7",
         "POST / 0, next"),
    post("gzip", "Transfer-Encoding: gzip", "", "9112 §6.3"),
    post("chunked, then gzip", "Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip", "",
         "9112 §6.3"),
    field("commas in Connection",
          "Connection: close\r\nwhatever: something\r\nconnectiON: fOo,, , BAR", "9110 §7.6.1",
          "GET / 0, closed"),
    field("close in a list", "Connection: a, b, cLOse, foo", "9110 §7.6.1", "GET / 0, closed"),
    field("continue", "Expect: 100-continue", "9110 §10.1.1", "GET / 0, next"),
    field("continue in two cases", "Expect: 100-Continue", "9110 §10.1.1", "GET / 0, next"),
    Case("continue in HTTP/1.0",
         b"GET / HTTP/1.0\r\nHost: example.com\r\nExpect: 100-continue\r\n\r\n", "9110 §10.1.1",
         "GET / 0, closed"),
]

CONNECTIONS = [
    field("GET with a body", "Content-Length: 10\r\n\r\n123456", "9112 §6.2", "GET / 10, next"),
    Case("GET in HTTP/1.0", b"GET / HTTP/1.0\r\n\r\n", "9112 §9.3", "GET / 0, closed"),
    Case("POST in HTTP/1.0", b"POST / HTTP/1.0\r\nContent-Length: 10\r\n\r\n1234567890",
         "9112 §6.2", "POST / 10, closed"),
    Case("field without an end", b"GET / HTTP/1.0\r\nEndless: " + b"a" * 1024 * 40, "9110 §5.4",
         "431, closed"),
    Case("large field", b"GET / HTTP/1.0\r\nBig: " + b"a" * 4000 + b"\r\n\r\n", "9110 §5.4",
         "GET / 0, closed"),
    Case("large body", b"GET / HTTP/1.0\r\nContent-Length: 10000\r\n\r\n" + b"a" * 10000,
         "9112 §6.2", "GET / 10000, closed"),
    Case("pipeline with garbage behind it",
         b"GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: b\r\n\r\n" + b"X" * 1000 + b"\r\n",
         "9112 §9.3.2", "GET /1 0, GET /2 0, 400, closed"),
    Case("pipeline with bodies",
         b"GET /1 HTTP/1.1\r\nHost: a.com\r\nContent-Length: 5\r\n\r\n12345"
         b"GET /2 HTTP/1.1\r\nHost: a.com\r\nContent-Length: 5\r\n\r\n67890"
         b"GET /3 HTTP/1.1\r\nHost: a.com\r\n\r\n", "9112 §9.3.2",
         "GET /1 5, GET /2 5, GET /3 0, next"),
    Case("upgrade with a body",
         b"GET / HTTP/1.1\r\nHost: foo\r\nContent-Length: 1\r\nUpgrade: a, b\r\n\r\n1", "9110 §7.8",
         "GET / 1, next"),
    Case("gibberish", b"gibberish\r\n\r\n", "9112 §3"),
    Case("NUL", b"\x00", "9112 §3"),
    Case("space", b"\x20", "9112 §3"),
    Case("the hello of TLS", b"\x16\x03\x01\x00\xa5", "9112 §3"),
    Case("HEAD", b"HEAD / HTTP/1.1\r\nHost: example.com\r\n\r\n", "9110 §9.3.2", HEAD_DONE),
    Case("body that is cut off",
         b"POST / HTTP/1.1\r\nHost: example.com\r\nContent-Length: 100\r\n\r\n12345", "9112 §8",
         "waits"),
    Case("chunk that is cut off",
         b"POST / HTTP/1.1\r\nHost: example.com\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n012345",
         "9112 §8", "400, closed"),
    Case("example 1 of the fuzzer", b"GET /some-path HTTP/1.1\r\nHost: example.com\r\n\r\n",
         "9112 §3", "GET /some-path 0, next"),
    Case("example 2 of the fuzzer",
         b"POST /some/path HTTP/1.1\r\nHOST: example.com\r\nTransfer-Encoding: chunked\r\n\r\n"
         b"5\r\nabcde\r\n0\r\n\r\n", "9112 §7.1", "POST /some/path 5, next"),
    Case("example 3 of the fuzzer",
         b"PUT /asdf HTTP/1.1\r\nHost: a.b.c.d.e\r\nContent-length: 10\r\n\r\nabcdefghij\r\n",
         "9112 §2.2", "PUT /asdf 10, next"),
    Case("example 4 of the fuzzer", b"GET /asdf HTTP/1.0\r\n\r\n", "9112 §9.3",
         "GET /asdf 0, closed"),
]

SAME = READERS + CHUNKS + FIELDS + CONNECTIONS

DIFFERENT = [
    head("folded lines",
         b"Host: example.com\r\nSome: multi-line\r\n header\r\n\tnonsense\r\n    \t   \t\tI guess"
         b"\r\nConnection: close\r\nMore-nonsense: in the\r\n    last header  \r\n\r\n",
         "9112 §5.2"),
    field("bare LF before the empty line", "SomeHeader: val\n", "9112 §2.2"),
    Case("bare LF everywhere",
         b"GET / HTTP/1.1\nHost: a\nSomeHeader1: val1\nSomeHeader2: val2\n\n", "9112 §2.2"),
    field("bare LF now and then", "SomeHeader1: val1\r\nSomeHeader2: val2\n", "9112 §2.2"),
    field("control character in a cookie", COOKIE, "9110 §5.5"),
    chunks("space behind the size", b"5   \t \r\n01234\r\n0\r\n\r\n", "9112 §7.1"),
    post("the same length twice", "Content-Length: 0\r\nContent-Length: 0", "", "9110 §8.6"),
    post("list of the same length", "Content-Length: 0 , 0", "", "9110 §8.6"),
    post("length and chunks", "Content-Length: 100\r\nTransfer-Encoding: chunked", "0\r\n\r\n",
         "9112 §6.3"),
    Case("CONNECT",
         b"CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\nContent-Length: 1\r\n\r\n1",
         "9110 §9.3.6", "501, closed"),
    Case("only an empty line", b"\r\n", "9112 §2.2", "next"),
]

CASES = SAME + DIFFERENT
