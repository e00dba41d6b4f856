"""h11 as a reader."""

import h11

from .reading import Reading, Seen

# More than the server takes, so that it is never h11's limit that decides.
LIMIT_BYTES = 1 << 20
ANSWER = h11.Response(status_code=405, headers=[("Content-Length", "0")])


def read(stream: bytes) -> Reading:
    """What h11 makes of a stream, each request being answered at once."""
    reading = Reading()
    connection = h11.Connection(h11.SERVER, max_incomplete_event_size=LIMIT_BYTES)
    connection.receive_data(stream)
    try:
        while one(connection, reading):
            pass
    except h11.RemoteProtocolError as error:
        reading.end, reading.reason = "refused", str(error)
    return reading


def one(connection, reading) -> bool:
    """Reads one request; false when there is none, or none may follow."""
    request, body = connection.next_event(), b""
    if request is h11.NEED_DATA:
        return False
    while type(event := connection.next_event()) is h11.Data:
        body += event.data
    if event is h11.NEED_DATA:
        return False
    reading.requests.append(
        Seen.of(request.method, request.target, request.headers.raw_items(), body))
    connection.send(ANSWER)
    connection.send(h11.EndOfMessage())
    if connection.our_state is not h11.DONE or connection.their_state is not h11.DONE:
        reading.end = "closed"
        return False
    connection.start_next_cycle()
    return True
