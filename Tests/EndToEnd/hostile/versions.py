"""The version: eight bytes, two of which are taken."""

from .case import UNDERSTOOD, Case, line

CASES = [
    line("HTTP/1.0", "GET / HTTP/1.0", "9112 §9.3", "GET / 0, closed"),
    line("HTTP/1.2", "GET / HTTP/1.2", "9110 §15.6.6", "505, closed"),
    line("HTTP/1.9", "GET / HTTP/1.9", "9110 §15.6.6", "505, closed"),
    line("HTTP/2.0", "GET / HTTP/2.0", "9110 §15.6.6", "505, closed"),
    line("HTTP/3.0", "GET / HTTP/3.0", "9110 §15.6.6", "505, closed"),
    line("HTTP/0.9 in words", "GET / HTTP/0.9", "9110 §15.6.6", "505, closed"),
    line("HTTP/0.0", "GET / HTTP/0.0", "9110 §15.6.6", "505, closed"),
    line("HTTP/9.9", "GET / HTTP/9.9", "9110 §15.6.6", "505, closed"),
    line("no minor version", "GET / HTTP/1", "9112 §2.3"),
    line("no digits", "GET / HTTP/", "9112 §2.3"),
    line("no slash", "GET / HTTP1.1", "9112 §2.3"),
    line("point without a digit", "GET / HTTP/1.", "9112 §2.3"),
    line("two digits behind the point", "GET / HTTP/1.10", "9112 §2.3"),
    line("two digits before the point", "GET / HTTP/11.1", "9112 §2.3"),
    line("zero before the version", "GET / HTTP/01.1", "9112 §2.3"),
    line("zero in the minor version", "GET / HTTP/1.01", "9112 §2.3"),
    line("sign in the version", "GET / HTTP/+1.1", "9112 §2.3"),
    line("minus in the version", "GET / HTTP/1.-1", "9112 §2.3"),
    line("comma for the point", "GET / HTTP/1,1", "9112 §2.3"),
    line("space in the version", "GET / HTTP/ 1.1", "9112 §2.3"),
    line("space before the slash", "GET / HTTP /1.1", "9112 §2.3"),
    line("version in lower case", "GET / http/1.1", "9112 §2.3"),
    line("version in mixed case", "GET / HTTp/1.1", "9112 §2.3"),
    line("another protocol", "GET / RTSP/1.0", "9112 §2.3"),
    line("ICY", "GET / ICY/1.1", "9112 §2.3"),
    line("HTTPS", "GET / HTTPS/1.1", "9112 §2.3"),
    line("hexadecimal version", "GET / HTTP/1.a", "9112 §2.3"),
    line("digit outside ASCII", "GET / HTTP/1.\xb9", "9112 §2.3"),
    Case("the preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "9113 §3.4", "505, closed"),
    Case("upgrade to h2c",
         b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
         b"HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n", "9110 §7.8", UNDERSTOOD),
]
