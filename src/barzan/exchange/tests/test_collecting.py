"""Bulk work leaves the collector as it found it, also when two threads share it."""

from __future__ import annotations

import gc
from threading import Barrier, Thread

from barzan.exchange.collecting import SELDOM, seldom


def test_the_collector_is_put_back_when_the_last_one_leaves() -> None:
    before = gc.get_threshold()
    together, seen = Barrier(2), []

    def bulk() -> None:
        with seldom():
            together.wait()
            seen.append(gc.get_threshold()[0])
            together.wait()

    threads = [Thread(target=bulk) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [SELDOM, SELDOM]
    assert gc.get_threshold() == before
