"""The designer's script: every word in Persian, small files, only the published subset."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from barzan.look.translations import texts

ROOT = Path(__file__).resolve().parents[4]
SCRIPT = ROOT / "frontend/js/modeller"
LIBRARIES = ROOT / "node_modules"
OUTSIDE = re.compile(
    r"signal|conditional|compensation|escalation|link |cancel|transaction|ad-hoc|complex|event sub|HELLO"
    r"|lign|istribute|shift",
    re.IGNORECASE,
)  # of bpmn-js: beyond the subset, or in modules that are left out


@pytest.fixture(scope="module")
def persian() -> dict[str, str]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    module = json.dumps((SCRIPT / "persian.js").as_uri())
    asked = f"import({module}).then((all) => console.log(JSON.stringify(all.PERSIAN)))"
    answer = subprocess.run([node, "-e", asked], capture_output=True, text=True, check=True)
    return dict(json.loads(answer.stdout))


def said() -> set[str]:
    """The English of our own files: what ``t`` is asked for, and the titles that are tables."""
    found: set[str] = set()
    for file in SCRIPT.glob("*.js"):
        text = file.read_text(encoding="utf-8")
        found |= set(re.findall(r'\bt\("([^"]+)"', text))
        if file.name == "subset.js":
            found |= set(re.findall(r'"((?:Create|Append|Activate) [^"]+)"', text))
        if file.name == "parts-basic.js":
            found |= set(re.findall(r': "([A-Z][^"]+)"', text.split("const TYPES")[1].split("};")[0]))
    return found


def test_the_panel_says_everything_in_persian(persian: dict[str, str]) -> None:
    assert said() - persian.keys() == set()


def test_bpmn_js_says_everything_of_the_subset_in_persian(persian: dict[str, str]) -> None:
    if not LIBRARIES.exists():
        pytest.skip("bpmn-js is not installed")
    files = [*LIBRARIES.glob("bpmn-js/lib/**/*.js"), *LIBRARIES.glob("diagram-js/lib/**/*.js")]
    files = [file for file in files if file.name != "PaletteProvider.js"]  # ours stands in its place
    asked = {word for file in files for word in re.findall(r"translate\(\s*'([^']+)'", file.read_text())}
    entries = LIBRARIES / "bpmn-js/lib/features/popup-menu/PopupEntries.js"
    asked |= set(re.findall(r"label: '([^']+)'", entries.read_text()))
    assert {word for word in asked if not OUTSIDE.search(word)} - persian.keys() == set()


def test_no_translation_is_left_over_or_has_arabic_letters(persian: dict[str, str]) -> None:
    assert not set("يكىة") & set("".join(persian.values()))
    for english, words in persian.items():
        assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", words)), english


def test_the_same_english_has_the_same_persian_as_in_the_rooms_pages(persian: dict[str, str]) -> None:
    """For the words that people meet on both sides of the designer's page."""
    from barzan.look.translations import read

    own = next(text for text in texts() if text.parents[3].name == "modeller")
    pages = {message.id: message.string for message in read(own) if message.id and not message.context}
    differing = {
        word: (pages[word], persian[word])
        for word in pages.keys() & persian.keys()
        if pages[word] != persian[word]
    }
    assert differing == {}


def test_no_file_of_the_script_is_long() -> None:
    long = {
        file.name: length
        for file in SCRIPT.glob("*.js")
        if (length := len(file.read_text().splitlines())) >= 400
    }
    assert long == {}


def test_no_style_or_script_is_written_into_the_page() -> None:
    """The content security policy refuses both."""
    for file in SCRIPT.glob("*.js"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|insertAdjacentHTML|setAttribute\(.style|<style|eval\(", text), (
            file.name
        )
