"""The server of the session, and what tests make on it."""

import itertools
import secrets

import pytest

from client import Client, Shop
from place import Place
from server import Server, create_shop

numbers = itertools.count(1)


class Session:
    """The one server that most tests share, and every secret that its log must not show."""

    def __init__(self, folder):
        self.data = folder / "data"
        self.server = Server.on_folder(self.data)
        self.secrets: set[str] = set()

    def create_shop(self, name="A shop") -> dict:
        """Makes a shop of the test's own."""
        created = create_shop(self.data, name)
        self.secrets |= {created["key"], created["private_key"]}
        return created

    def assert_log_is_clean(self):
        """Nothing that a caller chose, and no key, may stand in the log."""
        log = self.server.errors()
        for secret in self.secrets:
            assert secret not in log, "the log shows what a caller chose, or a key"
        assert "Fatal error" not in log


@pytest.fixture(scope="session")
def session(tmp_path_factory):
    """A served data folder; it must end with exit code 0 and a clean log."""
    running = Session(tmp_path_factory.mktemp("session"))
    with running.server:
        yield running
    running.assert_log_is_clean()


@pytest.fixture
def client(session):
    """A connection to the session's server."""
    with Client(session.server.url) as connection:
        yield connection


@pytest.fixture
def shop(session, client):
    """A fresh shop."""
    created = session.create_shop()
    return Shop.of(client, created)


@pytest.fixture
def marker(session) -> str:
    """A word that nobody else uses: to look for in what must not carry it."""
    word = f"mark{next(numbers)}x{secrets.token_hex(6)}"
    session.secrets.add(word)
    return word


@pytest.fixture
def place(tmp_path):
    """A fresh data folder with one shop, that nothing serves."""
    return Place(tmp_path)
