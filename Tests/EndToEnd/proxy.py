"""nginx with the configuration that docker/ ships, with names, ports and paths of a test's own."""

import contextlib
import datetime
import http.client
import ipaddress
import os
import shutil
import socket
import ssl
import subprocess
import time
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from client import TIMEOUT_SECONDS, Client
from server import REPOSITORY

TEMPLATE = REPOSITORY / "docker/proxy/oblio.conf.template"
NAME = "privacy.example.com"
START_SECONDS = 30


def binary() -> str | None:
    """Where nginx is; Debian has it where not everybody looks."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")


def free_port() -> int:
    """A port that nobody has just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_certificate(folder):
    """A certificate for the public name, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.timezone.utc)
    names = [x509.DNSName(NAME), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256()))
    (folder / "tls.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "tls.key").write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption()))


class SecureClient(Client):
    """One connection to the proxy by TLS, which knows the certificate and trusts no other."""

    def __init__(self, url: str, certificate):
        super().__init__(url)
        parts = urlsplit(url)
        self._connection = http.client.HTTPSConnection(
            parts.hostname, parts.port, timeout=TIMEOUT_SECONDS,
            context=ssl.create_default_context(cafile=certificate))

    @property
    def local_port(self) -> int:
        """By which its connection can be told from others."""
        return self._connection.sock.getsockname()[1]


class Proxy:
    """A running nginx in front of a server that listens on `upstream`, a port."""

    def __init__(self, folder, upstream: int):
        self.folder = folder
        self.plain_port, self.port = free_port(), free_port()
        self.plain_url = f"http://127.0.0.1:{self.plain_port}"
        self.url = f"https://127.0.0.1:{self.port}"
        for name in ("logs", "temporary"):
            (folder / name).mkdir()
        make_certificate(folder)
        (folder / "nginx.conf").write_text(self._configuration(upstream))
        self.process = subprocess.Popen(
            [binary(), "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "logs/start"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self._wait_until_ready()

    def _configuration(self, upstream: int) -> str:
        text = TEMPLATE.read_text()
        for old, new in {
            "${OBLIO_NAME}": NAME,
            "listen 8080 ": f"listen 127.0.0.1:{self.plain_port} ",
            "listen 8443 ": f"listen 127.0.0.1:{self.port} ",
            "server oblio:8080;": f"server 127.0.0.1:{upstream};",
            "/run/secrets/": f"{self.folder}/",
            "/dev/stdout": f"{self.folder}/logs/access",
            "/dev/stderr": f"{self.folder}/logs/error",
        }.items():
            assert old in text, f"the template has no {old}"
            text = text.replace(old, new)
        temporary = "".join(
            f"    {name}_temp_path {self.folder}/temporary/{name} 1 2;\n"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        user = "user root;\n" if os.geteuid() == 0 else ""
        return (
            f"{user}daemon off;\nworker_processes 1;\npid {self.folder}/pid;\n"
            f"events {{ worker_connections 256; }}\nhttp {{\n{temporary}{text}\n}}\n")

    def _wait_until_ready(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        self.process.kill()
        raise AssertionError(f"nginx did not start: {self.process.stderr.read().decode()}")

    def client(self) -> SecureClient:
        """A connection by TLS."""
        return SecureClient(self.url, self.folder / "tls.crt")

    @contextlib.contextmanager
    def connection(self):
        """A connection by TLS, for bytes as they are."""
        context = ssl.create_default_context(cafile=self.folder / "tls.crt")
        with socket.create_connection(("127.0.0.1", self.port), timeout=TIMEOUT_SECONDS) as plain:
            with context.wrap_socket(plain, server_hostname=NAME) as secure:
                yield secure

    def send(self, request: bytes):
        """Sends bytes as they are by TLS, and waits until the connection is closed."""
        with self.connection() as connection:
            try:
                connection.sendall(request)
                while connection.recv(65536):
                    pass
            except (ssl.SSLError, ConnectionError):
                pass

    def logs(self) -> dict[str, str]:
        """What stands in its logs, by their names."""
        return {log.name: log.read_text() for log in (self.folder / "logs").iterdir()}

    def disk_traces(self) -> list:
        """What shows that it put a request or an answer on the disk.

        A file is without a name before it is written to; the folders that were made for it stay.
        """
        return list((self.folder / "temporary").glob("*/*"))

    def stop(self) -> str:
        """Ends it, and returns what it wrote to standard error."""
        self.process.terminate()
        _, errors = self.process.communicate(timeout=START_SECONDS)
        return errors.decode()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop()
