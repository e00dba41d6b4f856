"""Draws charts as SVG: rows of bars, or of ranges, in panels side by side that share the names.

A chart brings its background and follows whether its reader likes light or dark.
"""

import math
from dataclasses import dataclass
from html import escape

STYLE = """
  text { font: 12px system-ui, sans-serif; fill: #1f2328 }
  .title { font-size: 15px; font-weight: 600 } .head { font-weight: 600 }
  .small { font-size: 11px; fill: #59636e }
  text { paint-order: stroke; stroke: #ffffff; stroke-width: 3px }
  .ground { fill: #ffffff } .grid { stroke: #d1d9e0 } .axis { stroke: #818b98 }
  .own { fill: #0969da } .peer { fill: #8c959f } .ceiling { fill: #d4a72c }
  .spread { stroke: #1f2328 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; stroke: #0d1117 } .small { fill: #9198a1 }
    .ground { fill: #0d1117 } .grid { stroke: #2b3138 } .axis { stroke: #656c76 }
    .own { fill: #4493f8 } .peer { fill: #6e7681 } .ceiling { fill: #bb8009 }
    .spread { stroke: #f0f6fc }
  }"""

NAMES, GAP, VALUE, WIDTH = 116, 22, 58, 900
TOP, ROW, BAR = 66, 24, 14


@dataclass
class Row:
    """A value and the range it was found in; kind is "own", "peer" or "ceiling"."""

    name: str
    value: float
    low: float
    high: float
    kind: str = "peer"


@dataclass
class Panel:
    """Rows on an axis of their own. With `log` a row is drawn from low to high, without a bar."""

    head: str
    unit: str
    rows: list[Row]
    log: bool = False


def draw(title: str, note: str, panels: list[Panel]) -> str:
    """A chart of panels; a name that a panel does not have is left empty there."""
    names = list(dict.fromkeys(row.name for panel in panels for row in panel.rows))
    height = TOP + len(names) * ROW + 62
    width = (WIDTH - NAMES - GAP) / len(panels) - GAP
    parts = [_text(GAP, 24, title, "title")]
    for number, name in enumerate(names):
        parts.append(_text(NAMES + GAP - 10, _middle(number) + 4, name, anchor="end"))
    for number, panel in enumerate(panels):
        parts += _panel(panel, names, NAMES + GAP + number * (width + GAP), width)
    parts.append(_text(GAP, height - 14, note, "small"))
    body = "\n".join(parts)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            f'width="{WIDTH}" height="{height}" role="img" aria-label="{escape(title)}">\n'
            f"<style>{STYLE}\n</style>\n"
            f'<rect class="ground" width="{WIDTH}" height="{height}" rx="6"/>\n{body}\n</svg>\n')


def _panel(panel: Panel, names: list[str], left: float, width: float) -> list[str]:
    ticks = _decades(panel.rows) if panel.log else _steps(max(row.high for row in panel.rows))
    place = _logarithmic(ticks) if panel.log else lambda value: value / ticks[-1]
    span = width - VALUE
    bottom = TOP + len(names) * ROW
    parts = [_text(left, TOP - 14, panel.head, "head")]
    for tick in ticks:
        x = left + span * place(tick)
        parts.append(_line(x, TOP - 4, x, bottom, "axis" if tick == ticks[0] else "grid"))
        parts.append(_text(x, bottom + 14, short(tick), "small", "middle"))
    parts.append(_text(left + span / 2, bottom + 30, panel.unit, "small", "middle"))
    for row in panel.rows:
        middle = _middle(names.index(row.name))
        low, high = (left + span * place(value) for value in (row.low, row.high))
        if panel.log:
            parts.append(f'<rect class="{row.kind}" x="{low:.1f}" y="{middle - 2}" '
                         f'width="{high - low:.1f}" height="4"/>')
            parts += [f'<circle class="{row.kind}" cx="{x:.1f}" cy="{middle}" r="5"/>'
                      for x in (low, high)]
            label, end = f"{short(row.low)} – {short(row.high)}", high + 3
        else:
            end = left + span * place(row.value)
            parts.append(f'<rect class="{row.kind}" x="{left:.1f}" y="{middle - BAR / 2}" '
                         f'width="{max(1, end - left):.1f}" height="{BAR}" rx="2"/>')
            if row.high > row.low:
                parts.append(_line(low, middle, high, middle, "spread"))
            label, end = short(row.value), max(end, high)
        parts.append(_text(end + 5, middle + 4, label, "small"))
    return parts


def short(value: float) -> str:
    """A number in a few figures: 0.42, 7.1, 38, 1,250, 14.9 k."""
    if value >= 10_000:
        return f"{value / 1_000:,.1f} k".replace(".0 k", " k")
    if value >= 10 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.2g}"


def _steps(highest: float) -> list[float]:
    """Round numbers from 0 up to the highest, at most five steps."""
    raw = max(highest, 1e-9) / 4
    power = 10 ** math.floor(math.log10(raw))
    step = next(one * power for one in (1, 2, 2.5, 5, 10) if one * power >= raw)
    return [step * number for number in range(math.ceil(highest / step) + 1)]


def _decades(rows: list[Row]) -> list[float]:
    lowest = math.floor(math.log10(max(1e-3, min(row.low for row in rows))))
    highest = math.ceil(math.log10(max(row.high for row in rows)))
    return [10.0 ** power for power in range(lowest, max(highest, lowest + 1) + 1)]


def _logarithmic(ticks: list[float]):
    first, last = math.log10(ticks[0]), math.log10(ticks[-1])
    return lambda value: (math.log10(max(value, ticks[0])) - first) / (last - first)


def _middle(number: int) -> float:
    return TOP + number * ROW + ROW / 2


def _text(x, y, text, kind="", anchor="start") -> str:
    return (f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">'
            f"{escape(text)}</text>")


def _line(x1, y1, x2, y2, kind) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'
