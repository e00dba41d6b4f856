"""What can be measured, in the order of the page.

Each is a module with `run(given)`, which measures and returns what JSON can hold, and
`render(results)`, which returns its part of the page and its charts by file name.
"""

from . import ceilings, compare, cores, feed, growth, huge, shops

SECTIONS = {
    "compare": compare,
    "ceilings": ceilings,
    "cores": cores,
    "growth": growth,
    "shops": shops,
    "import": feed,
    "huge": huge,
}
