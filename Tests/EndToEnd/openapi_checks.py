"""Checks of ours that schemathesis loads beside its own (`SCHEMATHESIS_HOOKS`)."""

import schemathesis
from schemathesis.generation import GenerationMode


def has_a_written_fraction(value) -> bool:
    """Whether there is a `1.0` in it: an integer for JSON Schema, and no id for the contract."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return any(map(has_a_written_fraction, value))
    return isinstance(value, float) and value.is_integer()


@schemathesis.check
def what_fits_the_schema_is_understood(_context, response, case):
    """Data that fits the schema may be meaningless (LogicalError), but never misunderstood.

    That a subject must name somebody cannot be said of three parameters in a query.
    """
    fits = case.meta and case.meta.generation.mode == GenerationMode.POSITIVE
    if not fits or case.path.startswith("/privacy/") or response.status_code != 400:
        return
    if not has_a_written_fraction(case.body):
        assert response.json()["type"] != "ParsingError", response.json()["message"]
