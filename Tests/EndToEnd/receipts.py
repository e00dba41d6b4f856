"""Receipts of forgets as anybody can check them: their states, and their signature."""

import base64
import json
import time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

STATES = ["committed", "purged", "verified", "backups_purged"]
WAIT_SECONDS = 90


def receipt_of(shop, id: str) -> dict:
    """The whole answer about one receipt."""
    return shop.private("privacy/receipt", id=id)


def is_signed(answer: dict, public_key: str | None = None) -> bool:
    """Whether the signature is that of the key over exactly the bytes in `signed`."""
    key = base64.b64decode(public_key or answer["public_key"], validate=True)
    signature = base64.b64decode(answer["signature"], validate=True)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, answer["signed"].encode())
    except InvalidSignature:
        return False
    return json.loads(answer["signed"]) == answer["receipt"]


def reached(shop, id: str, state: str, seconds: float = WAIT_SECONDS) -> dict:
    """Waits until a receipt has come to a state or further; returns the answer."""
    deadline = time.monotonic() + seconds
    while True:
        answer = receipt_of(shop, id)
        if STATES.index(answer["state"]) >= STATES.index(state):
            return answer
        assert time.monotonic() < deadline, f"the receipt stays {answer['state']}: {answer}"
        time.sleep(.05)


def counts(listed: list) -> dict:
    """The kinds and counts of a receipt's list, without those that are 0 or not counted."""
    return {one["kind"]: one["count"] for one in listed if one.get("count")}
