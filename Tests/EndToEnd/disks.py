"""Small file systems of a test's own, that can be filled, freed, and made to take no writes."""

import os
import shutil
import subprocess
import time
from functools import cache
from pathlib import Path

import pytest

# Above what the service takes for full, so that a pytest failure cannot be one of the test itself.
DISK_BYTES = 24 << 20


def _is_done(*command) -> bool:
    return subprocess.run([*map(str, command)], capture_output=True).returncode == 0


class Disk:
    """A mounted file system."""

    def __init__(self, mount: Path):
        self.mount, self._filler = mount, mount / "filler"

    @property
    def data(self) -> Path:
        """The data folder on it."""
        return self.mount / "data"

    def fill(self, but: int = 0):
        """Takes every block that is left, but so many bytes."""
        number = os.open(self._filler, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        try:
            for size in (1 << 16, 1 << 12):
                try:
                    while True:
                        os.write(number, bytes(size))
                except OSError:
                    continue
            os.ftruncate(number, max(0, os.fstat(number).st_size - but))
        finally:
            os.close(number)

    def free(self):
        """Gives them back."""
        self._filler.unlink()

    def unmount(self):
        """Takes it away, as soon as nobody has a file on it open."""
        deadline = time.monotonic() + 10
        while not _is_done("umount", self.mount):
            if time.monotonic() > deadline:
                _is_done("umount", "-l", self.mount)
                return
            time.sleep(.1)


class MemoryDisk(Disk):
    """One in memory."""

    def __init__(self, mount: Path):
        super().__init__(mount)
        mount.mkdir()
        if not _is_done("mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", mount):
            pytest.skip("no file system may be mounted here")

    def enlarge(self):
        """Gives it twice as many blocks."""
        subprocess.run(
            ["mount", "-o", f"remount,size={2 * DISK_BYTES}", self.mount], check=True)

    def take_no_writes(self):
        """Makes it read-only; nobody may have a file on it open to write."""
        subprocess.run(["mount", "-o", "remount,ro", self.mount], check=True)


class ImageDisk(Disk):
    """One in a file, which can fail as a real one does."""

    def __init__(self, mount: Path, size: int = DISK_BYTES):
        super().__init__(mount)
        self.image = mount.with_suffix(".img")
        mount.mkdir()
        with open(self.image, "wb") as image:
            image.truncate(size)
        if not shutil.which("mkfs.ext4") or not _is_done("mkfs.ext4", "-qF", self.image) \
                or not self._mounts():
            pytest.skip("no image of a file system can be mounted here")

    def _mounts(self) -> bool:
        return _is_done("mount", "-o", "loop", self.image, self.mount)

    def blocks(self) -> bytes:
        """Every block of it, those that no file has included."""
        os.sync()
        return self.image.read_bytes()

    def fail(self):
        """Has it do as after an error of the device: from now on it takes no writes."""
        subprocess.run(["mount", "-o", "remount,abort", self.mount], check=True)

    def mend(self):
        """Repairs it, while nobody has a file on it open."""
        self.unmount()
        assert subprocess.run(["e2fsck", "-fy", self.image], capture_output=True).returncode <= 1
        assert self._mounts()


@cache
def _may_inject_faults() -> bool:
    return shutil.which("strace") is not None and _is_done(
        "strace", "-o", os.devnull, "-e", "inject=getpid:retval=1", "true")


def refusing(*files: Path, calls: str = "pwrite64", error: str = "ENOSPC", when: str = "1+",
             also: str = "", trace: Path | str = os.devnull) -> list:
    """What to put before a command so that the system refuses it some calls, on some files or all.

    The error is by default that of a full disk. A file that is named has to be there. `when` says which
    of each thread's calls, as `inject` of strace has it: 3+7 is the third, and each seventh after it.
    They are written to `trace`, and with them those of `also`, which are not refused.
    """
    if not _may_inject_faults():
        pytest.skip("strace may not inject faults here")
    paths = [part for file in files for part in ("-P", str(file))]
    return ["strace", "-f", "-o", str(trace), *paths,
            "-e", f"trace={calls},{also}".rstrip(","), "-e", f"inject={calls}:error={error}:when={when}"]


class Refusal:
    """While it stands, the system refuses a process some calls (`refusing`)."""

    def __init__(self, pid: int, *files: Path, **how):
        self._strace = subprocess.Popen(
            [*refusing(*files, **how), "-p", str(pid)], stderr=subprocess.PIPE, text=True)
        # It says so once it has the process.
        assert "attached" in self._strace.stderr.readline()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._strace.terminate()
        self._strace.communicate(timeout=30)
