"""Where the three readers may differ, each kind with the rule that it rests on.

`STRICTER`: what both others take and the server refuses, by the server's reason; what the request
has to look like for it stands beside.
`LOOSER`: what another reader refuses and the server takes, by that reader and its reason.
`CLOSED`: where another reader expects nothing more.
"""

import re

HOST = re.compile(
    rb"(?:[\w.~!$&'()*+;=-]|%[0-9A-Fa-f]{2})+(?::\d{0,5})?"
    rb"|\[[0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*\](?::\d{0,5})?|", re.ASCII)


def hosts(seen) -> list:
    """The Host fields of a request."""
    return [value for name, value in seen.fields if name == b"host"]


def codings(seen) -> list:
    """The Transfer-Encoding fields of a request."""
    return [value for name, value in seen.fields if name == b"transfer-encoding"]


def is_for_origin(target) -> bool:
    """Whether a target is in origin-form, or was in absolute-form."""
    return target.startswith(b"/")


def asks_to_close(seen) -> bool:
    """Whether nothing follows a request (9112 §9.3: close counts before keep-alive)."""
    options = [option.strip(b" \t").lower() for name, value in seen.fields
               if name == b"connection" for option in value.split(b",")]
    return b"close" in options


STRICTER = {
    "The Host field is not a host and a port.": (
        "9112 §3.2", lambda seen: not all(HOST.fullmatch(host) for host in hosts(seen))),
    "A request needs exactly one Host field.": ("9112 §3.2", lambda seen: len(hosts(seen)) != 1),
    "The version is not supported: use HTTP/1.1.": ("9110 §15.6.6", lambda seen: True),
    "The target does not start with a slash or http://.": (
        "9112 §3.2", lambda seen: not is_for_origin(seen.target)),
    "The target has a character that must be percent-encoded.": (
        "9112 §3.2", lambda seen: b"#" in seen.target),
    "What follows http:// in the target is not a host and a port.": (
        "9110 §4.2.1", lambda seen: True),
    "CONNECT is not supported: this is no proxy.": (
        "9110 §9.3.6", lambda seen: seen.method == b"CONNECT"),
    "A chunked body is for HTTP/1.1 and goes without Content-Length.": (
        "9112 §6.1", lambda seen: b"transfer-encoding" in dict(seen.fields)),
    "A trailer may not say how the request is framed, routed or followed.": (
        "9110 §6.5.1", lambda seen: codings(seen) == [b"chunked"]),
    # Both others let an extension be nearly anything.
    "The chunks of the body are malformed.": (
        "9112 §7.1.1", lambda seen: codings(seen) == [b"chunked"]),
    "The Transfer-Encoding does not end in chunked.": (
        "9112 §6.3", lambda seen: codings(seen) != [b"chunked"]),
    "Transfer-Encoding is given twice.": ("9112 §6.1", lambda seen: len(codings(seen)) == 2),
    "The Transfer-Encoding is not supported: send chunked.": (
        "9112 §6.1", lambda seen: codings(seen) != [b"chunked"]),
    # llhttp passes over any number of empty lines, CR and LF by themselves, and spaces.
    "The method has a character that no method has.": ("9112 §2.2", lambda seen: True),
    "This is not an HTTP request.": ("9112 §2.2", lambda seen: True),
    "A line of the head does not end in CR LF.": ("9112 §2.2", lambda seen: True),
    "The request line is not a method, a target and a version.": ("9112 §3", lambda seen: True),
    "The request line does not end in a version.": ("9112 §3", lambda seen: True),
}

LOOSER = {
    ("llhttp", "Request has invalid `Transfer-Encoding`"): "9112 §5: a tab may follow a value",
    ("llhttp", "Invalid method encountered"): "9110 §9.1: a method is any token",
    ("llhttp", "Expected space after method"): "9110 §9.1: a method is any token",
    ("llhttp", "Invalid character in chunk extensions"):
        "9112 §7.1.1: space around the semicolon is to be taken",
    ("llhttp", "Invalid character in chunk extensions name"):
        "9112 §7.1.1: a tab may stand there too",
    ("h11", "no request line received"): "9112 §2.2: one empty line is to be passed over",
}

CLOSED = {"h11": "9112 §9.3: HTTP/1.0 with keep-alive may go on"}
