"""The tokens of the look: contrasts in light and dark, and that nothing else names a colour."""

import re
from pathlib import Path

import pytest

EXT = Path(__file__).parents[1] / "generator" / "sphinx_ext"
STATIC = EXT / "static"
SHEETS = sorted(path for path in STATIC.glob("*.css") if path.name != "tokens.css")
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|color)\(", re.IGNORECASE)
TOKENS = (STATIC / "tokens.css").read_text(encoding="utf-8")
PAIRS: dict[str, tuple[str, str]] = {
    name: (light, dark) for name, light, dark in re.findall(r"--course-([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", TOKENS)
}
GROUNDS = ("page", "card", "paper")


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, under "relative luminance")."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2, under "contrast ratio")."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "grounds", "least"),
    [
        ("ink", (*GROUNDS, "mark", "right-paper", "wrong-paper"), 7),
        ("accent", GROUNDS, 7),  # links stand in running text
        ("quiet", GROUNDS, 4.5),
        ("right", (*GROUNDS, "right-paper"), 4.5),
        ("wrong", (*GROUNDS, "wrong-paper"), 4.5),
        ("edge", GROUNDS, 3),
    ],
)
def test_what_is_read_stands_out_from_every_ground_it_lies_on(text: str, grounds: tuple[str, ...], least: float, scheme: int) -> None:
    too_weak = {on: contrast(PAIRS[text][scheme], PAIRS[on][scheme]) for on in grounds}
    assert {on: ratio for on, ratio in too_weak.items() if ratio < least} == {}


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_only_the_tokens_name_colours(path: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    declared = re.findall(r"[\w-]+:[^;{}]+;", rules)
    assert [found for found in declared if COLOUR.search(found)] == []


def test_every_token_that_is_used_exists_and_every_colour_is_used() -> None:
    sheets = [TOKENS, *(path.read_text(encoding="utf-8") for path in SHEETS)]
    used = {name for sheet in sheets for name in re.findall(r"var\(--course-([\w-]+)", sheet)}
    known = {name for sheet in sheets for name in re.findall(r"--course-([\w-]+):", sheet)}
    assert used - known == set()
    assert PAIRS.keys() - used == set()


def test_the_browsers_own_frame_has_the_colour_of_the_page() -> None:
    layout = (EXT / "theme" / "layout.html").read_text(encoding="utf-8")
    assert re.findall(r'name="theme-color" content="(#\w+)" media="\(prefers-color-scheme: (\w+)\)"', layout) == [
        (PAIRS["page"][0], "light"), (PAIRS["page"][1], "dark"),
    ]  # fmt: skip
