"""All cases, in the order of the page."""

from . import (chunk_lines, codings, connections, fields, from_h11, hosts, lengths, lines, targets,
               versions)

TABLES = [lines, versions, targets, hosts, fields, lengths, codings, chunk_lines, connections,
          from_h11]


def key(table, case) -> str:
    """What a case is called among all of them."""
    return f"{table.__name__.rpartition('.')[2]}: {case.name}"


CASES = {key(table, case): case for table in TABLES for case in table.CASES}
