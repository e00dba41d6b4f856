"""A file system that takes no writes any more: reads go on, writes are refused clearly."""

import json

from client import Client, Shop
from disks import ImageDisk, MemoryDisk
from metrics import faults
from server import Server, command, create_shop, run

READ_ONLY = "The file system is read-only"


def customers(*numbers) -> list:
    return [{"id": f"c{n}", "email": f"person.{n}@mail.example"} for n in numbers]


def test_a_file_system_that_fails_under_the_service(tmp_path):
    disk = ImageDisk(tmp_path / "disk")
    try:
        _fails_and_is_mended(disk, tmp_path)
    finally:
        disk.unmount()


def _fails_and_is_mended(disk, tmp_path):
    used, closed = create_shop(disk.data, "Used"), create_shop(disk.data, "Closed")
    log = tmp_path / "log"
    with Server.on_folder(disk.data, log=log) as server, Client(server.url) as client:
        for keys in (used, closed):
            Shop.of(client, keys).private("customers", customers=customers(*range(40)))
    with Server.on_folder(disk.data, log=log) as server, Client(server.url) as client:
        shops = [Shop.of(client, keys) for keys in (used, closed)]
        shops[0].private("customers", customers=customers(50))
        disk.fail()
        for shop in shops:
            for endpoint, arguments in (
                    ("customers", {"customers": customers(60)}),
                    ("privacy/forget", {"email": "person.3@mail.example"})):
                answer = shop.call("POST", endpoint, arguments, private=True)
                assert answer.status == 503 and READ_ONLY in answer.json["message"], answer
                assert answer.json["type"] == "InternalError"
                assert int(answer.headers["Retry-After"]) > 0
            assert shop.info(email="person.3@mail.example")["customers"][0]["id"] == "c3"
        ready = client.get("/ready")
        assert ready.status == 503 and READ_ONLY in ready.json["reason"]
        assert faults(client, "read_only") >= 4 and faults(client, "damaged") == 0
        assert server.stop() == 0
    disk.mend()
    with Server.on_folder(disk.data, log=log) as server, Client(server.url) as client:
        assert Shop.of(client, used).info(email="person.50@mail.example")["customers"]
        for keys in (used, closed):
            Shop.of(client, keys).forget(email="person.3@mail.example")
        assert json.loads(command("verify", "--data", disk.data, "--json"))["faults"] == []


def test_it_says_why_it_does_not_start(tmp_path):
    disk = MemoryDisk(tmp_path / "disk")
    try:
        create_shop(disk.data)
        disk.take_no_writes()
        for arguments in (("serve", "--port", 0), ("verify",), ("shop", "create", "Another")):
            done = run(*arguments, "--data", disk.data, timeout=30)
            assert done.returncode == 1 and "ead-only file system" in done.stderr, done
    finally:
        disk.unmount()
