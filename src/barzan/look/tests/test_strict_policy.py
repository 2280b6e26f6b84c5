"""Nothing in any template or style needs a looser content policy, and nothing is fetched from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from barzan.look.tests.browser import BUNDLE, ROOT
from barzan.look.translations import ROOMS

TEMPLATES = sorted(ROOMS.glob("*/templates/**/*.html"))
# Files that are downloaded and opened by themselves: their style travels within, nothing else does.
CARRIED = {
    "printing/templates/printing/book/book.html",
    "filling/templates/filling/paper/paper.html",
    "permits/templates/permits/certificate.html",
}
STYLES = sorted((ROOT / "frontend/css").rglob("*.css"))
INLINE = re.compile(
    r"""\sstyle=|\son[a-z]+=["']|<style|javascript:|<script(?![^>]*\ssrc=)(?![^>]*json)""", re.IGNORECASE
)
ELSEWHERE = re.compile(
    r"""(?:src|href|action)=["'](?:https?:)?//|url\(["']?(?:https?:)?//|@import\s+["'](?:https?:)?//"""
)
PHYSICAL = re.compile(
    r"(?:margin|padding|border)-(?:left|right|top|bottom)\b|(?:^|[\s{;])(?:left|right|top|bottom|width|height)\s*:"
)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOMS)))
def test_a_template_carries_no_inline_style_or_script(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    allowed = ["<style"] if str(template.relative_to(ROOMS)) in CARRIED else []
    assert INLINE.findall(text) == allowed
    assert not ELSEWHERE.findall(text)


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_a_style_is_written_for_both_directions(style: Path) -> None:
    text = re.sub(
        r"/\*.*?\*/|url\(\"data:[^\"]*\"\)|@media[^{]*",
        "",
        style.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    assert not PHYSICAL.findall(text)
    assert not ELSEWHERE.findall(text)


@pytest.mark.skipif(not BUNDLE.exists(), reason="the front-end bundle is missing: npm ci && npm run build")
def test_what_the_browser_loads_is_small() -> None:
    sizes = {
        name: (BUNDLE.parent / name).stat().st_size for name in ("barzan.css", "barzan.js", "vazirmatn.woff2")
    }
    assert sizes["vazirmatn.woff2"] < 110_000
    assert sizes["barzan.js"] < 80_000
    assert sizes["barzan.css"] < 60_000


@pytest.mark.skipif(not BUNDLE.exists(), reason="the front-end bundle is missing: npm ci && npm run build")
def test_a_browser_without_light_dark_still_gets_every_colour() -> None:
    tokens = (ROOT / "frontend/css/tokens.css").read_text(encoding="utf-8")
    paired = set(re.findall(r"(--[\w-]+): light-dark\(", tokens))
    bundle = BUNDLE.read_text(encoding="utf-8")
    fallback = bundle[bundle.index("@supports not") :].partition("}}")[0]
    assert paired == set(re.findall(r"(--[\w-]+):#\w+", fallback))


@pytest.mark.skipif(not BUNDLE.exists(), reason="the front-end bundle is missing: npm ci && npm run build")
def test_the_font_has_every_character_of_persian_and_english_pages() -> None:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with TTFont(BUNDLE.with_name("vazirmatn.woff2")) as font:
        covered = set(font.getBestCmap())
        assert "fvar" in font, "the weight stays variable"
    wanted = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیءأؤئةهٔ۰۱۲۳۴۵۶۷۸۹،؛؟«»٪٫٬\u200c" + "".join(
        map(chr, range(32, 127))
    )
    assert not {character for character in wanted if ord(character) not in covered}
