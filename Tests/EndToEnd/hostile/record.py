"""Asks nginx and uvicorn for their answers and writes them down, with the page that shows them.

    cd Tests/EndToEnd && python3 -m hostile.record

Needs Debian's `nginx-light` (`scripts/prepare nginx-light`), and `uvicorn` beside the packages of
requirements.txt.
"""

import json
import socket
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from . import page, tables
from .exchange import answers_of, wait_for

FOLDER = Path(__file__).parent
AT_ONCE = 24


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@contextmanager
def running(command, port):
    """Runs a server for a while."""
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()


@contextmanager
def nginx():
    """nginx as a proxy before itself."""
    with tempfile.TemporaryDirectory() as folder:
        port, file = free_port(), Path(folder) / "nginx.conf"
        Path(folder).chmod(0o755)
        text = (FOLDER / "nginx.conf").read_text()
        file.write_text(text.replace("FOLDER", folder).replace("PORT", str(port)))
        with running(["nginx", "-e", f"{folder}/errors", "-c", file], port):
            yield port


@contextmanager
def uvicorn():
    """uvicorn with httptools, as FastAPI is mostly served."""
    port = free_port()
    with running([sys.executable, "-m", "uvicorn", "--app-dir", FOLDER, "--http", "httptools",
                  "--port", str(port), "--log-level", "critical", "app:app"], port):
        yield port


def answers(port) -> dict:
    """What the server on a port answers to every case."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = pool.map(
            lambda case: answers_of(port, case.sent, half_closes=False), tables.CASES.values())
        return dict(zip(tables.CASES, found, strict=True))


def main():
    """Records both, and writes the page."""
    shown = subprocess.run(["nginx", "-v"], capture_output=True, text=True, check=True).stderr
    servers = {
        f"nginx {shown.strip().rpartition('/')[2]}": nginx,
        f"uvicorn {version('uvicorn')} with httptools {version('httptools')}": uvicorn,
    }
    recorded = {}
    for name, server in servers.items():
        with server() as port:
            recorded[name] = answers(port)
    page.RECORDED.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n")
    page.write(recorded)


if __name__ == "__main__":
    main()
