"""Who is measured."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from . import records, seeds

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent.parent


@dataclass
class Contestant:
    """A server and its data. In its command and environment {data} and {port} are put in."""

    name: str
    command: list[str]
    seed: Path
    shops: int
    subjects: int
    environment: dict[str, str] = field(default_factory=dict)
    answers_when_ready: str = "/v2/privacy/info"
    is_zipf: bool = False
    holds_records: bool = True
    prepare: Callable[[Path, int], None] | None = None  # given the copy and the port


def cores(given) -> int:
    """How many threads or processes a server is to answer with."""
    return given.threads or os.cpu_count()


def oblio(given, name="oblio", shops=None, subjects=None, threads=None) -> Contestant:
    """Oblio with that many shops and subjects; those that all servers hold unless said."""
    shops, subjects = shops or given.shops, subjects or given.subjects
    return Contestant(
        name, serve(given, threads), seeds.for_oblio(given.work, given.oblio, shops, subjects),
        shops, subjects, answers_when_ready="/ready")


def serve(given, threads=None) -> list[str]:
    return [str(given.oblio), "serve", "--data", "{data}", "--port", "{port}",
            "--threads", str(threads or cores(given))]


def information(shop: int, subject: int) -> str:
    """The path of the call that asks for everything about a subject."""
    return (f"/v2/privacy/info?key={records.key(shop)}"
            f"&private_key={records.private_key(shop)}&email={records.email(subject)}")
