"""`oblio doctor` and `oblio ready`, and where the server refuses to listen."""

import json
import os
import socket
import threading

import pytest

from client import Client
from server import Server, command, run

# What the machine that tests run on decides.
MACHINE = {"SQLite", "kernel", "clock", "open files", "memory", "file system", "space", "syncs"}


def diagnosis(place, *arguments, environment=None) -> tuple[dict[str, list[str]], str]:
    """The levels by check, and all that was said; the exit code must fit them."""
    done = run("doctor", "--data", place.data, "--json", *arguments,
               env={**os.environ, **(environment or {})})
    report = json.loads(done.stdout)
    levels = {}
    for finding in report["findings"]:
        levels.setdefault(finding["check"], []).append(finding["level"])
    worst = {level for found in levels.values() for level in found}
    expected = next(level for level in ("problem", "warning", "ok") if level in worst)
    assert report["status"] == expected
    assert done.returncode == (1 if expected == "problem" else 0)
    return levels, done.stdout


def of_the_deployment(levels) -> dict[str, str]:
    """The worst level of each check that the machine has no say in."""
    order = ["ok", "warning", "problem"]
    return {check: max(found, key=order.index)
            for check, found in levels.items() if check not in MACHINE}


def snapshot_of(folder) -> dict:
    """What shows a change: names, modes, sizes, times of writing."""
    return {
        str(path.relative_to(folder)): (status.st_mode, status.st_size, status.st_mtime_ns)
        for path in sorted([folder, *folder.rglob("*")]) for status in [path.lstat()]}


def test_a_good_deployment_has_no_problem_and_is_left_as_it_is(place, tmp_path):
    place.populate()
    key = tmp_path / "registry.key"
    key.write_bytes(os.urandom(32))
    command("backup", "--data", place.data, "--registry-key", key)
    before = snapshot_of(place.data)
    levels, _ = diagnosis(place)
    assert snapshot_of(place.data) == before
    owner = "warning" if os.geteuid() == 0 else "ok"
    assert of_the_deployment(levels) == {
        "address": "ok", "callers": "ok", "exposure": "ok", "folder": owner, "files": "ok",
        "shops": "ok", "backups": "ok", "leftovers": "ok", "server": "ok"}


def test_beside_a_server_it_tells_what_the_server_says(place):
    place.populate()
    with place.served() as server:
        levels, text = diagnosis(place)
        assert levels["server"] == ["ok"] and "it reads and writes" in text
        assert levels["backups"] == ["warning", "warning"]
        (place.data / "shops" / "foreign").mkdir(mode=0o700)
        assert diagnosis(place)[0]["shops"] == ["problem"]
        assert server.process.poll() is None
    assert "none runs on this folder" in diagnosis(place)[1]


def test_what_others_may_read_is_a_problem(place):
    file = place.data / "registry.db"
    file.chmod(0o644)
    levels, text = diagnosis(place)
    assert levels["files"] == ["problem"] and "registry.db" in text
    file.chmod(0o600)
    place.data.chmod(0o750)
    assert "problem" in diagnosis(place)[0]["folder"]


def test_settings_that_lead_past_tls_are_a_problem(place):
    open_to_all = {"OBLIO_HOST": "0.0.0.0"}
    assert diagnosis(place, environment=open_to_all)[0]["address"] == ["problem"]
    behind = {**open_to_all, "OBLIO_BEHIND_TLS": "true"}
    assert diagnosis(place, environment=behind)[0]["address"] == ["warning"]
    behind["OBLIO_BASE_URL"] = "http://privacy.example.com"
    assert diagnosis(place, environment=behind)[0]["address"] == ["problem"]
    behind["OBLIO_BASE_URL"] = "https://privacy.example.com"
    assert diagnosis(place, environment=behind)[0]["address"] == ["ok"]


def test_no_folder_is_a_problem(tmp_path):
    done = run("doctor", "--data", tmp_path / "none")
    assert done.returncode == 1
    assert "`oblio shop create` makes one" in done.stdout
    assert not (tmp_path / "none").exists()


def test_nothing_personal_is_said(place):
    place.populate()
    _, text = diagnosis(place)
    for person in place.people:
        assert person.mark not in text
    assert place.keys["private_key"] not in text and place.keys["key"] not in text


def test_ready_says_whether_a_server_serves(place):
    with place.served() as server:
        assert command("ready", "--url", server.url) == "ready\n"
        port = {**os.environ, "OBLIO_PORT": str(server.port), "OBLIO_HOST": "0.0.0.0",
                "OBLIO_BEHIND_TLS": "true"}
        assert command("ready", env=port) == "ready\n"
    done = run("ready", "--url", server.url)
    assert done.returncode == 1 and server.url in done.stderr
    assert run("ready", "--url", "https://privacy.example.com").returncode == 64


@pytest.mark.parametrize("answer", [
    b"", b"SSH-2.0-x\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\nhello", b"HTTP/1.1 200 OK\r\n\r\n{}",
    b'HTTP/1.1 503 Service Unavailable\r\n\r\n{"status":"unavailable","reason":"no disk"}'])
def test_ready_believes_nothing_else(answer):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(30)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"

        def serve():
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        done = run("ready", "--url", url)
    assert done.returncode == 1
    assert ("no disk" in done.stderr) == (b"no disk" in answer)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "privacy.example.com", "localhost.", ""])
def test_other_machines_are_refused_without_tls(tmp_path, host):
    done = run("serve", "--data", tmp_path / "data", "--port", 0, "--host", host)
    assert done.returncode == 64
    assert "--behind-tls" in done.stderr
    assert not (tmp_path / "data").exists(), "nothing was made for a server that does not start"


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_behind_tls_all_addresses_may_be_listened_to(tmp_path, host):
    if host == "::" and not socket.has_dualstack_ipv6():
        pytest.skip("there is no IPv6 here")
    log = tmp_path / "log"
    with Server.on_folder(
            tmp_path / "data", "--host", host, "--behind-tls", log=log) as server:
        with Client(f"http://127.0.0.1:{server.port}") as client:
            assert client.send("GET", "/health").status == 200
