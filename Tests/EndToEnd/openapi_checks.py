"""Checks of ours that schemathesis loads beside its own (`SCHEMATHESIS_HOOKS`)."""

import schemathesis
from schemathesis.generation import GenerationMode


@schemathesis.check
def what_fits_the_schema_is_understood(_context, response, case):
    """Data that fits the schema may be meaningless (LogicalError), but never misunderstood.

    That a subject must name somebody cannot be said of three parameters in a query.
    """
    fits = case.meta and case.meta.generation.mode == GenerationMode.POSITIVE
    if not fits or case.path.startswith("/privacy/") or response.status_code != 400:
        return
    assert response.json()["type"] != "ParsingError", response.json()["message"]
