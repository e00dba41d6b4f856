"""Receipts: what was done, how far it is, and that nobody else can have written it."""

import base64
import json
import time
from urllib.parse import quote

import pytest

from client import Client, Shop
from receipts import STATES, counts, is_signed, reached, receipt_of
from server import Server, command, create_shop, run
from snapshots import snapshot_of
from test_forget import SUBJECTS, fill
from test_subjects import order

TIMES = ["requested", *STATES]


def verified(shop, **subject) -> dict:
    """Forgets somebody and waits until the files were looked at."""
    return reached(shop, shop.forget(**subject)["receipt"], "verified")


def check(tmp_path, answer, public_key) -> int:
    """What `oblio receipt verify` says of an answer, with no data folder anywhere."""
    file = tmp_path / "receipt.json"
    file.write_text(answer if isinstance(answer, str) else json.dumps(answer))
    done = run("receipt", "verify", file, "--public-key", public_key, cwd=tmp_path)
    assert done.returncode == 0 or done.stderr.strip(), done
    return done.returncode


# What it says

@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_it_counts_what_the_preview_counted(shop, subject):
    fill(shop)
    preview = shop.preview(**subject)
    document = receipt_of(shop, shop.forget(**subject)["receipt"])["receipt"]
    assert counts(document["erased"]) == {
        kind: count for kind, count in preview["erase"].items() if count}
    assert counts(document["kept"]) == preview["keep"] == {"orders": 1}
    assert {one["kind"] for one in document["kept"]} == {"orders", "digests"}
    assert all(len(one["reason"]) > 10 for one in [*document["erased"], *document["kept"]])


def test_it_goes_through_its_states_in_order_each_with_its_time(session, tmp_path):
    data = tmp_path / "data"
    keys = create_shop(data)
    with Server.on_folder(data) as server, Client(server.url) as client:
        shop = Shop.of(client, keys)
        fill(shop)
        snapshot_of(data, keys)
        before = int(time.time())
        id = shop.forget(customer=1)["receipt"]
        first = receipt_of(shop, id)
        assert STATES.index(first["state"]) >= STATES.index("purged"), "before the answer"
        second = reached(shop, id, "verified")
        assert second["state"] == "verified", "a snapshot still has the person"
        assert second["receipt"]["examined_bytes"] > 0 and second["receipt"]["mentions"] == 0
        command("purge", "--data", data, "--backups")
        third = reached(shop, id, "backups_purged")
        for answer in (first, second, third):
            document = answer["receipt"]
            assert document["state"] == answer["state"] and is_signed(answer)
            assert document["format"] == "oblio-receipt-1" and document["waited"] is False
            assert document["id"] == id and document["shop"] == keys["id"]
            passed = STATES.index(document["state"]) + 2
            times = [document[name] for name in TIMES]
            assert times[:passed] == sorted(times[:passed]) and times[passed:] == [
                None] * len(times[passed:])
            assert before <= times[0] and times[passed - 1] <= int(time.time())
        fixed = [[one["receipt"][name] for name in ("requested", "committed", "purged", "erased",
                                                    "kept")] for one in (first, second, third)]
        assert fixed[0] == fixed[1] == fixed[2]


def test_each_forget_has_a_receipt_of_its_own_of_an_unknown_subject_too(shop):
    fill(shop)
    ids = [shop.forget(**subject)["receipt"] for subject in
           ({"customer": 1}, {"customer": 1}, {"email": "stranger@shop.example"})]
    assert len(set(ids)) == 3
    documents = [receipt_of(shop, id)["receipt"] for id in ids]
    assert counts(documents[0]["erased"]) and not counts(documents[1]["erased"])
    assert not counts(documents[2]["erased"])
    assert all(set(id) <= set("0123456789abcdef") and len(id) == 32 for id in ids)


def test_a_preview_has_no_receipt(shop):
    assert shop.private("privacy/forget", customer=1, preview=True).keys() == {"status", "preview"}


def test_it_holds_nothing_personal(session, shop, marker):
    email = f"{marker}@shop.example"
    shop.private("customers", customers=[{"id": marker, "email": email, "name": marker}])
    shop.private("orders", orders=[order(marker, customer=marker, visitor=marker, note=marker)])
    id = shop.forget(customer=marker)["receipt"]
    answer = shop.call("POST", "privacy/receipt", {"id": id}, private=True)
    assert counts(answer.json["receipt"]["erased"])["customers"] == 1
    for text in (answer.body.decode(), command(
            "receipt", "show", "--id", id, "--shop", shop.key, "--data", session.data)):
        assert marker not in text and shop.key not in text and shop.private_key not in text


def test_the_answer_carries_the_signed_bytes_as_they_are(shop):
    id = shop.forget(customer=1)["receipt"]
    answer = shop.call("GET", "privacy/receipt", {"id": id}, private=True)
    assert answer.json["signed"].encode() in answer.body, "as an object, byte for byte"
    assert answer.json["algorithm"] == "Ed25519" and is_signed(answer.json)


# Who may ask

def test_an_unknown_receipt_is_an_error(session, shop):
    made = session.create_shop("Another")
    theirs = Shop.of(shop.client, made).forget(customer=1)["receipt"]
    for id in ("0" * 32, "x", theirs, "%", "'"):
        shop.refused(400, "LogicalError", "privacy/receipt", id=id)
    shop.refused(400, "ParsingError", "privacy/receipt")
    done = run("receipt", "show", "--id", "0" * 32, "--shop", shop.key, "--data", session.data)
    assert done.returncode == 2 and done.stderr


def test_a_receipt_needs_the_scope_info(session, shop):
    id = shop.forget(customer=1)["receipt"]
    shop.refused(401, "AuthenticationError", "privacy/receipt", private=False, id=id)
    for scope, status in (("info", 200), ("forget", 401), ("write", 401)):
        made = json.loads(command("shop", "rotate-key", "--shop", shop.key, "--scopes", scope,
                                  "--data", session.data, "--json"))
        limited = Shop(shop.client, shop.key, made["private_key"])
        answer = limited.call("POST", "privacy/receipt", {"id": id}, private=True)
        assert answer.status == status, scope


# Who signed it

def test_the_signing_key_is_there_for_the_public_key(session, shop):
    key = shop.public("privacy/signing-key")
    assert key == shop.ok("GET", "privacy/signing-key", {}) == {
        "status": "ok", "algorithm": "Ed25519", "public_key": key["public_key"]}
    assert len(base64.b64decode(key["public_key"], validate=True)) == 32
    assert receipt_of(shop, shop.forget(customer=1)["receipt"])["public_key"] == key["public_key"]
    command("shop", "rotate-key", "--shop", shop.key, "--data", session.data, "--revoke-others")
    assert shop.public("privacy/signing-key") == key, "it does not change with the private keys"
    made = session.create_shop("Another")
    other = Shop.of(shop.client, made)
    assert other.public("privacy/signing-key")["public_key"] != key["public_key"]


def test_the_command_accepts_an_answer_and_what_receipt_show_prints(session, shop, tmp_path):
    key = shop.public("privacy/signing-key")["public_key"]
    answer = verified(shop, customer=1)
    assert check(tmp_path, answer, key) == 0
    raw = shop.call("POST", "privacy/receipt", {"id": answer["receipt"]["id"]}, private=True)
    assert check(tmp_path, raw.body.decode(), key) == 0
    shown = command("receipt", "show", "--id", answer["receipt"]["id"], "--shop", shop.key,
                    "--data", session.data, "--json")
    assert check(tmp_path, shown, key) == 0
    assert is_signed(json.loads(shown), key)
    without = {name: value for name, value in answer.items() if name != "receipt"}
    assert check(tmp_path, without, key) == 0, "the signed text is enough"


def test_the_command_refuses_each_tampering(shop, session, tmp_path):
    fill(shop)
    answer = verified(shop, customer=1)
    key, document = answer["public_key"], answer["receipt"]
    made = session.create_shop("Another")
    other = Shop.of(shop.client, made).public("privacy/signing-key")
    signature = bytearray(base64.b64decode(answer["signature"]))
    signature[7] ^= 1
    changes = {
        "signature": {"signature": base64.b64encode(signature).decode()},
        "no signature": {"signature": ""},
        "short signature": {"signature": answer["signature"][:40]},
        "text": {"signed": answer["signed"].replace('"waited":false', '"waited":true')},
        "space": {"signed": answer["signed"] + " "},
        "object": {"receipt": {**document, "requested": document["requested"] - 1}},
        "missing member": {"receipt": {"id": document["id"]}},
        "both": {"receipt": {**document, "mentions": 9}, "signed": json.dumps(
            {**document, "mentions": 9})},
    }
    for name, change in changes.items():
        assert {**answer, **change} != answer
        assert check(tmp_path, {**answer, **change}, key) == 2, name
    assert check(tmp_path, answer, other["public_key"]) == 2, "another key"
    forged = {**answer, "public_key": other["public_key"]}
    assert check(tmp_path, forged, other["public_key"]) == 2


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "null", '{"signed":7}'])
def test_the_command_refuses_what_is_no_receipt(tmp_path, text):
    key = base64.b64encode(bytes(32)).decode()
    assert check(tmp_path, text, key) in (1, 2)


@pytest.mark.parametrize("key", ["", "x", base64.b64encode(bytes(31)).decode(), quote("=")])
def test_the_command_refuses_what_is_no_key(shop, tmp_path, key):
    answer = receipt_of(shop, shop.forget(customer=1)["receipt"])
    assert check(tmp_path, answer, key) in (2, 64)
