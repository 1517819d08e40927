"""How long a call takes, as the best of several runs: the machine is shared, and what disturbs only ever adds."""

import time
from collections.abc import Callable


def seconds(call: Callable[[], object], least: float, clock: Callable[[], float] = time.perf_counter) -> float:
    """The best run of a call that is repeated until `least` seconds have been spent; it runs once at least."""
    best, spent = float("inf"), 0.0
    while True:
        start = clock()
        call()
        took = clock() - start
        best, spent = min(best, took), spent + took
        if spent >= least:
            return best
