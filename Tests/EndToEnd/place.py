"""A data folder of a test's own: populated, served now and then, put back from a snapshot."""

import random

from client import Client, Shop
from people import exports, populated
from server import Server, create_shop, run

PEOPLE = 30


class Place:
    """A data folder with one shop, served when asked."""

    def __init__(self, folder):
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

    def restore(self, path, *arguments):
        """Puts a snapshot back; returns the command as it ended."""
        return run("restore", path, "--data", self.data, *arguments, "--json")

    def exports(self, people=None) -> dict:
        """What is held about people, by a server that runs for it alone."""
        with self.served() as server, Client(server.url) as client:
            return exports(self.shop(client), people or self.people)
