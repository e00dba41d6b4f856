"""Snapshots as files: found, taken apart, and put together again with something changed."""

import gzip
import hashlib
import json
from pathlib import Path

from server import command

SHOP_SUFFIX, REGISTRY_SUFFIX = ".oblio-backup", ".oblio-registry"


def backup(data: Path, *arguments) -> dict:
    """Makes snapshots of a data folder; returns the summary."""
    return json.loads(command("backup", "--data", data, *arguments, "--json"))


def snapshot_of(data: Path, shop: dict, *arguments) -> Path:
    """Makes a snapshot of one shop and returns its path."""
    [made] = backup(data, "--shop", shop["key"], *arguments)["snapshots"]
    path = Path(made["path"])
    return path if path.is_absolute() else data / path


def kept(data: Path, shop: dict) -> list:
    """The shop's snapshots that are there, oldest first; nothing else may lie beside them."""
    folder = data / "backups" / shop["id"]
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    assert all(path.suffix == SHOP_SUFFIX for path in found), found
    return found


def taken_apart(path: Path) -> tuple:
    """The manifest of a snapshot and its files by name; all that it says of them is checked."""
    first, _, rest = gzip.decompress(path.read_bytes()).partition(b"\n")
    manifest, files = json.loads(first), {}
    for file in manifest["files"]:
        content, rest = rest[:file["bytes"]], rest[file["bytes"]:]
        assert hashlib.sha256(content).hexdigest() == file["sha256"], file["name"]
        files[file["name"]] = content
    assert not rest, "there is something behind the last file"
    return manifest, files


def put_together(path: Path, manifest: dict, files: dict) -> Path:
    """Writes a snapshot whose sizes and checksums fit; only the seal cannot be made."""
    listed = [{"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
              for name, content in files.items()]
    line = json.dumps({**manifest, "files": listed}, separators=(",", ":"))
    path.write_bytes(gzip.compress(b"\n".join([line.encode(), b"".join(files.values())])))
    return path
