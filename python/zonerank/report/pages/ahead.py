"""Plans of the zones whose pages come next, made in other threads while a page is written."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

AHEAD = 4  # plans; each keeps the figures of all zones a year ahead


@contextlib.contextmanager
def made_ahead(make: Callable, order: list[int], threads: int) -> Iterator[Callable]:
    """``make(i)`` in other threads for the next of ``order``, which are asked for one after the other.

    The library computes without the lock of the interpreter, so that this takes a second core. With one thread nothing
    is made ahead.
    """
    workers = threads or cores()
    if workers < 2 or len(order) < 2:
        yield make
        return
    pool, left, begun = ThreadPoolExecutor(min(workers, AHEAD)), iter(order), dict[int, Future]()

    def ask(i: int):
        for k in left:
            begun[k] = pool.submit(make, k)
            if len(begun) >= AHEAD:
                break
        return begun.pop(i).result() if i in begun else make(i)

    try:
        yield ask
    finally:
        pool.shutdown(cancel_futures=True)


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
