"""The places at which a debug build can be killed, as its source names them."""

import os
import re
import signal
import subprocess
from functools import cache

from server import REPOSITORY, Server, create_shop, run

SOURCE = REPOSITORY / "Sources/PrivacySQLite/Faults/FaultPoint.swift"
POINTS = re.findall(r'^    case \w+ = "([a-z]+\.[a-z]+)"$', SOURCE.read_text(), re.MULTILINE)


def of(operation: str) -> list:
    """The points inside one operation."""
    return [point for point in POINTS if point.startswith(operation + ".")]


def at(point: str, time: int = 1) -> dict:
    """The environment in which a process is killed there, the first or a later time."""
    return {"OBLIO_FAULT": f"{point}:{time}"}


def was_killed(process: subprocess.Popen | subprocess.CompletedProcess) -> bool:
    """Whether a process ended by the kill, and not otherwise."""
    return process.returncode == -signal.SIGKILL


def killed(server: Server, seconds: float = 30) -> bool:
    """Waits for a server's end; says whether it was the kill."""
    try:
        server.process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return was_killed(server.process)


@cache
def are_built_in(folder) -> bool:
    """Whether the binary under test has the points: a forget without a server dies at one."""
    keys = create_shop(folder / "probe")
    done = run("forget", "--shop", keys["key"], "--data", folder / "probe", "--email",
               "probe@shop.example", "--yes", env={**os.environ, **at("forget.intended")})
    return was_killed(done)
