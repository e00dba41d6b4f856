"""The server understands requests as h11 and llhttp do, or refuses them.

`OBLIO_SEED` repeats a run, `OBLIO_STREAMS` lengthens it. A stream of a run is known by both numbers.
"""

import os
from random import Random

import pytest

from differential import by_h11, by_llhttp, by_us, streams
from differential.differences import CLOSED, LOOSER, STRICTER, asks_to_close
from hostile import from_h11
from hostile.echo import echo_server

SEED = int(os.environ.get("OBLIO_SEED", "1"))
STREAMS = int(os.environ.get("OBLIO_STREAMS", "4000"))
UNSPOILT, PIPELINES, LONGEST, MOST_CUTS = 0.1, 300, 10, 24


@pytest.fixture(scope="module")
def port():
    """The server, answering with what it saw."""
    with echo_server() as port:
        yield port


def complaints(stream: bytes, ours) -> list[str]:
    """What is wrong with the server's reading of a stream, beside the others'."""
    others = {"h11": by_h11.read(stream), "llhttp": by_llhttp.read(stream)}
    found = []
    for index, request in enumerate(ours.requests):
        for name, other in others.items():
            if other.takes(index):
                if other.requests[index] != request:
                    found.append(f"request {index}: {request}, {name}: {other.requests[index]}")
            elif other.refuses(index) and (name, other.reason) not in LOOSER:
                found.append(f"request {index}: taken, {name}: {other.reason}")
            elif index == len(other.requests) and other.end == "waits":
                found.append(f"request {index}: taken, {name} waits")
            elif index == len(other.requests) and other.end == "closed" and name not in CLOSED:
                found.append(f"request {index}: taken, {name} is done")
    return found + strictness(ours, others)


def strictness(ours, others) -> list[str]:
    """What is wrong with where the server stopped."""
    index = len(ours.requests)
    seen = [other.requests[index] for other in others.values() if other.takes(index)]
    if not seen or any(len(other.requests) <= index and other.end == "refused"
                       for other in others.values()):
        return []
    if ours.end == "closed" and asks_to_close(ours.requests[-1]):
        return []
    if ours.end != "refused":
        return [f"request {index}: {ours.end}, taken by others as {seen}"]
    _, is_so = STRICTER.get(ours.reason, ("", lambda _: False))
    return [] if is_so(seen[0]) else [f"request {index}: {ours.reason} of {seen}"]


def test_spoilt_streams_are_understood_as_others_do_or_refused(port):
    for number in range(STREAMS):
        dice = Random(f"{SEED} {number}")
        stream = streams.pipeline(dice, 3)
        if dice.random() > UNSPOILT:
            stream = streams.mutated(stream, dice)
        ours = by_us.read(port, streams.cut(stream, dice, 6))
        found = complaints(stream, ours)
        assert not found, (f"OBLIO_SEED={SEED}, stream {number}", stream, found)


def test_pipelines_end_where_others_end_them_wherever_they_are_cut(port):
    for number in range(PIPELINES):
        dice = Random(f"{SEED} pipeline {number}")
        parts = [streams.request(dice) for _ in range(dice.randint(2, LONGEST))]
        stream = b"".join(parts)
        whole = by_us.read(port, [stream])
        context = (f"OBLIO_SEED={SEED}, pipeline {number}", stream, whole)
        assert len(whole.requests) == len(parts) and whole.end == "waits", context
        assert not complaints(stream, whole), (context, complaints(stream, whole))
        for request, part in zip(whole.requests, parts, strict=True):
            assert by_us.read(port, [part]).requests == [request], context
        for _ in range(4):
            assert by_us.read(port, streams.cut(stream, dice, MOST_CUTS)) == whole, context


@pytest.mark.parametrize("case", from_h11.CASES, ids=lambda case: case.name)
def test_cases_of_h11_are_told_to_be_answered_as_there_or_otherwise(case):
    """The answers themselves are held by `test_hostile_requests.py`."""
    reading = by_h11.read(case.sent)
    others, ours = reading.end == "refused", case.answer.startswith(("4", "5"))
    if not reading.requests and not others:
        return
    is_same = reading.requests != [] and not ours or not reading.requests and others and ours
    assert is_same == (case in from_h11.SAME), (reading, case.answer)
