"""The process is killed at every step of a change, forget, look, backup, restore and rewrite: what was
answered stays so, nobody else loses anything, and the purge is completed after a restart.
"""

import contextlib
import http.client
import json
import os
import threading

import pytest

import faults
from client import Client
from people import exports, is_gone, marks_in, occurrences
from receipts import reached
from server import command, run
from snapshots import backup, kept, snapshot_of, taken_apart

BEFORE, VICTIM = slice(0, 6), 6
# Points between slices are passed again and again: they need a file of some size, and are tried
# at a later time too.
MANY, MORE = ["look.slice", "backup.copying"], 1_500
# A point that opening a shop passes too is tried again until the call itself comes to it.
OPENINGS = 4
# After so many turns a shop gets a writer of its own.
SHARED_TURNS = 64


@pytest.fixture(autouse=True)
def _debug_build(tmp_path_factory):
    if not faults.are_built_in(tmp_path_factory.getbasetemp()):
        pytest.skip("this is a release build: it has no fault points")


@pytest.fixture
def lived(place):
    """A folder in which some were forgotten, with a snapshot from before; and all exports."""
    place.before = place.populate()
    place.snapshot = snapshot_of(place.data, place.keys)
    with place.served() as server, Client(server.url) as client:
        shop = place.shop(client)
        place.receipts = [shop.forget(email=one.email)["receipt"] for one in place.people[BEFORE]]
        for id in place.receipts:
            reached(shop, id, "verified")
    return place


def times(points):
    """Each point, and those of `MANY` at their third time too."""
    return [(point, 1) for point in points] + [(one, 3) for one in points if one in MANY]


def armed(place, point, has_writer=False) -> tuple:
    """A server that has opened the shop and will be killed at a point; and a client.

    A shop that much was written to has a writer of its own, which then carries out its forgets.
    """
    for time in range(1, OPENINGS + 1):
        try:
            server = place.served(environment=faults.at(point, time))
        except AssertionError:
            continue
        client = Client(server.url)
        try:
            place.shop(client).info(email="stranger@shop.example")
            for turn in range(SHARED_TURNS + 1 if has_writer else 0):
                place.shop(client).public("log/click", visitor="stranger", product=f"p{turn}")
        except (http.client.HTTPException, OSError):
            server.kill()
        else:
            return server, client
    raise AssertionError(f"the server is always killed at {point} before it was called")


def receipts(place) -> set:
    """The ids of all receipts that the ledger has."""
    shown = json.loads(command(
        "suppression", "list", "--shop", place.keys["key"], "--data", place.data, "--json"))
    return {one["receipt"] for one in shown["suppressed"]}


def assert_sound(place, gone, maybe=()):
    """After a restart: the forgotten are gone from every file, the others are whole.

    Whoever is in `maybe` is either wholly there or wholly gone. Returns these who are gone.
    """
    with place.served() as server, Client(server.url) as client:
        shop = place.shop(client)
        assert all(is_gone(shop, one) for one in gone)
        done = [one for one in maybe if is_gone(shop, one)]
        others = [one for one in place.people if one not in [*gone, *done]]
        assert exports(shop, others) == {one.mark: place.before[one.mark] for one in others}
        for id in receipts(place) | set(place.receipts):
            reached(shop, id, "verified")
        marks = {one.mark for one in [*gone, *done]}
        assert occurrences([place.data / "shops", place.data / "registry.db"], marks) == {}
        shop.private("customers", customers=[one.profile(place.dice) for one in [*gone, *done]])
        assert all(is_gone(shop, one) for one in [*gone, *done]), "they are kept out"
    assert occurrences([place.data / "shops", place.data / "registry.db"], marks) == {}
    assert_no_leftovers(place)
    assert json.loads(command("verify", "--data", place.data, "--json"))["faults"] == []
    return done


def assert_no_leftovers(place):
    """No file stands beside those that belong there, and every snapshot is whole."""
    names = {path.name for path in (place.data / "shops" / place.keys["id"]).iterdir()}
    assert names <= {f"{name}.db{end}" for name in ("privacy", "ledger")
                     for end in ("", "-wal", "-shm")}, names
    for path in kept(place.data, place.keys):
        assert set(taken_apart(path)[1]) == {"privacy.db", "ledger.db"}


# Changes

@pytest.mark.parametrize("point, time", [(point, time) for point in faults.of("change")
                                         for time in (1, 4)])
def test_a_change_of_a_shop_that_is_seldom_written_to_is_there_once_it_is_on_disk(
        place, point, time):
    before, victim = place.populate(), place.people[VICTIM]
    server = place.served(environment=faults.at(point, time))
    with Client(server.url) as client:
        for turn in range(time - 1):
            place.shop(client).public(
                "log/click", visitor=victim.visitor, product=f"answered-{turn}")
        with pytest.raises((http.client.HTTPException, OSError)):
            client.close()
            place.shop(client).public("log/click", visitor=victim.visitor, product="unanswered")
    assert faults.killed(server), f"{point} was not reached"
    server.kill()
    wanted = {f"Clicked product answered-{turn}" for turn in range(time - 1)} | {
        "Clicked product unanswered"}
    for _ in range(2):
        with place.served() as server, Client(server.url) as client:
            shop = place.shop(client)
            shown = {one["description"] for one in shop.info(email=victim.email)["activity"]}
            assert {one for one in shown if "answered" in one} == wanted
            others = [one for one in place.people if one is not victim]
            assert exports(shop, others) == {one.mark: before[one.mark] for one in others}
    place.before, place.receipts = before, []
    with place.served() as server, Client(server.url) as client:
        reached(place.shop(client), place.shop(client).forget(
            email=victim.email)["receipt"], "verified")
    assert_sound(place, [victim])


# Forgets

FORGETS = [(point, has_writer) for point in faults.of("forget") for has_writer in (False, True)]


@pytest.mark.parametrize("point, has_writer",
                         [*FORGETS, *((point, False) for point in faults.of("change"))])
def test_a_forget_is_done_wholly_or_not_at_all(lived, point, has_writer):
    victim, gone = lived.people[VICTIM], lived.people[BEFORE]
    server, client = armed(lived, point, has_writer)
    with client, pytest.raises((http.client.HTTPException, OSError)):
        client.close()
        lived.shop(client).forget(email=victim.email)
    assert faults.killed(server), f"{point} was not reached"
    server.kill()
    done = assert_sound(lived, gone, maybe=[victim])
    assert bool(done) == (point != "forget.intending"), "what is intended on disk is carried out"


@pytest.mark.parametrize("point, has_writer", FORGETS)
def test_forgets_that_came_together_are_each_whole_or_undone(lived, point, has_writer):
    victims, answered = lived.people[VICTIM:VICTIM + 8], []
    server = armed(lived, point, has_writer)[0]
    ready = threading.Barrier(len(victims))

    def forget(person):
        with Client(server.url) as client:
            ready.wait()
            try:
                lived.shop(client).forget(customer=person.customer)
            except (http.client.HTTPException, OSError):
                return
            answered.append(person)

    threads = [threading.Thread(target=forget, args=(one,)) for one in victims]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if len(answered) < len(victims):
        assert faults.killed(server), f"{point} was not reached"
    server.kill()
    rest = [one for one in victims if one not in answered]
    assert_sound(lived, [*lived.people[BEFORE], *answered], maybe=rest)


@pytest.mark.parametrize("point", faults.of("forget"))
def test_a_forget_by_command_is_done_wholly_or_not_at_all(lived, point):
    victim = lived.people[VICTIM]
    done = run("forget", "--shop", lived.keys["key"], "--data", lived.data, "--email",
               victim.email, "--yes", env={**os.environ, **faults.at(point)})
    assert faults.was_killed(done), f"{point} was not reached"
    assert_sound(lived, lived.people[BEFORE], maybe=[victim])


@pytest.mark.parametrize("point, time", times(faults.of("look")))
def test_a_look_that_was_cut_off_is_taken_up_again(lived, point, time):
    victim, answered = lived.people[VICTIM], []
    lived.grow(MORE)
    server = lived.served(environment=faults.at(point, time))
    # The look begins while the answer is on its way: the kill may be the faster.
    with Client(server.url) as client, contextlib.suppress(http.client.HTTPException, OSError):
        lived.receipts.append(lived.shop(client).forget(email=victim.email)["receipt"])
        answered.append(victim)
    assert faults.killed(server), f"{point} was not reached"
    server.kill()
    rest = [] if answered else [victim]
    assert_sound(lived, [*lived.people[BEFORE], *answered], maybe=rest)


@pytest.mark.parametrize("time", [1, 3])
@pytest.mark.parametrize("point", faults.of("sweep"))
def test_a_long_history_that_was_half_removed_goes_wholly(lived, point, time):
    victim = lived.people[VICTIM]
    lived.bore(victim, 6_000)
    server = lived.served(environment=faults.at(point, time))
    with Client(server.url) as client, pytest.raises((http.client.HTTPException, OSError)):
        lived.shop(client).forget(customer=victim.customer)
    assert faults.killed(server), f"{point} was not reached"
    server.kill()
    assert assert_sound(lived, lived.people[BEFORE], maybe=[victim]) == [victim]


# Snapshots

@pytest.fixture(params=[False, True], ids=["not served", "served"])
def killed_command(request, lived):
    """Runs a command that is to die at a point, in its own process or in the server's."""
    def run_it(point, time, *arguments):
        environment = {**os.environ, **faults.at(point, time)}
        if not request.param:
            done = run(*arguments, "--data", lived.data, env=environment)
            assert faults.was_killed(done), f"{point} was not reached: {done}"
            return
        server = lived.served(environment=faults.at(point, time))
        done = run(*arguments, "--data", lived.data)
        assert done.returncode == 1 and done.stderr, done
        assert faults.killed(server), f"{point} was not reached"
        server.kill()

    return run_it


@pytest.mark.parametrize("point, time", times(faults.of("backup")))
def test_a_backup_leaves_the_old_snapshots_or_a_whole_new_one(
        lived, killed_command, point, time):
    if point in MANY:
        lived.grow(MORE)
    old = {path: path.read_bytes() for path in kept(lived.data, lived.keys)}
    killed_command(point, time, "backup", "--keep", "1")
    assert_sound(lived, lived.people[BEFORE])
    left = kept(lived.data, lived.keys)
    assert {path: path.read_bytes() for path in left if path in old} == old
    assert len(left) == len(old) + (point == "backup.named")
    backup(lived.data, "--keep", "1")
    assert len(kept(lived.data, lived.keys)) == 1
    assert_no_leftovers(lived)


@pytest.mark.parametrize("point", faults.of("restore"))
def test_a_restore_leaves_the_shop_as_it_was_or_as_the_snapshot_has_it(
        lived, killed_command, point):
    with lived.served() as server, Client(server.url) as client:
        lived.shop(client).private("customers", customers=[{"id": "later", "name": "Later"}])
    killed_command(point, 1, "restore", lived.snapshot)
    assert_sound(lived, lived.people[BEFORE])
    with lived.served() as server, Client(server.url) as client:
        held = lived.shop(client).info(customer="later")["customers"]
    assert bool(held) == (point != "restore.placed")
    assert json.loads(command("restore", lived.snapshot, "--data", lived.data, "--json"))
    assert_sound(lived, lived.people[BEFORE])


@pytest.mark.parametrize("point", faults.of("rewrite"))
def test_a_rewrite_leaves_the_old_snapshot_or_the_new_one(lived, killed_command, point):
    second = snapshot_of(lived.data, lived.keys)
    gone = {one.mark for one in lived.people[BEFORE]}
    killed_command(point, 1, "purge", "--backups")
    assert_sound(lived, lived.people[BEFORE])
    assert set(kept(lived.data, lived.keys)) == {lived.snapshot, second}
    command("purge", "--data", lived.data, "--backups")
    for path in kept(lived.data, lived.keys):
        assert not gone & marks_in(b"".join(taken_apart(path)[1].values()))
    with lived.served() as server, Client(server.url) as client:
        for id in lived.receipts:
            reached(lived.shop(client), id, "backups_purged")
    assert_no_leftovers(lived)
    assert json.loads(command("restore", lived.snapshot, "--data", lived.data, "--json"))
    assert_sound(lived, lived.people[BEFORE])
