"""The contrasts that the visual language promises, computed from the tokens themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from barzan.look.samples import samples

TOKENS = Path(__file__).resolve().parents[4] / "frontend/css/tokens.css"
PAIR = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)")
COLOURS = {name: (light, dark) for name, light, dark in PAIR.findall(TOKENS.read_text(encoding="utf-8"))}

# Against the page: (token, light, dark) as the table of the visual language says; None where it is silent.
PROMISED = [
    ("line-strong", 3.7, 4.3),
    ("ink", 14.5, 16.0),
    ("ink-2", 7.8, 10.3),
    ("ink-3", 5.0, 7.1),
    ("lapis", 9.1, 9.3),
    ("fir", 5.1, 9.5),
    ("fir-b", 3.1, None),
    ("clay", 5.5, 9.4),
    ("saf", 6.2, 10.7),
    ("leaf", 6.2, 10.4),
    ("anar", 6.7, 9.5),
    ("focus", 3.0, 10.7),
]
HUES = ["lapis", "fir", "clay", "saf", "leaf", "anar"]
GROUNDS = ["bg", "surface", "sunk", "zone"]


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB`` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2), 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_formula_knows_its_ends() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("token", "light", "dark"), PROMISED)
def test_a_token_keeps_the_contrast_that_the_visual_language_states(
    token: str, light: float, dark: float | None
) -> None:
    for theme, promised in enumerate((light, dark)):
        if promised is not None:
            measured = contrast(COLOURS[token][theme], COLOURS["bg"][theme])
            assert measured == pytest.approx(promised, abs=0.06), f"{token}: {measured:.2f}"


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", ["ink", "ink-2", "ink-3", *HUES])
def test_text_is_readable_on_every_ground(text: str, ground: str, theme: int) -> None:
    assert contrast(COLOURS[text][theme], COLOURS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("hue", HUES)
def test_text_on_the_soft_ground_of_its_hue_is_readable(hue: str, theme: int) -> None:
    soft = COLOURS[f"{hue}-soft"][theme]
    assert contrast(COLOURS[hue][theme], soft) >= 4.75
    assert contrast(COLOURS["ink"][theme], soft) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("fill", ["lapis-fill", "lapis-hover", "anar-fill", "hero", "hero-2"])
def test_white_is_readable_on_every_fill(fill: str, theme: int) -> None:
    assert contrast("#FFFFFF", COLOURS[fill][theme]) >= 4.5


def test_the_component_page_shows_the_colours_that_the_pages_use() -> None:
    for swatch in samples()["swatches"]:
        assert COLOURS[swatch.token] == (swatch.light, swatch.dark)
