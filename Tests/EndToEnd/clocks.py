"""The time of day as the service sees it, which a test sets on and back while it runs."""

import mmap
import shutil
import struct
import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_name("clock.c")
DAY = 86_400


def compiler() -> str | None:
    """A C compiler; Swift's toolchain brings one."""
    return shutil.which("cc") or shutil.which("clang") or shutil.which("gcc")


class Clock:
    """A clock in a file, as many seconds off as it is told."""

    def __init__(self, folder: Path):
        library, file = folder / "clock.so", folder / "clock"
        subprocess.run(
            [compiler(), "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], check=True)
        file.write_bytes(bytes(mmap.PAGESIZE))
        with open(file, "r+b") as opened:
            self._page = mmap.mmap(opened.fileno(), mmap.PAGESIZE)
        self.environment = {"LD_PRELOAD": str(library), "OBLIO_TEST_CLOCK": str(file)}

    def set(self, days: float):
        """From now on it is so many days later than it is; a negative number: earlier."""
        self._page[:8] = struct.pack("<q", int(days * DAY))
