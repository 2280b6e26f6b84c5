"""Pauses grow from seconds to an hour, and the jitter parts what failed together."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from barzan.jobs.backoff import BASE, CAP, pause

ATTEMPTS = st.integers(1, 10_000)
JITTER = st.floats(0, 1)


@given(ATTEMPTS, JITTER)
def test_it_stays_between_half_the_base_and_the_cap(attempt, jitter):
    assert BASE / 2 <= pause(attempt, jitter) <= CAP


@given(ATTEMPTS, JITTER)
def test_it_never_shrinks(attempt, jitter):
    assert pause(attempt, jitter) <= pause(attempt + 1, jitter)


def test_the_first_pauses():
    assert [pause(attempt, 1.0).total_seconds() for attempt in range(1, 5)] == [10, 20, 40, 80]
    assert pause(1, 0.0) == timedelta(seconds=5)
