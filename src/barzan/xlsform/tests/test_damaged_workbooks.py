"""Whatever stands in the cells or was lost of the file: a form or a refusal, never another failure."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO

import pytest

from barzan.config.proof import count, seed
from barzan.xlsform import NotConverted, convert
from barzan.xlsform.tests import samples
from barzan.xlsform.tests.building import VISIT, Row, book, question
from barzan.xlsform.tests.samples import LISTS_ROWS
from barzan.xlsform.tests.test_pyxform_agrees import MIRRORED

WILD = (
    "",
    " ",
    "${",
    "${a}",
    "${}",
    "$",
    "}",
    "'",
    '"',
    "((",
    "))",
    "instance('x')/root/item",
    "begin_group",
    "end_repeat",
    "begin loop over sex",
    "select_one",
    "select_one sex or_other",
    "select_multiple ${member}",
    "rank x",
    "yes",
    "no",
    "<a>&amp;",
    "]]>",
    "\u200c",
    "۱۲",
    "ي",
    "a b",
    "1",
    "-1",
    "9" * 400,
    "start=1 end=0",
    "a=b=c",
    "quality=best",
    "true()",
    "jr:itext('x')",
    "pulldata('a','b','c',.)",
    "position(..)",
    "../../../../../..",
    ". > .",
    "data",
    "meta",
    "instanceID",
    "audit",
    "osm x",
    "include",
    "entities:saveto",
    "e#f#g",
    "__system",
    "x.y",
    "csv-external",
    "select_one_from_file a.csv",
    "select_one_external sex",
    "background-geopoint",
    "background-audio",
    "table-list",
    "search('a')",
    "0/0",
    "/" * 50,
)
COLUMNS = (
    "type",
    "name",
    "relevant",
    "constraint",
    "calculation",
    "required",
    "readonly",
    "default",
    "choice_filter",
    "parameters",
    "appearance",
    "trigger",
    "repeat_count",
    "save_to",
    "personal",
    "tag",
    "retention",
    "hint",
    "disabled",
    "label",
    "media::image",
    "bind::x:y",
    "body::z",
    "instance::w",
    "",
    "label::x::y",
    "jr:count",
)


def judged(data: bytes, name: str) -> None:
    try:
        found = convert(data, name, media={}).warnings
    except NotConverted as refused:
        found = refused.findings
    assert all(each.fa and each.en and each.cure_fa and each.cure_en for each in found)


@pytest.mark.proof
def test_any_words_in_any_cells_are_judged() -> None:
    dice = random.Random(seed())
    survey: list[Row] = [question("text", "a", "الف", "A"), *samples.questionnaire_rows()[:12]]
    for _ in range(count(2_000)):
        rows = [dict(row) for row in survey]
        for _ in range(dice.randint(1, 6)):
            dice.choice(rows)[dice.choice(COLUMNS)] = dice.choice(WILD)
        lists = [dict(row) for row in LISTS_ROWS]
        dice.choice(lists)[dice.choice(("name", "list_name", "label", "x y"))] = dice.choice(WILD)
        settings = {
            "form_id": "f",
            dice.choice(("name", "version", "namespaces", "style")): dice.choice(WILD),
        }
        entities = (
            [{"list_name": dice.choice(WILD), "label": dice.choice(WILD)}] if dice.random() < 0.2 else []
        )
        judged(book(rows, lists, settings, entities=entities), "wild.xlsx")


@pytest.mark.proof
def test_any_damage_of_a_file_is_judged() -> None:
    dice = random.Random(seed())
    whole = samples.poll()
    for _ in range(count(10_000)):
        judged(damaged(whole, dice), dice.choice(("a.xlsx", "a.xls", "a.csv", "a.md")))


@pytest.mark.proof
def test_any_damage_of_a_part_is_judged() -> None:
    """The package is whole, so that the damage reaches what reads the XML inside."""
    dice = random.Random(seed())
    with zipfile.ZipFile(BytesIO(samples.poll())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(count(1_000)):
        name = dice.choice(list(parts))
        made = BytesIO()
        with zipfile.ZipFile(made, "w") as package:
            for part, content in parts.items():
                package.writestr(part, damaged(content, dice, b'0129<>&"/') if part == name else content)
        judged(made.getvalue(), "part.xlsx")


@pytest.mark.proof
def test_any_damage_of_a_file_of_excel_97_is_judged() -> None:
    dice = random.Random(seed())
    whole = VISIT.read_bytes()
    for _ in range(count(2_000)):
        judged(damaged(whole, dice), "a.xls")


@pytest.mark.proof
def test_any_damage_of_a_text_is_judged() -> None:
    dice = random.Random(seed())
    texts = [text.encode() for text in MIRRORED.values()]
    for _ in range(count(5_000)):
        text = dice.choice(texts)
        suffix = dice.choice((".md", ".csv"))
        whole = text if suffix == ".md" else as_csv(text)
        judged(damaged(whole, dice, bytes(range(128)), dice.choice(WILD).encode()), f"a{suffix}")


def as_csv(text: bytes) -> bytes:
    """A form in pyxform's Markdown as its CSV."""
    rows = (line.strip("|").split("|") for line in text.decode().strip().splitlines())
    return "\n".join(",".join(cell.strip() for cell in row) for row in rows).encode()


def damaged(whole: bytes, dice: random.Random, signs: bytes = bytes(range(256)), word: bytes = b"") -> bytes:
    """The bytes with some of them changed to ``signs``, ``word`` put in, and at times the end cut off."""
    data = bytearray(whole)
    for _ in range(dice.randint(1, 8)):
        data[dice.randrange(len(data))] = dice.choice(signs)
    if word:
        at = dice.randrange(len(data))
        data[at:at] = word
    if dice.random() < 0.2:
        del data[dice.randrange(len(data)) :]
    return bytes(data)
