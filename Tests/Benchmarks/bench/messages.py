"""Words for who waits."""

import sys


def say(text: str):
    print(text, file=sys.stderr, flush=True)
