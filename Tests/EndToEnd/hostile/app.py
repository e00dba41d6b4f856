"""What uvicorn serves: an answer with what was seen of the request."""


async def app(scope, receive, send):
    """The ASGI interface."""
    if scope["type"] != "http":
        return
    length, more = 0, True
    while more:
        event = await receive()
        length, more = length + len(event.get("body", b"")), event.get("more_body", False)
    target = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
    body = b"%s %s %d" % (scope["method"].encode(), target, length)
    await send({"type": "http.response.start", "status": 200,
                "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})
