"""A data folder of a test's own: populated, served now and then, put back from a snapshot."""

import json
import random

from client import Client, Shop
from people import Person, exports, populated, written
from server import Server, command, create_shop, run

PEOPLE = 30


class Place:
    """A data folder with one shop, served when asked."""

    def __init__(self, folder):
        folder.mkdir(exist_ok=True)
        self.data, self.dice = folder / "data", random.Random(3)
        self.keys = create_shop(self.data)
        self.people = []

    def served(self, *arguments, **options) -> Server:
        """A server on the folder; `with` ends it."""
        return Server.on_folder(self.data, *arguments, **options)

    def shop(self, client) -> Shop:
        """The shop through a client."""
        return Shop(client, self.keys["key"], self.keys["private_key"])

    def populate(self):
        """Brings the people in and returns their exports."""
        with self.served() as server, Client(server.url) as client:
            self.people = populated(self.shop(client), PEOPLE, self.dice)
            return exports(self.shop(client), self.people)

    def grow(self, count: int):
        """Brings in many more, so that what is done slice by slice needs several."""
        file = self.data.parent / "more.jsonl"
        written([Person(10**6 + n, self.dice) for n in range(count)], self.dice, file)
        command("import", file, "--shop", self.keys["key"], "--data", self.data)
        file.unlink()

    def bore(self, person, count: int):
        """Gives somebody a history of so many rows: of such products no two fit into one."""
        file = self.data.parent / "history.jsonl"
        file.write_text("".join(json.dumps({
            "table": "activity", "visitor": person.visitor, "type": "click", "time": 10**9 + n,
            "product": f"wish-{person.mark}".ljust(300, "-")}) + "\n" for n in range(count)))
        command("import", file, "--shop", self.keys["key"], "--data", self.data)
        file.unlink()

    def restore(self, path, *arguments):
        """Puts a snapshot back; returns the command as it ended."""
        return run("restore", path, "--data", self.data, *arguments, "--json")

    def exports(self, people=None) -> dict:
        """What is held about people, by a server that runs for it alone."""
        with self.served() as server, Client(server.url) as client:
            return exports(self.shop(client), people or self.people)
