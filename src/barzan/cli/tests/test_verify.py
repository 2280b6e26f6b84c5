"""``barzan verify`` says in both languages whether anybody touched the trail."""

import sqlite3
from pathlib import Path

from barzan.cli.commands.verify import PERSIAN
from barzan.cli.tests.installations import Installation, says_both
from barzan.trail.chain import Kind


def test_a_sound_trail_is_told_so(filled_home: Path) -> None:
    done = Installation(filled_home).run("verify")
    assert done.returncode == 0
    assert "No tampering was found." in done.stdout
    assert says_both(done.stdout)


def test_an_edited_event_is_found(filled_home: Path, tmp_path: Path) -> None:
    touched = Installation(filled_home).copy(tmp_path / "home")
    with sqlite3.connect(touched.home / "barzan.sqlite3") as database:
        database.execute("DROP TRIGGER trail_event_no_update")
        database.execute("UPDATE trail_event SET why = 'another reason' WHERE id = 1")
    done = touched.run("verify")
    assert done.returncode == 1
    assert PERSIAN[Kind.EVENT_CHANGED] in done.stderr
    assert PERSIAN[Kind.GUARD_MISSING] in done.stderr
    assert says_both(done.stderr)


def test_every_kind_of_finding_has_persian_words() -> None:
    assert set(PERSIAN) == set(Kind)
