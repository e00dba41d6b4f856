"""What `/metrics` says, and what comes to be so after a while."""

import time

ENOUGH_SECONDS = 20


def eventually(check):
    """Waits until something is so."""
    deadline = time.monotonic() + ENOUGH_SECONDS
    while not check():
        assert time.monotonic() < deadline
        time.sleep(.1)


def metric(client, name: str) -> int:
    """The value of one sample, named as it is written, with its labels."""
    for line in client.get("/metrics").body.decode().splitlines():
        if line.rpartition(" ")[0] == name:
            return int(line.rpartition(" ")[2])
    raise AssertionError(f"there is no {name}")


def faults(client, kind: str) -> int:
    """How often the store met a fault of the machine."""
    return metric(client, f'oblio_store_faults_total{{kind="{kind}"}}')
