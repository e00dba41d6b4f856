"""The peers: what each is, how it is built, how it is started."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from . import seeds
from .contestants import HERE, ROOT, Contestant, cores
from .messages import say

ANSWER_BYTES = 2_048  # what nginx answers: about what info answers elsewhere
CEILINGS = {"nginx"}


class Missing(Exception):
    """Why a peer cannot be measured here."""


def contestants(given, names: list[str]) -> list[Contestant]:
    """The peers of those names; one that cannot be had is left out, and that is said."""
    found = []
    for name in names:
        try:
            command, environment = MAKERS[name](given)
        except (Missing, subprocess.CalledProcessError, OSError) as reason:
            say(f"{name} is left out: {reason}")
            continue
        is_nginx = name == "nginx"
        seed = given.work / "nginx" if is_nginx else seeds.for_peers(
            given.work, given.shops, given.subjects)
        seed.mkdir(exist_ok=True)
        found.append(Contestant(
            name, command, seed, given.shops, given.subjects, environment,
            holds_records=not is_nginx,
            prepare=(lambda data, port: configure_nginx(given, data, port)) if is_nginx else None))
    return found


def need(*programs: str, packages: tuple[str, ...] = ()):
    """Installs packages; refuses when a program is not there even then."""
    if packages and shutil.which("apt-get"):
        subprocess.run([ROOT / "scripts/prepare", *packages], check=True)
    for program in programs:
        if not find(program):
            raise Missing(f"there is no {program}")


def find(program: str) -> str | None:
    return shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin")


def swift(product: str):
    def make(given):
        folder = given.peers_build
        if not folder:
            need("swift", packages=("libsqlite3-dev",))
            build = ["swift", "build", "--configuration", "release", "--quiet",
                     "--package-path", HERE / "peers/swift", "--scratch-path", given.work / "swift"]
            subprocess.run(build, check=True)
            folder = given.work / "swift/release"
        if not (folder / product).exists():
            raise Missing(f"there is no {folder / product}")
        return [str(folder / product), "{data}", "{port}"], {}

    return make


def fastapi(given):
    need("python3", packages=("python3-venv",))
    venv = given.work / "venv"
    if not (venv / "bin/python").exists():
        subprocess.run(["python3", "-m", "venv", venv], check=True)
    subprocess.run([venv / "bin/pip", "install", "--quiet", "--disable-pip-version-check",
                    "--requirement", HERE / "requirements.txt"], check=True)
    return [str(venv / "bin/uvicorn"), "app:app", "--app-dir", str(HERE / "peers/fastapi"),
            "--host", "127.0.0.1", "--port", "{port}", "--workers", str(cores(given)),
            "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "error",
            ], {"DATADIR": "{data}", "PYTHONDONTWRITEBYTECODE": "1"}


def go(**environment):
    def make(given):
        need("go", packages=("golang-go", "golang-github-mattn-go-sqlite3-dev", "libsqlite3-dev"))
        program = given.work / "go-peer"
        subprocess.run(["go", "build", "-tags", "libsqlite3", "-o", program, "main.go"],
                       cwd=HERE / "peers/go", check=True,
                       env={**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode",
                            "GOCACHE": str(given.work / "go-cache")})
        return [str(program), "{data}", "{port}"], {"GOMAXPROCS": str(cores(given)), **environment}

    return make


def node(given):
    need("node")
    environment = {"WORKERS": str(cores(given)), **node_driver(given.work / "node-sqlite3")}
    return ["node", str(HERE / "peers/node/server.js"), "{data}", "{port}"], environment


def node_driver(folder: Path) -> dict[str, str]:
    """Debian's node-sqlite3, installed for Debian's node, and only unpacked for any other.

    The binding asks for Debian's libnode; another node has its symbols itself, so an empty library
    of that name will do.
    """
    if "libnode" in subprocess.check_output(["ldd", find("node")], text=True):
        need(packages=("node-sqlite3",))
        return {"NODE_PATH": "/usr/lib/x86_64-linux-gnu/nodejs:/usr/share/nodejs"}
    modules = folder / "usr/lib/x86_64-linux-gnu/nodejs"
    if not (folder / "libnode.so.108").exists():
        folder.mkdir(exist_ok=True)
        subprocess.run(["apt-get", "download", "--quiet=2", "node-sqlite3"], cwd=folder, check=True)
        subprocess.run(["dpkg", "-x", *folder.glob("*.deb"), folder], check=True)
        (modules / "sqlite3/lib/sqlite3-binding.js").write_text(
            "module.exports = require('./binding/napi-v6-linux-glibc-x64/node_sqlite3.node');\n")
        subprocess.run(["gcc", "-shared", "-o", folder / "libnode.so.108",
                        "-Wl,-soname,libnode.so.108", "-x", "c", "/dev/null"], check=True)
    return {"NODE_PATH": str(modules), "LD_LIBRARY_PATH": str(folder)}


def nginx(given):
    need("nginx", packages=("nginx-light",))
    return [find("nginx"), "-c", "{data}/nginx.conf"], {}


def configure_nginx(given, data: Path, port: int):
    body = json.dumps({"status": "ok", "activity": "x" * (ANSWER_BYTES - 33)})
    text = (HERE / "peers/nginx/nginx.conf").read_text()
    for word, value in {"CORES": cores(given), "DATA": data, "PORT": port, "BODY": body}.items():
        text = text.replace(word, str(value))
    (data / "nginx.conf").write_text(text)
    data.chmod(0o777)  # its workers are another user when it is started by root


MAKERS = {
    "hummingbird": swift("hummingbird-grdb"),
    "flyingfox": swift("flyingfox-grdb"),
    "go": go(),
    "go-group": go(GROUP="1"),
    "node": node,
    "fastapi": fastapi,
    "nginx": nginx,
}
