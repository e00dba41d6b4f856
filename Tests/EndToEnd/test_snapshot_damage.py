"""Snapshots that are not as they were made are refused, and the data in place is untouched."""

import shutil

import pytest

from client import Client
from place import Place
from receipts import reached
from server import command
from snapshots import backup, put_together, snapshot_of, taken_apart


def truncated(path, _):
    """The first half of a snapshot."""
    path.write_bytes(path.read_bytes()[:path.stat().st_size // 2])


def flipped(path, _):
    """One bit of it is another."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def lengthened(path, _):
    """Something stands behind its end."""
    path.write_bytes(path.read_bytes() + b"x")


def emptied(path, _):
    """Nothing is left."""
    path.write_bytes(b"")


def resealed(change):
    """Something in it is another, and sizes and checksums fit."""
    def alter(path, place):
        manifest, files = taken_apart(path)
        change(manifest, files, place)
        put_together(path, manifest, files)
    return alter


def other_person(_, files, place):
    """Replaces a letter of somebody's name in the shop's file."""
    mark = place.people[0].mark.encode()
    files["privacy.db"] = files["privacy.db"].replace(mark, mark[:-1] + b"x")


DAMAGES = {
    "truncated": truncated, "flipped": flipped, "lengthened": lengthened, "emptied": emptied,
    "another person": resealed(other_person),
    "position": resealed(lambda manifest, *_: manifest.update(position=10**6)),
    "time": resealed(lambda manifest, *_: manifest.update(created=1)),
    "no ledger": resealed(lambda _, files, __: files.pop("ledger.db")),
    "no seal": resealed(lambda manifest, *_: manifest.pop("seal")),
    "seal": resealed(lambda manifest, *_: manifest.update(seal="00" * 32)),
    "unknown format": resealed(lambda manifest, *_: manifest.update(format="oblio-backup-9")),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_an_altered_snapshot_is_refused_and_nothing_is_touched(place, tmp_path, damage):
    before = place.populate()
    path = tmp_path / "altered.oblio-backup"
    shutil.copy(snapshot_of(place.data, place.keys), path)
    DAMAGES[damage](path, place)
    shop_files = place.data / "shops" / place.keys["id"]
    inode = (shop_files / "privacy.db").stat().st_ino
    done = place.restore(path)
    assert done.returncode in (1, 2) and len(done.stderr.splitlines()) == 1, done
    assert place.people[0].mark not in done.stderr
    assert (shop_files / "privacy.db").stat().st_ino == inode
    assert not [one for one in place.data.rglob("*") if "partial" in one.name]
    assert place.exports() == before


def test_a_snapshot_of_another_shop_is_not_taken_for_this_one(place, tmp_path):
    before = place.populate()
    other = Place(tmp_path / "other")
    other.populate()
    done = place.restore(snapshot_of(other.data, other.keys))
    assert done.returncode in (1, 2) and done.stderr
    assert place.exports() == before


def test_a_snapshot_older_than_the_ledger_reaches_is_refused(place, tmp_path):
    place.populate()
    path = shutil.copy(snapshot_of(place.data, place.keys), tmp_path / "old.oblio-backup")
    command("shop", "configure", "--shop", place.keys["key"], "--data", place.data,
            "--suppress-days", 0)
    with place.served() as server, Client(server.url) as client:
        shop = place.shop(client)
        id = shop.forget(customer=place.people[0].customer)["receipt"]
        reached(shop, id, "verified")
    backup(place.data, "--keep", 1)
    for _ in range(2):
        command("purge", "--data", place.data, "--backups")
    before = place.exports(place.people[1:])
    done = place.restore(path)
    assert done.returncode in (1, 2) and done.stderr, "its digest is gone: it could not be replayed"
    assert place.exports(place.people[1:]) == before
