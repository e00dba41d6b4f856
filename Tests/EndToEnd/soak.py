"""A shop lives for a long time with a service that is killed again and again.

    scripts/soak --minutes 20

Workers call without a pause, each for people of its own, and write down what was answered. The
service is killed, stopped and restarted in turn, a snapshot is made now and then, and the feed of all
people is sent again, also of those who were forgotten. What is held about a person must at any time
be what was answered: nothing that was acknowledged may be missing, nobody who was forgotten may be
back. A call that was cut off may have happened or not; a forget is sent again until it is answered.
"""

import argparse
import http.client
import itertools
import json
import random
import signal
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path

from client import Client, Shop
from people import Person, is_gone, occurrences
from server import Server, command, create_shop

CUT_OFF = (http.client.HTTPException, OSError)
PATIENCE_SECONDS = 60


class Life:
    """A person and what the service must know of it."""

    def __init__(self, number, dice):
        self.person = Person(number, dice)
        self.profile = self.person.profile(dice, 600)
        self.clicks, self.perhaps = set(), set()
        self.is_known = self.is_forgotten = False


class Worker(threading.Thread):
    """Lives the lives of some people, one call after the other."""

    numbers = itertools.count(1)

    def __init__(self, soak, index):
        super().__init__(daemon=True)
        self.soak, self.dice = soak, random.Random(f"{soak.seed} {index}")
        self.lives, self.faults, self.calls, self.cuts = [], [], 0, 0
        self.shop = None

    def run(self):
        try:
            while not self.soak.is_over.is_set():
                self.step()
            for life in self.lives:
                self.check(life)
        except Exception as fault:  # the soak has failed, whatever it was
            self.faults.append(repr(fault))

    def step(self):
        choice = self.dice.random()
        if len(self.lives) < 5 or choice < .08:
            return self.arrive()
        life = self.dice.choice(self.lives[-200:])
        if choice < .55:
            return self.click(life)
        if choice < .85:
            return self.check(life)
        if choice < .93:
            return self.send_again(life)
        return self.forget(life)

    def arrive(self):
        life = Life(next(self.numbers), self.dice)
        self.lives.append(life)
        person = life.person
        self.until_answered(lambda shop: shop.private("customers", customers=[life.profile]))
        self.until_answered(
            lambda shop: shop.public("log/email", email=person.email, visitor=person.visitor))
        self.until_answered(lambda shop: shop.private("orders", orders=[
            person.order(index) for index in range(len(person.orders))]))
        life.is_known = True

    def click(self, life):
        if life.is_forgotten:
            return
        product = f"product-{next(self.numbers)}-{life.person.mark}"
        life.perhaps.add(product)
        if self.once(lambda shop: shop.public(
                "log/click", product=product, visitor=life.person.visitor)) is not None:
            life.perhaps.discard(product)
            life.clicks.add(product)

    def send_again(self, life):
        person = life.person
        self.until_answered(lambda shop: shop.private("customers", customers=[life.profile]))
        self.until_answered(lambda shop: shop.private("orders", orders=[
            person.order(index) for index in range(len(person.orders))]))

    def forget(self, life):
        if life.is_forgotten:
            return
        name = self.dice.choice(life.person.names[:2])
        self.until_answered(lambda shop: shop.forget(**name))
        life.is_forgotten = True

    def check(self, life):
        """What is held about somebody is what was answered."""
        person = life.person
        if life.is_forgotten:
            gone = self.once(lambda shop: is_gone(shop, person))
            if gone is False:
                self.faults.append(f"person {person.number} was forgotten and is back")
            return
        held = self.once(lambda shop: shop.info(email=person.email))
        if held is None:
            return
        clicks = {one["description"].split()[-1] for one in held["activity"]
                  if one["type"] == "click"}
        if missing := life.clicks - clicks:
            self.faults.append(f"of person {person.number} are missing: {sorted(missing)}")
        if strange := clicks - life.clicks - life.perhaps:
            self.faults.append(f"of person {person.number} are not known: {sorted(strange)}")
        if held["customers"] != [life.profile]:
            self.faults.append(f"the record of person {person.number} is {held['customers']}")
        if sorted(held["orders"]) != sorted(person.orders):
            self.faults.append(f"the orders of person {person.number} are {held['orders']}")

    def once(self, call):
        """Calls; nothing when the service went away meanwhile."""
        self.calls += 1
        if self.shop is None:
            self.shop = self.soak.shop()
        try:
            return call(self.shop)
        except CUT_OFF:
            self.cuts += 1
            self.shop.client.close()
            self.shop = None
            time.sleep(.02)
            return None

    def until_answered(self, call):
        """Calls until it is answered, as a shop does whose call is queued."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.once(call) is None:
            assert time.monotonic() < deadline, "the service stays away"


class Soak:
    """The service, its shop, and those who call."""

    def __init__(self, options, folder: Path):
        self.seed, self.folder, self.data = options.seed, folder, folder / "data"
        self.keys = create_shop(self.data)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.is_over = threading.Event()
        self.workers = [Worker(self, index) for index in range(options.workers)]
        self.resident, self.cut_by_restarts = [], 0
        self.server = self.start()

    def start(self) -> Server:
        return Server("--data", self.data, "--port", self.port, log=self.folder / "serve.log")

    def shop(self) -> Shop:
        return Shop.of(Client(f"http://127.0.0.1:{self.port}"), self.keys)

    def run(self, minutes: float, seconds_between: float):
        for worker in self.workers:
            worker.start()
        end = time.monotonic() + minutes * 60
        for turn in itertools.count():
            time.sleep(max(0, min(seconds_between, end - time.monotonic())))
            if time.monotonic() >= end or any(worker.faults for worker in self.workers):
                break
            self.note_memory()
            self.disturb(turn)
        self.is_over.set()
        for worker in self.workers:
            worker.join(600)

    def note_memory(self):
        status = Path(f"/proc/{self.server.process.pid}/status").read_text()
        fields = dict(line.split(":", 1) for line in status.splitlines())
        resident, file = (int(fields[name].split()[0]) for name in ("VmRSS", "RssFile"))
        self.resident.append((resident - file) / 1024)
        people = sum(len(worker.lives) for worker in self.workers)
        gone = sum(one.is_forgotten for worker in self.workers for one in worker.lives)
        calls = sum(worker.calls for worker in self.workers)
        print(f"{time.strftime('%H:%M:%S')} private {self.resident[-1]:.1f} MB, resident"
              f" {resident / 1024:.1f} MB, people {people}, forgotten {gone}, calls {calls},"
              f" cut off {sum(worker.cuts for worker in self.workers)}", flush=True)

    def disturb(self, turn):
        """A kill, a stop, a restart in turn; and a snapshot, which has to forget, too."""
        if turn % 2:
            command("backup", "--data", self.data, "--keep", "2", timeout=600)
        if turn % 3 == 2:
            before = sum(worker.cuts for worker in self.workers)
            self.server.restart()
            self.cut_by_restarts += sum(worker.cuts for worker in self.workers) - before
            return
        if turn % 3:
            assert self.server.stop(signal.SIGTERM) == 0, self.server.errors()[-2000:]
        else:
            self.server.kill()
        self.server = self.start()

    def faults(self) -> list:
        """What was wrong, also in the files, once nobody calls any more."""
        faults = [fault for worker in self.workers for fault in worker.faults]
        faults += ["a worker did not end" for worker in self.workers if worker.is_alive()]
        if self.server.stop() != 0:
            faults.append(f"the service did not end well: {self.server.errors()[-2000:]}")
        if self.cut_by_restarts:
            faults.append(f"{self.cut_by_restarts} calls failed by a restart in place")
        if "Fatal error" in self.server.errors():
            faults.append("the service crashed by itself")
        gone = {one.person.mark for worker in self.workers for one in worker.lives
                if one.is_forgotten}
        command("purge", "--data", self.data, "--backups", timeout=600)
        if left := occurrences([self.data], gone):
            faults.append(f"of {len(left)} of {len(gone)} forgotten people there are bytes left")
        verified = json.loads(command("verify", "--data", self.data, "--json", timeout=600))
        faults += [fault["message"] for fault in verified["faults"]]
        return faults


def arguments():
    parser = argparse.ArgumentParser(
        prog="scripts/soak", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seconds-between", type=float, default=60, metavar="SECONDS",
                        help="between two kills or restarts (60)")
    parser.add_argument("--workers", type=int, default=16)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    return parser.parse_args()


def main() -> int:
    options = arguments()
    print(f"seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="oblio-soak-") as folder:
        soak = Soak(options, Path(folder))
        soak.run(options.minutes, options.seconds_between)
        soak.note_memory()
        faults = soak.faults()
    for fault in faults[:20]:
        print("FAULT", fault)
    print(f"{len(faults)} faults, {len(soak.resident) - 1} kills and restarts")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
