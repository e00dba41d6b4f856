"""The document at /openapi.json is true: schemathesis finds nothing between it and the answers."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
EXAMPLES, SEED = 25, 1
# Its own check of data that fits the schema knows no LogicalError; `openapi_checks` does.
# What is too long is refused as such, before anything else can be said of it.
CONFIGURATION = """
[parameters]
"query.key" = "{key}"

[auth.openapi.bearer]
bearer = "{private_key}"

[checks]
positive_data_acceptance.enabled = false
negative_data_rejection.expected-statuses = [400, 401, 404, 405, 413, 414, 415, 431]
"""


def test_schemathesis_finds_nothing(session, shop, tmp_path):
    file = tmp_path / "schemathesis.toml"
    file.write_text(CONFIGURATION.format(key=shop.key, private_key=shop.private_key))
    done = subprocess.run([
        Path(sys.executable).parent / "schemathesis", "--config-file", file, "run",
        f"{session.server.url}/openapi.json", "--url", f"{session.server.url}/v2",
        "--max-examples", str(EXAMPLES), "--seed", str(SEED), "--generation-database", "none",
        "--workers", "1", "--continue-on-failure", "--no-color", "--warnings", "off",
    ], capture_output=True, text=True, timeout=600, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(HERE), "SCHEMATHESIS_HOOKS": "openapi_checks"})
    report = "\n".join(line[:300] for line in done.stdout.splitlines())
    assert done.returncode == 0, report + done.stderr[-2000:]
