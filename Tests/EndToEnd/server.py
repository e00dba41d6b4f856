"""Starts, stops and kills the `oblio` binary, and runs its commands."""

import json
import os
import re
import secrets
import selectors
import shutil
import signal
import subprocess
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
READY = re.compile(r"oblio is listening on (http://(\S+):(\d+))")
START_SECONDS = 30
STOP_SECONDS = 30


def binary() -> str:
    """The binary under test: `OBLIO_BIN`, else the package's debug or release build."""
    candidates = [
        os.environ.get("OBLIO_BIN"),
        REPOSITORY / ".build/debug/oblio",
        REPOSITORY / ".build/release/oblio",
    ]
    for candidate in filter(None, candidates):
        if Path(candidate).is_file():
            return str(candidate)
    raise FileNotFoundError("there is no oblio binary: build it, or set OBLIO_BIN to its path")


def run(*arguments, timeout=60, wrapper=(), **options) -> subprocess.CompletedProcess:
    """Runs a command of the binary to its end; the caller looks at the exit code."""
    options.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.run(
        [*wrapper, binary(), *map(str, arguments)],
        capture_output=True, text=True, timeout=timeout, **options)


def command(*arguments, **options) -> str:
    """Runs a command that must succeed and returns what it printed."""
    done = run(*arguments, **options)
    assert done.returncode == 0, f"oblio {arguments[:2]} ended {done.returncode}: {done.stderr}"
    return done.stdout


def create_shop(data: Path, name: str = "A shop") -> dict:
    """Makes a shop: `{"id", "name", "key", "private_key"}`."""
    return json.loads(command("shop", "create", name, "--data", data, "--json"))


class Server:
    """One running `oblio serve`. Its standard error is kept in a file for the whole run."""

    def __init__(self, *arguments, log: Path, wrapper=(), environment=None):
        self.log = log
        self._errors = open(log, "ab")
        self.process = subprocess.Popen(
            [*wrapper, binary(), "serve", *map(str, arguments)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._errors,
            env={**os.environ, **(environment or {})})
        try:
            self.url, self.host, self.port = self._wait_until_ready()
        except BaseException:
            self.kill()
            raise

    @classmethod
    def on_folder(cls, data: Path, *arguments, log: Path | None = None, **options) -> "Server":
        """Serves a data folder on a free port."""
        log = log or data.parent / f"{data.name}.log"
        return cls("--data", data, "--port", 0, *arguments, log=log, **options)

    @classmethod
    def ephemeral(cls, log: Path, *arguments, **options) -> "Server":
        """Serves one shop whose keys are known, on a folder that goes away at the end."""
        key, private_key = secrets.token_hex(8), secrets.token_hex(16)
        server = cls(
            "--ephemeral", "--port", 0, "--key", key, "--private-key", private_key, *arguments,
            log=log, **options)
        server.key, server.private_key = key, private_key
        return server

    def _wait_until_ready(self):
        deadline, text = time.monotonic() + START_SECONDS, ""
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while time.monotonic() < deadline:
                if not selector.select(deadline - time.monotonic()):
                    break
                piece = os.read(self.process.stdout.fileno(), 4096).decode()
                text += piece
                found = READY.search(text)
                if found and text.endswith("\n"):
                    return found[1], found[2], int(found[3])
                if not piece:
                    break
        raise AssertionError(
            f"the server did not say that it listens; it said {text!r} and {self.errors()!r}")

    def errors(self) -> str:
        """What it wrote to standard error so far."""
        return self.log.read_text(errors="replace")

    def stop(self, sig=signal.SIGTERM, pid: int | None = None) -> int:
        """Asks it to end and returns its exit code."""
        os.kill(pid or self.process.pid, sig)
        try:
            return self.process.wait(STOP_SECONDS)
        finally:
            self.kill()

    @property
    def restarts(self) -> int:
        """How often it has said that it was restarted."""
        return self.errors().count(" restarted url=")

    def restart(self):
        """Has it start anew in its own place; returns once it serves again."""
        before, deadline = self.restarts, time.monotonic() + START_SECONDS
        self.process.send_signal(signal.SIGHUP)
        while self.restarts == before:
            assert time.monotonic() < deadline, f"it was not restarted: {self.errors()[-500:]}"
            assert self.process.poll() is None, f"it ended: {self.errors()[-500:]}"
            time.sleep(0.01)

    def kill(self):
        """Ends it at once, as a loss of power would."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(STOP_SECONDS)
        self.process.stdout.close()
        self._errors.close()

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if self.process.poll() is not None:
            self.kill()
        elif kind is None:
            assert self.stop() == 0, f"the server did not end well: {self.errors()[-2000:]}"
        else:
            self.kill()


def has_strace() -> bool:
    """Whether system calls can be watched here."""
    return shutil.which("strace") is not None
