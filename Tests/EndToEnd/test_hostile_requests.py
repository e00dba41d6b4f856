"""Every malformed or ambiguous request of the tables gets its answer, and so does what follows."""

import pytest

from hostile import page, tables
from hostile.echo import echo_server
from hostile.exchange import answers_of


@pytest.fixture(scope="module")
def port():
    """The server, answering with what it saw."""
    with echo_server() as port:
        yield port


@pytest.mark.parametrize("name", tables.CASES)
def test_the_answer(port, name):
    case = tables.CASES[name]
    assert answers_of(port, case.sent) == case.answer, (name, case.sent[:200], case.clause)


def test_names_are_told_apart():
    assert sum(len(table.CASES) for table in tables.TABLES) == len(tables.CASES) >= 200


def test_the_page_shows_the_tables():
    assert page.is_current(), "run python3 -m hostile.record"
