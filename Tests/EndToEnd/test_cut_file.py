"""A shop's file that somebody cuts while it is served: its calls fail, the others' go on."""

import os

import pytest

from client import Client, Shop
from server import Server, create_shop

PAGE_BYTES = 4096


def customers(count):
    return [
        {"id": f"c{number}", "email": f"person.{number}@mail.example", "note": "n" * 500}
        for number in range(count)
    ]


@pytest.mark.parametrize("log", ["empty", "not empty"])
def test_a_cut_file_is_an_error_of_that_shop_alone(tmp_path, log):
    """With an empty log SQLite looks how long the file is; with another it trusts the log, and then
    only the system knows that a page of the mapping is not there (SIGBUS)."""
    data = tmp_path / "data"
    cut, whole = create_shop(data, "Cut"), create_shop(data, "Whole")
    # Filled and closed, so that all of it is in the file and is read from there.
    with Server.on_folder(data) as server, Client(server.url) as client:
        for keys in (cut, whole):
            Shop.of(client, keys).private(
                "customers", customers=customers(900))
    with Server.on_folder(data) as server, Client(server.url) as client:
        broken = Shop.of(client, cut)
        healthy = Shop.of(client, whole)
        for shop in (broken, healthy):
            if log != "empty":
                shop.private("customers", customers=[{"id": "late", "email": "late@mail.example"}])
            assert shop.info(email="person.1@mail.example")["customers"][0]["id"] == "c1"
        # The mapping of the file now reaches beyond its end.
        os.truncate(data / "shops" / cut["id"] / "privacy.db", 8 * PAGE_BYTES)
        for _ in range(3):
            answer = broken.call(
                "GET", "privacy/info", {"email": "person.899@mail.example"}, private=True)
            assert answer.status == 500 and answer.json["type"] == "InternalError"
            found = healthy.info(email="person.899@mail.example")
            assert found["customers"][0]["id"] == "c899"
        assert client.get("/health").status == 200
