"""What a reader makes of a stream of bytes, in a form that can be compared."""

import re
from dataclasses import dataclass, field

AUTHORITY = re.compile(rb"(?i)https?://[^/?]*")


@dataclass(frozen=True)
class Seen:
    """One request as a reader understood it."""

    method: bytes
    target: bytes
    fields: tuple
    body: bytes

    @classmethod
    def of(cls, method, target, fields, body):
        """With what readers may differ in without harm made the same."""
        found = AUTHORITY.match(target)
        if found:
            target = target[found.end():]
            target = target if target.startswith(b"/") else b"/" + target
        return cls(bytes(method), bytes(target), tuple(map(normal, fields)), bytes(body))


def normal(pair) -> tuple[bytes, bytes]:
    """A field with its name in lower case, and no space around its value."""
    name, value = bytes(pair[0]).lower(), bytes(pair[1]).strip(b" \t")
    return name, value.lower() if name == b"transfer-encoding" else value


@dataclass
class Reading:
    """The requests in a stream, and how it ended: `refused`, `closed`, or `waits` for more."""

    requests: list = field(default_factory=list)
    end: str = "waits"
    reason: str = ""

    def takes(self, index) -> bool:
        """Whether the request at that place was understood."""
        return index < len(self.requests)

    def refuses(self, index) -> bool:
        """Whether that request was refused."""
        return index == len(self.requests) and self.end == "refused"
