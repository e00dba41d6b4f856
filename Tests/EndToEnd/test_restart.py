"""SIGHUP puts the service anew in its own place, and nobody who calls notices."""

import http.client
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from client import Client, query_string
from server import Server, binary, create_shop, run

PATIENCE_SECONDS = 60
HEAD = b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n"


def wait_until(condition, what: str):
    """Waits for something that has to come."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"it never came: {what() if callable(what) else what}"
        time.sleep(0.01)


def refused(served: Server) -> int:
    """How often the service has said that it was not restarted."""
    return served.errors().count("not restarted")


class Raw:
    """A connection whose every byte is the test's, and which is never opened anew."""

    def __init__(self, served: Server):
        self.socket = socket.create_connection((served.host, served.port), PATIENCE_SECONDS)
        self._file = self.socket.makefile("rb")

    def send(self, data: bytes):
        self.socket.sendall(data)

    def answer(self) -> tuple[int, bytes]:
        """The next answer's status and body."""
        status = 100
        while status == 100:
            line = self._file.readline()
            assert line.startswith(b"HTTP/1.1 "), f"no answer but {line!r}"
            status, headers = int(line.split()[1]), http.client.parse_headers(self._file)
        if headers.get("Transfer-Encoding") != "chunked":
            return status, self._file.read(int(headers["Content-Length"]))
        body = b""
        while size := int(self._file.readline(), 16):
            body += self._file.read(size)
            self._file.readline()
        self._file.readline()
        return status, body

    def exchange(self, data: bytes) -> tuple[int, bytes]:
        self.send(data)
        return self.answer()

    def close(self):
        self._file.close()
        self.socket.close()


def posted(keys: dict, endpoint: str, **arguments) -> bytes:
    """A call by POST as bytes."""
    body = json.dumps(
        {"key": keys["key"], "private_key": keys["private_key"], **arguments}).encode()
    return (f"POST /v2/{endpoint} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode() + body


def order(keys: dict, number: str, email: str) -> bytes:
    """A call that writes an order."""
    return posted(keys, "orders", orders=[{
        "id": number, "email": email, "time": 1_500_000_000,
        "products": [{"id": 1, "quantity": 1, "price": 9.5}]}])


def asked(keys: dict, endpoint: str, **arguments) -> bytes:
    """A call by GET as bytes."""
    query = query_string({"key": keys["key"], "private_key": keys["private_key"], **arguments})
    return f"GET /v2/{endpoint}?{query} HTTP/1.1\r\nHost: a\r\n\r\n".encode()


class Load:
    """Callers that write and read all the time; each looks at every answer."""

    def __init__(self, served: Server, shops: list[dict]):
        self.served, self.shops, self.isover = served, shops, threading.Event()
        self.written: list[tuple[dict, str]] = []
        self.calls = itertools.count()
        self.slowest = 0.0

    def caller(self, number: int, keeps_alive: bool) -> int:
        """Calls until it is over; a failed connection or a wrong answer is raised."""
        keys, connection, count = self.shops[number % len(self.shops)], None, 0
        while not self.isover.is_set():
            email = f"caller{number}-{count}@example.com"
            connection = connection or Raw(self.served)
            begin = time.monotonic()
            status, body = connection.exchange(order(keys, f"{number}-{count}", email))
            assert (status, json.loads(body)["status"]) == (200, "ok"), body
            self.written.append((keys, email))
            status, body = connection.exchange(asked(keys, "privacy/info", email=email))
            assert status == 200 and json.loads(body)["status"] == "ok", body
            assert email.encode() in body
            self.slowest = max(self.slowest, time.monotonic() - begin)
            next(self.calls)
            count += 1
            if not keeps_alive:
                connection.close()
                connection = None
        return count


@pytest.fixture
def served(place):
    """The place's folder, served."""
    with place.served() as running:
        yield running


def test_under_load_no_call_fails_and_no_write_is_lost(place):
    shops = [place.keys, *(create_shop(place.data, f"Shop {n}") for n in range(3))]
    with place.served("--threads", 2) as served, ThreadPoolExecutor(12) as pool:
        load = Load(served, shops)
        process, callers = served.process.pid, [
            pool.submit(load.caller, number, number % 2 == 0) for number in range(12)]
        try:
            for _ in range(5):
                before = len(load.written)
                served.restart()
                wait_until(
                    lambda: len(load.written) > before + 24 or any(c.done() for c in callers),
                    "calls after the restart")
        finally:
            load.isover.set()
        counts = [caller.result(PATIENCE_SECONDS) for caller in callers]
        assert all(counts) and served.process.pid == process and served.process.poll() is None
        assert served.restarts == 5
        with Client(served.url) as client:
            for keys, email in load.written:
                answer = client.post("/v2/privacy/info", {
                    "key": keys["key"], "private_key": keys["private_key"], "email": email})
                assert answer.status == 200 and email.encode() in answer.body, email


def test_connections_go_on_wherever_they_are(place, served):
    idle, half_head, half_body, pipelined, continued = (Raw(served) for _ in range(5))
    assert idle.exchange(HEAD)[0] == 200
    half_head.send(HEAD[:20])
    call = posted(place.keys, "privacy/info", email="nobody@example.com")
    half_body.send(call[:-10])
    pipelined.send(HEAD * 3 + HEAD[:9])
    continued.send(call.replace(b"Host: a", b"Host: a\r\nExpect: 100-continue", 1)[:-40])
    # What was sent before is received before this is answered: all go through the same loop's turns.
    assert idle.exchange(HEAD)[0] == 200
    served.restart()
    assert idle.exchange(HEAD)[0] == 200
    assert half_head.exchange(HEAD[20:])[0] == 200
    assert half_body.exchange(call[-10:])[0] == 200
    assert continued.exchange(call[-40:])[0] == 200
    pipelined.send(HEAD[9:])
    assert [pipelined.answer()[0] for _ in range(4)] == [200] * 4
    served.restart()
    assert idle.exchange(HEAD)[0] == 200


def test_a_body_in_chunks_is_waited_for(place, served):
    connection = Raw(served)
    body = json.dumps({
        "key": place.keys["key"], "private_key": place.keys["private_key"],
        "email": "nobody@example.com"}).encode()
    connection.send(
        b"POST /v2/privacy/info HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n" + b"%x\r\n" % len(body) + body[:5])
    assert Raw(served).exchange(HEAD)[0] == 200
    served.process.send_signal(signal.SIGHUP)
    wait_until(lambda: "restarting" in served.errors(), "the beginning of the restart")
    assert connection.exchange(body[5:] + b"\r\n0\r\n\r\n")[0] == 200
    wait_until(lambda: served.restarts == 1, "the restart")
    assert connection.exchange(HEAD)[0] == 200


def test_descriptors_do_not_pile_up(place):
    with place.served() as served:
        connections = [Raw(served) for _ in range(10)]

        def used():
            for connection in connections:
                assert connection.exchange(posted(
                    place.keys, "privacy/info", email="nobody@example.com"))[0] == 200
            folder = f"/proc/{served.process.pid}/fd"
            names = [os.readlink(f"{folder}/{number}") for number in os.listdir(folder)]
            # How many connections a shop's file has hangs on how many read at once.
            return sorted(name.split(":")[0] for name in names if "/shops/" not in name)

        served.restart()
        before = used()
        for _ in range(20):
            served.restart()
        assert used() == before


def test_the_lock_and_the_port_are_never_free(place, served):
    for _ in range(3):
        served.process.send_signal(signal.SIGHUP)
        for arguments in ([place.data, 0], [place.data.parent / "other", served.port]):
            done = run("serve", "--data", arguments[0], "--port", arguments[1])
            assert done.returncode == 1 and "in use" in done.stderr, done
    wait_until(lambda: served.restarts > 0, "a restart")


def test_settings_are_read_anew(place, tmp_path):
    settings = tmp_path / "settings"
    settings.write_text("threads = 1\n")
    with place.served("--config", settings) as served:
        settings.write_text("threads = 3\n")
        served.restart()
        names = {
            open(f"/proc/{served.process.pid}/task/{task}/comm").read().strip()
            for task in os.listdir(f"/proc/{served.process.pid}/task")}
        assert {"reactor-0", "reactor-1", "reactor-2"} <= names


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def test_another_port_is_taken_and_the_old_one_let_go(place, tmp_path):
    settings, port = tmp_path / "settings", free_port()
    settings.write_text(f"port = {port}\n")
    with Server("--data", place.data, "--config", settings, log=tmp_path / "log") as served:
        connection = Raw(served)
        served.port = free_port()
        settings.write_text(f"port = {served.port}\n")
        served.restart()
        assert connection.exchange(HEAD)[0] == 200
        assert Raw(served).exchange(HEAD)[0] == 200
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port))
        with socket.create_server(("127.0.0.1", 0)) as other:
            settings.write_text(f"port = {other.getsockname()[1]}\n")
            served.process.send_signal(signal.SIGHUP)
            wait_until(lambda: refused(served) == 1, "the refusal")
        assert "is in use" in served.errors()
        assert connection.exchange(HEAD)[0] == 200


def test_a_restart_that_cannot_go_well_is_refused(place, tmp_path):
    settings = tmp_path / "settings"
    settings.write_text("threads = 1\n")
    with place.served("--config", settings) as served:
        connection = Raw(served)
        settings.write_text("threads = many\n")
        served.process.send_signal(signal.SIGHUP)
        wait_until(lambda: refused(served) == 1, "the refusal")
        assert "threads must be an integer" in served.errors()
        assert connection.exchange(HEAD)[0] == 200
        settings.write_text("threads = 1\n")
        served.restart()
        assert connection.exchange(HEAD)[0] == 200


def test_data_of_a_newer_version_refuse_the_restart(place):
    with place.served() as served:
        connection = Raw(served)
        served.restart()
        # As a newer version would leave it, for whoever looks at the file from outside.
        with open(place.data / "registry.db", "r+b") as registry:
            registry.seek(60)
            version = registry.read(4)
            registry.seek(60)
            registry.write((1000).to_bytes(4, "big"))
            registry.flush()
            served.process.send_signal(signal.SIGHUP)
            wait_until(lambda: refused(served) == 1, "the refusal")
            registry.seek(60)
            registry.write(version)
        assert "newer version" in served.errors()
        assert connection.exchange(HEAD)[0] == 200


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """The binary as a file of the test's own, which servers are started from."""
    path = tmp_path / "oblio"
    shutil.copy(binary(), path)
    monkeypatch.setenv("OBLIO_BIN", str(path))
    return path


def test_without_the_program_the_service_goes_on(place, copied):
    with place.served() as served:
        connection = Raw(served)
        away = copied.rename(copied.with_name("away"))
        served.process.send_signal(signal.SIGHUP)
        wait_until(lambda: refused(served) == 1, "the refusal")
        assert connection.exchange(HEAD)[0] == 200
        away.rename(copied)
        served.restart()
        assert connection.exchange(HEAD)[0] == 200


def test_when_the_program_vanishes_after_its_check_the_service_goes_on(place, copied):
    with place.served() as served:
        connection = Raw(served)
        connection.send(HEAD[:9])
        away = copied.rename(copied.with_name("away"))
        copied.write_text('#!/bin/sh\nrm "$0"\n')
        copied.chmod(0o700)
        served.process.send_signal(signal.SIGHUP)
        wait_until(lambda: served.restarts == 1, "that it serves again")
        assert "cannot start" in served.errors()
        assert connection.exchange(HEAD[9:])[0] == 200
        assert connection.exchange(posted(
            place.keys, "privacy/info", email="nobody@example.com"))[0] == 200
        away.rename(copied)
        served.restart()
        assert connection.exchange(HEAD)[0] == 200


def test_signals_in_a_row(place):
    with place.served() as served:
        connection = Raw(served)
        for _ in range(20):
            served.process.send_signal(signal.SIGHUP)
            time.sleep(0.005)
        wait_until(lambda: served.restarts > 0, "a restart")
        assert connection.exchange(HEAD)[0] == 200


@pytest.mark.parametrize("delay", [0, 0.02, 0.05, 0.1, 0.2])
def test_a_stop_amid_a_restart_stops(place, delay):
    served = place.served()
    served.process.send_signal(signal.SIGHUP)
    time.sleep(delay)
    assert served.stop() == 0, served.errors()


def test_an_ephemeral_service_keeps_its_folder_and_port(tmp_path):
    folders = tmp_path / "folders"
    folders.mkdir()
    with Server.ephemeral(tmp_path / "log", environment={"TMPDIR": str(folders)}) as served:
        keys, connection = {"key": served.key, "private_key": served.private_key}, Raw(served)
        assert connection.exchange(order(keys, "1", "jane@example.com"))[0] == 200
        data = list(folders.iterdir())
        served.restart()
        answer = connection.exchange(posted(keys, "privacy/info", email="jane@example.com"))
        assert answer[0] == 200 and b"jane@example.com" in answer[1]
        assert Raw(served).exchange(HEAD)[0] == 200
        assert list(folders.iterdir()) == data and len(data) == 1
    assert not list(folders.iterdir())


def test_check_says_whether_a_start_would_work(place, tmp_path):
    settings = tmp_path / "settings"
    settings.write_text("port = 0\n")
    arguments = ["serve", "--data", place.data, "--config", settings, "--check"]
    assert run(*arguments).returncode == 0
    with place.served() as served:
        settings.write_text(f"port = {served.port}\n")
        assert run(*arguments).returncode == 0, "the service's own port and folder are no fault"
        other = run("serve", "--data", tmp_path / "other", "--port", served.port, "--check")
        assert other.returncode == 1 and "in use" in other.stderr
        assert not (tmp_path / "other").exists()
    settings.write_text("port = much\n")
    assert run(*arguments).returncode == 64


def test_an_import_goes_on_over_restarts(place, served):
    file, count = place.data.parent / "feed.jsonl", 5_000
    file.write_text("".join(json.dumps({
        "table": "activity", "visitor": f"v{n % 100}", "type": "click", "time": 10**9 + n,
        "product": n}) + "\n" for n in range(count)))
    importing = subprocess.Popen(
        [binary(), "import", file, "--shop", place.keys["key"], "--data", place.data],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    for _ in range(4):
        served.restart()
    errors = importing.communicate(timeout=PATIENCE_SECONDS)[1]
    assert importing.returncode == 0, errors
    status, body = Raw(served).exchange(posted(place.keys, "privacy/info", visitor="v7"))
    assert status == 200 and body.count(b'"click"') == count // 100


def test_after_a_restart_amid_long_work_all_is_as_it_should_be(place):
    place.grow(200)
    with place.served() as served:
        backup = subprocess.Popen(
            [binary(), "backup", "--data", place.data], stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True)
        served.restart()
        errors = backup.communicate(timeout=PATIENCE_SECONDS)[1]
        assert backup.returncode == 0 or "oblio:" in errors, errors
        assert run("backup", "--data", place.data).returncode == 0
        verified = run("verify", "--data", place.data)
        assert verified.returncode == 0, verified.stdout + verified.stderr


@pytest.mark.parametrize("description", [b"", b"{}\n", b'{"version":2}\n', b"no JSON\n"])
def test_a_handover_of_another_version_is_refused(tmp_path, description):
    with open(tmp_path / "handover", "w+b") as file:
        file.write(description)
        file.flush()
        done = run(
            "serve", "--data", tmp_path / "data", "--port", 0, pass_fds=[file.fileno()],
            env={**os.environ, "OBLIO_HANDOVER": str(file.fileno())})
    assert done.returncode == 1 and "not understood" in done.stderr, done
