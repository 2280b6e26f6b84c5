"""``barzan clock due`` reckons and explains by the calendar of the installation."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from barzan.cli.main import barzan
from barzan.clock import actions
from barzan.clock.tests.factories import SYSTEM, jalali
from barzan.people.tests.factories import make_unit

pytestmark = pytest.mark.django_db


def due(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(barzan, ["clock", "due", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_it_says_the_last_day_in_both_languages():
    code, said, _ = due("--amount", "P20D", "--from", "1405-07-01", "--runs-from", "notice")
    assert code == 0
    assert "چهارشنبه ۲۲ مهر ۱۴۰۵" in said
    assert "Wednesday 22 Mehr 1405" in said


def test_it_knows_the_closures_of_an_organisation():
    unit = make_unit("U")
    actions.declare_closure(SYSTEM, first=jalali(1405, 7, 22), organisation=unit.organisation, why="جابه‌جایی")
    given = ("--amount", "P20D", "--from", "1405-07-01")
    assert "22 Mehr" in due(*given)[1].splitlines()[1]
    assert "Saturday 25 Mehr 1405" in due(*given, "--organisation", "org")[1]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--amount", "ten", "--from", "1405-07-01"), "P10D"),
        (("--amount", "P1D", "--from", "1405-13-01"), "month"),
        (("--amount", "P1D", "--from", "1405-07-01", "--organisation", "nobody"), "nobody"),
    ],
)
def test_what_is_wrong_is_said_with_its_cure(given, said):
    code, _, told = due(*given)
    assert code == 2
    assert said in told
