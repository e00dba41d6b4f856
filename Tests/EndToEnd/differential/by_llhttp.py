"""llhttp, the parser of Node, as a reader."""

import httptools

from .reading import Reading, Seen

BEHIND_THE_LAST = "Data after `Connection: close`"


class Reader:
    """Gathers what the parser reports."""

    def __init__(self):
        self.reading = Reading()
        self.parser = httptools.HttpRequestParser(self)

    def on_message_begin(self):
        """A request starts."""
        self.target, self.fields, self.body, self.is_head = b"", [], b"", True

    def on_url(self, piece):
        """A piece of the target."""
        self.target += piece

    def on_header(self, name, value):
        """A field, or a trailer."""
        if self.is_head:
            self.fields.append((name, value))

    def on_headers_complete(self):
        """The head is whole."""
        self.is_head = False

    def on_body(self, piece):
        """A piece of the body."""
        self.body += piece

    def on_message_complete(self):
        """The request is whole."""
        self.reading.requests.append(
            Seen.of(self.parser.get_method(), self.target, self.fields, self.body))


def read(stream: bytes) -> Reading:
    """What llhttp makes of a stream, up to an upgrade: what follows that, a body too, it does not read."""
    reader = Reader()
    try:
        reader.parser.feed_data(stream)
    except httptools.HttpParserUpgrade:
        reader.reading.requests.pop()
        reader.reading.end = "upgraded"
    except httptools.HttpParserError as error:
        reason = str(error)
        reader.reading.end = "closed" if reason == BEHIND_THE_LAST else "refused"
        reader.reading.reason = reason
    return reader.reading
