"""The clock of the machine is set back, or was wrong for a while: nothing depends on it but times."""

import json
import time

import pytest

from client import Client, Shop
from clocks import Clock, compiler
from metrics import metric
from receipts import is_signed, reached
from server import Server, command, create_shop, run
from snapshots import snapshot_of

pytestmark = pytest.mark.skipif(compiler() is None, reason="there is no C compiler")
YEARS = 1_000
# Some turns of what looks after the shops, which comes every 250 ms.
MOMENT = 1


def email(number) -> str:
    return f"person.{number}@mail.example"


@pytest.fixture
def clock(tmp_path):
    """The clock of the test's server."""
    return Clock(tmp_path)


@pytest.fixture
def served(tmp_path, clock):
    """A shop with people, served by that clock, and its keys and data folder."""
    data = tmp_path / "data"
    keys = create_shop(data)
    with Server.on_folder(
            data, "--purge-backups-within", 1, environment=clock.environment
    ) as server, Client(server.url) as client:
        shop = Shop.of(client, keys)
        shop.private("customers", customers=[
            {"id": f"c{n}", "email": email(n)} for n in range(20)])
        yield shop, keys, data


def test_a_snapshot_that_seems_younger_than_a_forget_brings_nobody_back(served, clock):
    shop, keys, data = served
    clock.set(days=YEARS)
    snapshot = snapshot_of(data, keys)
    first = shop.forget(email=email(1))["receipt"]
    clock.set(days=-10)
    # By the clock long before the snapshot and the first forget; in truth after both.
    second = shop.forget(email=email(2))["receipt"]
    copy = data.parent / snapshot.name
    copy.write_bytes(snapshot.read_bytes())

    done = run("restore", copy, "--data", data, "--yes", "--json")
    assert done.returncode == 0 and json.loads(done.stdout)["replayed"] == 2, done
    for forgotten in (1, 2):
        assert shop.info(email=email(forgotten))["customers"] == []
    assert shop.info(email=email(3))["customers"]

    for id in (first, second):
        answer = reached(shop, id, "verified")
        assert is_signed(answer)
        steps = [answer["receipt"][name]
                 for name in ("requested", "committed", "purged", "verified")]
        assert steps == sorted(steps)
    entries = json.loads(command("audit", "--shop", shop.key, "--data", data, "--json"))["entries"]
    forgets = [one["reference"] for one in entries if one["action"] == "forget"]
    assert forgets == [first, second]
    assert [one["sequence"] for one in entries] == list(range(1, len(entries) + 1))
    assert json.loads(command("verify", "--data", data, "--json"))["faults"] == []


def test_what_is_done_beside_the_calls_goes_on(served, clock):
    shop, _, _ = served
    # For some turns the clock is ahead, and whatever began to wait by it would wait for years.
    clock.set(days=YEARS)
    time.sleep(MOMENT)
    clock.set(days=0)
    receipt = shop.forget(email=email(1))["receipt"]
    reached(shop, receipt, "backups_purged", seconds=30)
    assert metric(shop.client, "oblio_store_unverified_erasures") == 0


def test_snapshots_are_rewritten_though_the_forget_lies_in_the_future(served, clock):
    shop, keys, data = served
    snapshot = snapshot_of(data, keys)
    before = snapshot.stat().st_ino
    clock.set(days=YEARS)
    receipt = shop.forget(email=email(1))["receipt"]
    clock.set(days=0)
    reached(shop, receipt, "backups_purged")
    assert snapshot.stat().st_ino != before


def test_answers_tell_the_time_that_it_is(served, clock):
    shop, _, _ = served
    years = []
    for days in (0, YEARS, -YEARS, 0):
        clock.set(days=days)
        # Each turn of the loop looks at the clock once.
        shop.client.get("/health")
        years.append(int(shop.client.get("/health").headers["Date"].split()[3]))
        assert shop.info(email=email(3))["customers"]
        shop.private("customers", customers=[{"id": "c3", "email": email(3)}])
        error = shop.client.get("/v2/nowhere").json["id"]
        assert shop.client.get(f"/error/{error}").status == 200
    assert years[1] > years[0] > years[2] and years[3] == years[0]
