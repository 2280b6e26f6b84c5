"""Every kind of file says what was answered: read by other libraries, beside the answers as they are kept."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import asdict
from datetime import date, datetime

import openpyxl
import pytest

from barzan.access.values import system_actor
from barzan.answers import segments
from barzan.answers.exporting import making
from barzan.answers.exporting.options import Options
from barzan.answers.models import Export
from barzan.answers.tests.making import (
    CHOICES,
    EN,
    FA,
    SURVEY,
    add_version,
    make_form,
    make_submission,
    xml_of,
)
from barzan.submissions.models import Content

pytestmark = pytest.mark.django_db
SYSTEM = system_actor("test")
WORDS = {
    ("owner", "yes"): ("بله", "Yes"), ("owner", "no"): ("نه", "No"), ("works", "yes"): ("بله", "Yes"),
    ("works", "no"): ("نه", "No"),
}  # fmt: skip
SAID = [
    {
        "home": {"owner": "yes", "rooms": "9007199254740993", "area": "-12.75",
                 "street": "کوچهٔ «به‌آفرید»، پلاک ۱۲"},
        "needs": "water school", "order": "school water road", "since": "2026-03-21",
        "point": "35.7 51.4 0 0",
        "member": [
            {"age": "34", "works": "yes", "course": [{"name": "خیاطی"}, {"name": '=HYPERLINK("http://x","y")'}]},
            {"age": "7", "works": "no"},
        ],
    },
    {
        "home": {"owner": "gone", "rooms": "many", "area": "1e3",
                 "street": "@SUM(1)\n\"دو\" خط, و\t<b>&amp;</b>"},
        "since": "1899-12-01", "needs": "road",
        "member": [{"age": "-1", "works": "no", "course": [{"name": "+98 912"}]}],
    },
    {"home": {"street": "-3", "rooms": "0"}, "since": "0098-x"},
    {"home": {"street": "_x000D_ \u000b " + "ش" * 400, "rooms": "-2", "owner": "no"}, "since": "1405-01-01"},
    {"home": {"street": "😀 " + "ب" * 20_000}},
    {"needs": ""},
]  # fmt: skip


@pytest.fixture
def form():
    made = make_form(key="households")
    for number, answers in enumerate(SAID):
        make_submission(made, answers)
        if number == 2:
            segments.take_in(made)
    return made


def archive(form, options: Options) -> zipfile.ZipFile:
    return zipfile.ZipFile(
        making.make(SYSTEM, Export(key="k", form=form, options=asdict(options), areas=None))
    )


def kept() -> dict[str, dict[str, dict[str, str]]]:
    """By table and key of the row its answers by question, walked apart from the room's code."""
    found: dict[str, dict[str, dict[str, str]]] = {"submissions": {}, "member": {}, "course": {}}

    def flat(answers: dict, before: str = "") -> dict[str, str]:
        cells = {}
        for name, value in answers.items():
            if isinstance(value, str):
                cells[before + name] = value
            elif isinstance(value, dict):
                cells |= flat(value, f"{before}{name}/")
        return cells

    for each in Content.objects.select_related("submission").order_by("submission_id"):
        key = each.submission.key
        found["submissions"][key] = flat(each.answers)
        for place, member in enumerate(each.answers.get("member", []), start=1):
            around = f"{key}/member[{place}]"
            found["member"][around] = flat(member, "member/") | {"PARENT_KEY": key}
            for inner, course in enumerate(member.get("course", []), start=1):
                cells = flat(course, "member/course/") | {"PARENT_KEY": around}
                found["course"][f"{around}/course[{inner}]"] = cells
    return found


QUESTIONS = {
    "submissions": [
        "home/owner",
        "home/rooms",
        "home/area",
        "home/street",
        "needs",
        "order",
        "since",
        "point",
    ],
    "member": ["PARENT_KEY", "member/age", "member/works"],
    "course": ["PARENT_KEY", "member/course/name"],
}  # fmt: skip


def is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def as_csv(text: str) -> str:
    """What OWASP asks of a cell: nothing that a spreadsheet runs."""
    return f"'{text}" if text[:1] in tuple("=+-@\t\r\n") and text and not is_number(text) else text


def test_csv(form) -> None:
    with archive(form, Options("csv", labels=False)) as files:
        for table, rows in kept().items():
            read = csv.DictReader(io.StringIO(files.read(f"{table}.csv").decode("utf-8-sig"), newline=""))
            found = {row["KEY"]: row for row in read}
            assert list(found) == list(rows)
            for key, cells in rows.items():
                for name in QUESTIONS[table]:
                    assert found[key][name] == as_csv(cells.get(name, "")), (key, name)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_csv_in_words(form, language) -> None:
    heads = {"fa": ("مالک است؟", "شاغل است؟", "نیازها"), "en": ("Owner?", "Works?", "Needs")}[language]
    at = ("fa", "en").index(language)
    with archive(form, Options("csv", language=language)) as files:
        texts = [files.read(f"{name}.csv").decode("utf-8-sig") for name in ("submissions", "member")]
    houses, members = (list(csv.DictReader(io.StringIO(text, newline=""))) for text in texts)
    for row, cells in zip(houses, kept()["submissions"].values(), strict=True):
        said = cells.get("home/owner", "")
        assert row[heads[0]] == WORDS.get(("owner", said), (said, said))[at]
    for row, cells in zip(members, kept()["member"].values(), strict=True):
        assert row[heads[1]] == WORDS["works", cells["member/works"]][at]
    assert houses[0][heads[2]] == {"fa": "آب، مدرسه", "en": "Water, School"}[language]


def as_cell(name: str, text: str | None) -> object:
    """What a reader of workbooks makes of an answer."""
    if text is None:
        return None
    if name in ("home/rooms", "home/area", "member/age") and is_number(text) and len(text) < 16:
        return float(text)
    if name == "since" and text[:4] in ("2026",):
        return datetime.fromisoformat(text)
    return text[:32_767]


def test_workbook(form) -> None:
    names = {"submissions": "پاسخ‌ها", "member": "عضو خانوار", "course": "دوره"}
    made = archive(form, Options("xlsx", labels=False))
    book = openpyxl.load_workbook(made.filename)
    for table, rows in kept().items():
        sheet = list(book[names[table]].iter_rows())
        heads = [cell.value for cell in sheet[0]]
        assert [row[0].value for row in sheet[1:]] == list(rows)
        for row, cells in zip(sheet[1:], rows.values(), strict=True):
            by_name = dict(zip(heads, row, strict=True))
            for name in QUESTIONS[table]:
                cell, text = by_name[name], cells.get(name)
                assert cell.data_type != "f"
                if not (text or "").startswith("_x000D_"):  # openpyxl leaves these escapes as they are
                    assert cell.value == as_cell(name, text), (name, text)
    assert "_x005F_x000D_ _x000B_ ش" in made.read("xl/worksheets/sheet1.xml").decode()


def test_parquet(form) -> None:
    import pyarrow.parquet as pq

    made = archive(form, Options("parquet", labels=False))
    with made as files:
        for table, rows in kept().items():
            found = pq.read_table(io.BytesIO(files.read(f"{table}.parquet"))).to_pylist()
            assert [row["KEY"] for row in found] == list(rows)
            for row, cells in zip(found, rows.values(), strict=True):
                for name in QUESTIONS[table]:
                    assert row[name] == _typed(name, cells.get(name)), name


def _typed(name: str, text: str | None) -> object:
    if text is None:
        return None
    if name in ("home/rooms", "member/age"):
        return int(text) if text.lstrip("-").isdigit() else None
    if name == "home/area":
        return float(text)
    if name == "since":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    return text


def test_spss(form, tmp_path) -> None:
    import pyreadstat

    made = archive(form, Options("sav", language="en"))
    made.extractall(tmp_path)
    names = {"needs": None, "PARENT_KEY": "PARENT_KEY"}
    for table, rows in kept().items():
        frame, facts = pyreadstat.read_sav(tmp_path / f"{table}.sav", apply_value_formats=True)
        assert list(frame["KEY"]) == list(rows)
        assert facts.file_encoding == "UTF-8"
        for name in QUESTIONS[table]:
            if (variable := names.get(name, name.replace("/", "_"))) is None:
                continue
            for found, cells in zip(frame[variable], rows.values(), strict=True):
                text = cells.get(name)
                expected = _typed(name, text)
                if isinstance(expected, str):
                    at = {"Yes": "yes", "No": "no"}
                    if name == "order":
                        assert found == "School, Water, Road"
                    else:
                        assert at.get(found, found) == cut(expected.rstrip(" ")), name
                elif expected is None:
                    assert found in ("", None) or found != found, (name, found)
                else:
                    assert found == (expected if name == "since" else float(expected)), name
    frame, facts = pyreadstat.read_sav(tmp_path / "submissions.sav")
    assert facts.column_names_to_labels["home_street"] == "Street"
    assert list(frame["needs_school"])[:2] == [1.0, 0.0]
    assert [round(float(frame[f"point_{each}"][0]), 3) for each in ("latitude", "longitude")] == [35.7, 51.4]


def cut(text: str) -> str:
    """SPSS takes 32,767 bytes; no letter is parted."""
    return text.encode()[:32_767].decode(errors="ignore")


def test_questions_that_differ_in_capitals_only_and_those_called_like_facts_stay_apart() -> None:
    survey = [*SURVEY[:2], {"type": "text", "name": "street", FA: "خیابان", EN: "Street"}, SURVEY[6],
              {"type": "text", "name": "state", FA: "استان", EN: "Province"},
              {"type": "text", "name": "KEY", FA: "رمز", EN: "Code"}]  # fmt: skip
    made = make_form(xml=xml_of(survey, CHOICES), key="capitals")
    first = make_submission(made, {"home": {"street": "old"}, "state": "Qazvin", "KEY": "secret"})
    changed = [row if row.get("name") != "street" else row | {"name": "Street"} for row in survey]
    add_version(made, xml_of(changed, CHOICES))
    second = make_submission(made, {"home": {"Street": "new"}, "state": "Yazd", "KEY": "other"})
    for _ in range(2):  # fresh, then stored
        with archive(made, Options("csv", labels=False)) as files:
            rows = list(
                csv.reader(io.StringIO(files.read("submissions.csv").decode("utf-8-sig"), newline=""))
            )
        assert len({head.casefold() for head in rows[0]}) == len(rows[0])
        found = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
        assert [row["KEY"] for row in found] == [first.key, second.key]
        assert [(row["home/street"], row["home/Street_2"]) for row in found] == [("old", ""), ("", "new")]
        assert [(row["state"], row["_state"]) for row in found] == [
            ("Qazvin", "received"),
            ("Yazd", "received"),
        ]
        assert [row["KEY_2"] for row in found] == ["secret", "other"]
        segments.take_in(made)
