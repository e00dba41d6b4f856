"""The server under test with the simplest service: it answers with what it saw."""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

from server import binary


@contextmanager
def echo_server():
    """Runs `EchoServer`, which is built beside `oblio`, and yields its port."""
    path = os.environ.get("OBLIO_ECHO_BIN") or Path(binary()).with_name("EchoServer")
    with subprocess.Popen(
            [path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield int(process.stdout.readline())
        process.stdin.close()
        assert process.wait(30) == 0
