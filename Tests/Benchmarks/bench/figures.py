"""Sums measures up, and writes them in tables."""

import math
import statistics


def median(measures: list[dict], name: str) -> float | None:
    """Of the measures that have it; None when none does."""
    values = [one[name] for one in measures if one.get(name) is not None]
    return statistics.median(values) if values else None


def spread(measures: list[dict], name: str) -> tuple[float, float, float]:
    """Median, lowest and highest."""
    values = [one[name] for one in measures]
    return statistics.median(values), min(values), max(values)


def percentiles(seconds: list[float]) -> dict:
    """How many there are, p50, p99 and the longest, in milliseconds."""
    if not seconds:
        return {"count": 0}
    ordered = sorted(one * 1_000 for one in seconds)
    at = {name: ordered[math.ceil(len(ordered) * part) - 1]
          for name, part in (("p50_ms", .5), ("p99_ms", .99), ("max_ms", 1))}
    return {"count": len(ordered), **at}


def number(value: float) -> str:
    """In a table: 1,234, 56.7, 8.90."""
    if value >= 1_000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def table(head: list[str], rows: list[list]) -> str:
    """Markdown; numbers are written by number(), None as nothing."""
    def line(cells):
        return "| " + " | ".join(cells) + " |"

    def cell(value):
        if value is None:
            return ""
        return value if isinstance(value, str) else (
            f"{value:,}" if isinstance(value, int) else number(value))

    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join([line(head), line(rule), *(line(map(cell, row)) for row in rows)])
