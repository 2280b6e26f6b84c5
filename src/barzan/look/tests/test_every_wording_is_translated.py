"""What a page says in English it says in Persian: every room's catalogue is whole and can be compiled."""

from __future__ import annotations

from pathlib import Path

import pytest

from barzan.look.tests.wording import Wording, wordings
from barzan.look.translations import ROOMS, compile_all, read, texts

EACH = [room for room in sorted(ROOMS.iterdir()) if (room / "apps.py").exists()]


def translated(room: Path) -> set[Wording]:
    text = room / "locale/fa/LC_MESSAGES/django.po"
    if not text.exists():
        return set()
    whole = (message for message in read(text) if message.id and not message.fuzzy)
    return {
        (message.id if isinstance(message.id, str) else message.id[0], message.context)
        for message in whole
        if message.string and all(message.string if isinstance(message.string, tuple) else (message.string,))
    }


@pytest.mark.parametrize("room", EACH, ids=lambda room: room.name)
def test_a_room_says_everything_in_persian(room: Path) -> None:
    kept = translated(room)
    missing = [f"{place}: {wording[0]!r}" for wording, place in wordings(room).items() if wording not in kept]
    assert not missing, "no Persian in this room's catalogue for\n" + "\n".join(missing)


def test_a_text_has_one_persian_whichever_room_says_it() -> None:
    """Django shows the translation of whichever room stands first; what means two things needs a context."""
    said: dict[Wording, dict[str, str]] = {}
    for text in texts():
        for message in read(text):
            if message.id:
                english = message.id if isinstance(message.id, str) else message.id[0]
                said.setdefault((english, message.context), {})[text.parents[3].name] = str(message.string)
    differing = {wording: rooms for wording, rooms in said.items() if len(set(rooms.values())) > 1}
    assert not differing


@pytest.mark.parametrize("text", texts(), ids=lambda text: text.parents[3].name)
def test_a_catalogue_keeps_its_placeholders_and_uses_persian_letters(text: Path) -> None:
    catalog = read(text)
    said = " ".join(str(message.string) for message in catalog if message.id)
    assert not set("يكىؤة") & set(said.replace("ؤ", "")), f"{text}: Arabic letters in a Persian sentence"


def test_a_stale_catalogue_is_compiled_and_a_fresh_one_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "room/locale/fa/LC_MESSAGES/django.po"
    text.parent.mkdir(parents=True)
    text.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "City"\nmsgstr "شهر"\n'
    )
    assert compile_all(tmp_path) == [text.with_suffix(".mo")]
    assert compile_all(tmp_path) == []


def test_a_translation_that_loses_a_placeholder_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "room/locale/fa/LC_MESSAGES/django.po"
    text.parent.mkdir(parents=True)
    text.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        '#, python-format\nmsgid "%(shown)s services"\nmsgstr "خدمت"\n'
    )
    with pytest.raises(ValueError, match="placeholders"):
        compile_all(tmp_path)
