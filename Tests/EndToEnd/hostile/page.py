"""Writes Docs/hostile-requests.md from the tables and what was recorded."""

import json
import re
from pathlib import Path

from . import tables

PAGE = Path(__file__).parents[3] / "Docs" / "hostile-requests.md"
RECORDED = Path(__file__).with_name("recorded.json")
START = """\
# Hostile requests

<!-- Written by `python3 -m hostile.record` in Tests/EndToEnd: change the tables there. -->

What the server answers to {count} requests that are malformed, ambiguous, or look so, beside what
{names} answer. The requests stand in
`Tests/EndToEnd/hostile`; a test sends each to the server, with another request behind it, and holds
the answer. nginx stands as a proxy before itself, with its settings as they come.

How to read an answer: `POST / 5` is a request that was understood, with a body of 5 bytes; a number
is the status of another answer. The last word is what becomes of the connection: `next`, the request
behind is answered; `closed`; or it `waits` for more. Numbers behind 9110 and 9112 are sections of these
RFCs.

The rule: wherever two readers could differ about where a request ends, what its fields are or whom it is
for, it is refused and the connection closed, even where the RFC lets a recipient be lenient. What nobody
can misread is understood, also where few would send it.

| of {count} | oblio | {heads} |
|---|---|{rule}|
| understood, at least the first request | {understood} |
| refused | {refused} |
| neither: no answer | {silent} |

## Where the answers differ, and why

- **A line ends in CR LF only**, in the head, between chunks and in trailers. A bare LF or CR is a line end
  to some and text to others (9112 §2.2 lets a recipient take LF, and nginx does).
- **Content-Length once, digits only.** `5, 5` and the same length twice may be repaired (9110 §8.6); one
  who repairs takes the first, another the last.
- **Transfer-Encoding is `chunked` and nothing else.** A list that does not end in it is 400, one that ends
  in it is 501 (9112 §6.1, §6.3). With Content-Length, or in HTTP/1.0, it is 400 and not repaired.
- **Chunks by the grammar.** No space behind the size, which 9112 §7.1.1 wants tolerated before an
  extension; extensions are names and values, and a quote ends on its line. Trailers are checked and
  dropped; one that frames, routes or closes is refused (9110 §6.5.1).
- **No folded lines, no space before the colon, no control characters** (9112 §5.1, §5.2, 9110 §5.5).
- **Host is one host and one port**, also in HTTP/1.0 (9112 §3.2). A comma in a name is legal by RFC 3986
  and refused, since two Host fields joined look like that.
- **The target** has no fragment and starts with `/` or `http`. The likes of `[{{"` are understood, because
  shops send arguments so, and letters outside ASCII are refused (9112 §3.2 wants neither).
- **HTTP/1.0 and 1.1 alone.** 9110 §2.5 would read HTTP/1.2 as 1.1, and there is none.
- **One empty line before a request** is passed over (9112 §2.2), further ones are not.
- **HEAD gets no body, even with a refusal** (9110 §9.3.2): it would be taken for the next answer.
- **Upgrades are passed over** (9110 §7.8), and no tunnel is made (9110 §9.3.6).
- Unknown methods are understood here: it is the service that answers them, with 405.
"""


def text(recorded) -> str:
    """The page."""
    answers = [{name: case.answer for name, case in tables.CASES.items()}, *recorded.values()]

    def counts(fits):
        return " | ".join(str(sum(map(fits, one.values()))) for one in answers)

    parts = [START.format(
        count=len(tables.CASES), names=" and ".join(recorded), heads=" | ".join(recorded),
        rule="|".join("---" for _ in recorded), understood=counts(is_understood),
        refused=counts(is_refused),
        silent=counts(lambda answer: not is_understood(answer) and not is_refused(answer)))]
    for table in tables.TABLES:
        title, _, rest = table.__doc__.strip().partition("\n")
        parts.append(f"\n## {title.rstrip('.')}\n{rest}\n")
        parts.append(row(["request", "", "oblio", *recorded]) + row(["---"] * (3 + len(recorded))))
        for case in table.CASES:
            name = tables.key(table, case)
            parts.append(row([
                escaped(case.name), case.clause, code(case.answer),
                *(code(one[name]) for one in recorded.values())]))
    return "".join(parts)


def is_understood(answer) -> bool:
    """Whether the first final answer is to a request that was understood."""
    first = answer.removeprefix("100, ").split(",")[0]
    return not re.match(r"[345]\d\d", first) and not is_silent(answer)


def is_refused(answer) -> bool:
    """Whether the first final answer is a refusal."""
    return bool(re.match(r"[345]\d\d", answer.removeprefix("100, ")))


def is_silent(answer) -> bool:
    """Whether nothing was answered, or something that is no answer."""
    return answer.removeprefix("100, ").startswith(("waits", "closed", "an answer without"))


def row(cells) -> str:
    """A line of a table."""
    return f"| {' | '.join(cells)} |\n"


def escaped(words) -> str:
    """Text in a cell."""
    return words.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")


def code(answer) -> str:
    """An answer in a cell."""
    printable = "".join(one if one.isprintable() else f"\\x{ord(one):02x}" for one in answer)
    quote = "``" if "`" in printable else "`"
    return f"{quote}{printable.replace('|', chr(92) + '|')}{quote}"


def write(recorded):
    """Writes the page."""
    PAGE.write_text(text(recorded))


def is_current() -> bool:
    """Whether the page is what would be written."""
    return PAGE.read_text() == text(json.loads(RECORDED.read_text()))
