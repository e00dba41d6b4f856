"""Where and with what was measured."""

import os
import re
import sqlite3
import subprocess
import time
from pathlib import Path

from .contestants import HERE, cores
from .peers import find


# What of the versions belongs to which server; the rest belongs to all.
OF_SERVERS = {
    "hummingbird": ("Hummingbird", "GRDB", "SwiftNIO"), "flyingfox": ("FlyingFox", "GRDB"),
    "go": ("Go", "go-sqlite3"), "go-group": ("Go", "go-sqlite3"), "nginx": ("nginx",),
    "node": ("Node", "node-sqlite3"), "fastapi": ("Python", "FastAPI", "uvicorn", "orjson"),
}


def about(given, servers: list[str]) -> dict:
    """What a reader has to know of a section of the results in which these were measured."""
    named = {name for one in servers for name in OF_SERVERS.get(one, ())}
    others = {name for names in OF_SERVERS.values() for name in names} - named
    return {
        "date": time.strftime("%Y-%m-%d"),
        "machine": machine(),
        "versions": {name: version for name, version in versions(given).items()
                     if name not in others},
        "rounds": given.rounds, "seconds": given.seconds, "connections": given.connections,
        "threads": cores(given), "shops": given.shops, "subjects": given.subjects,
    }


def machine() -> str:
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    system = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text())
    return (f"{os.cpu_count()} cores of {model[1] if model else os.uname().machine}, "
            f"{int(memory[1]) / 2**20:.0f} GB, {system[1] if system else 'Linux'}, "
            f"kernel {os.uname().release}")


def versions(given) -> dict[str, str]:
    """By name; what is not there is left out."""
    found = {"oblio": _said(given.oblio, "--version"), "SQLite": sqlite3.sqlite_version,
             "wrk": _said("wrk", "--version", at=r"wrk (?:debian/)?(\S+)"),
             "Swift": _said("swift", "--version", at=r"Swift version (\S+)"),
             "Go": _said("go", "version", at=r"go version go(\S+)"),
             "go-sqlite3": _package("golang-github-mattn-go-sqlite3-dev"),
             "Node": _said("node", "--version"),
             "nginx": _said("nginx", "-v", at=r"nginx/(\S+)"),
             "Python": _said("python3", "--version", at=r"Python (\S+)"),
             "GCC": _said("gcc", "-dumpfullversion")}
    for file, pattern, names in (
            ("peers/swift/Package.swift", '/{}", exact: "(.*?)"', {
                "Hummingbird": "hummingbird", "GRDB": "GRDB.swift", "SwiftNIO": "swift-nio",
                "FlyingFox": "FlyingFox"}),
            ("requirements.txt", r"{}==(\S+)", {
                "FastAPI": "fastapi", "uvicorn": "uvicorn", "orjson": "orjson"})):
        text = (HERE / file).read_text()
        found |= {name: re.search(pattern.format(re.escape(pinned)), text)[1]
                  for name, pinned in names.items()}
    deb = next((given.work / "node-sqlite3").glob("*.deb"), None)
    found["node-sqlite3"] = deb.name.split("_")[1] if deb else _package("node-sqlite3")
    return {name: version for name, version in found.items() if version}


def _said(program, argument: str, at: str = r"(\S+)") -> str | None:
    path = find(str(program))
    if not path:
        return None
    done = subprocess.run([path, argument], capture_output=True, text=True)
    match = re.search(at, done.stdout + done.stderr)
    return match[1] if match else None


def _package(name: str) -> str | None:
    done = subprocess.run(["dpkg-query", "--show", "--showformat=${Version}", name],
                          capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else None
