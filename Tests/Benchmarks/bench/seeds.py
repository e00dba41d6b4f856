"""Makes the data once, keeps them in the work folder, and hands out copies."""

import hashlib
import json
import shutil
import sqlite3
import subprocess
from pathlib import Path

from . import records
from .messages import say

SCHEMA = """
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE customer(id TEXT PRIMARY KEY, email TEXT, body TEXT);
CREATE TABLE visitor_link(visitor TEXT, email TEXT, time INTEGER, PRIMARY KEY(visitor, email));
CREATE TABLE orders(id TEXT PRIMARY KEY, customer TEXT, email TEXT, visitor TEXT, time INTEGER,
    body TEXT);
CREATE TABLE activity(id INTEGER PRIMARY KEY, visitor TEXT, type TEXT, description TEXT,
    time INTEGER);
"""
INDEXES = """
CREATE INDEX customer_email ON customer(email);
CREATE INDEX visitor_link_email ON visitor_link(email);
CREATE INDEX orders_customer ON orders(customer);
CREATE INDEX orders_email ON orders(email);
CREATE INDEX orders_visitor ON orders(visitor);
CREATE INDEX activity_visitor ON activity(visitor);
ANALYZE;
"""


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def cached(folder: Path, maker: Path, make) -> Path:
    """The folder, made anew when it is not complete or was made by another version of its maker."""
    stamp = f"{sha256(maker)} {sha256(Path(records.__file__))}"
    mark = folder / "complete"
    if not mark.exists() or mark.read_text() != stamp:
        say(f"making {folder}")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        make(folder)
        mark.write_text(stamp)
    return folder


def for_peers(work: Path, shops: int, subjects: int) -> Path:
    """One SQLite file a shop, and shops.json."""
    def make(folder: Path):
        entries = []
        for shop in range(shops):
            entries.append({"key": records.key(shop), "private_key": records.private_key(shop),
                            "file": f"shop{shop}.db"})
            _write_database(folder / f"shop{shop}.db", shop, subjects)
        (folder / "shops.json").write_text(json.dumps(entries))

    return cached(work / f"peers-{shops}x{subjects}", Path(__file__), make)


def _write_database(path: Path, shop: int, subjects: int):
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript(SCHEMA)
    database.execute("BEGIN")
    for table, (columns, rows) in records.TABLES.items():
        database.executemany(
            f"INSERT INTO {table}({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
            rows(shop, subjects))
    database.execute("COMMIT")
    database.executescript(INDEXES)
    database.execute("PRAGMA journal_mode = WAL")
    database.close()


def for_oblio(work: Path, oblio: Path, shops: int, subjects: int) -> Path:
    """A data folder of oblio with the same records, brought in by oblio import."""
    def make(folder: Path):
        for shop in range(shops):
            create_shop(oblio, folder, shop)
            import_lines(oblio, folder, shop, records.objects(shop, subjects))

    return cached(work / f"oblio-{shops}x{subjects}", oblio, make)


def create_shop(oblio: Path, data: Path, shop: int):
    secret = data / "private-key"
    secret.write_text(records.private_key(shop))
    run(oblio, "shop", "create", f"Shop {shop}", "--key", records.key(shop),
        "--private-key-file", secret, "--data", data)
    secret.unlink()


def import_lines(oblio: Path, data: Path, shop: int, lines):
    file = data / "records.jsonl"
    with file.open("w") as output:
        for line in lines:
            output.write(json.dumps(line) + "\n")
    run(oblio, "import", file, "--shop", records.key(shop), "--data", data)
    file.unlink()


def run(*command) -> str:
    """Runs a command that must succeed and returns what it printed."""
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} {command[1]} ended {done.returncode}: {done.stderr}")
    return done.stdout


def copy(seed: Path, to: Path) -> Path:
    """A fresh copy that is on disk, so that no write of it falls into a measurement."""
    shutil.rmtree(to, ignore_errors=True)
    to.parent.mkdir(parents=True, exist_ok=True)
    run("cp", "--archive", "--reflink=auto", seed, to)
    run("sync", "--file-system", to)
    return to


def warm(data: Path):
    """Reads every file, so that all of it is in the page cache."""
    for path in data.rglob("*"):
        if path.is_file():
            with path.open("rb", buffering=0) as file:
                while file.read(1 << 20):
                    pass
