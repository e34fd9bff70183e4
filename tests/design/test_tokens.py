"""The colours can be read, and no sheet invents one of its own."""

import re
from pathlib import Path

import pytest

from kb.charts.theme import cluster_colour

CSS = Path(__file__).parents[2] / "static" / "css"
TOKENS = dict(re.findall(r"--([a-z0-9-]+):\s*([^;]+);", (CSS / "tokens.css").read_text()))
SHEETS = sorted(CSS.glob("*.css"))

TEXT_PAIRS = [
    *[
        (text, ground)
        for text in ("ink", "secondary", "accent")
        for ground in ("paper", "ground", "accent-tint")
    ],
    *[("ink", f"{tint}-tint") for tint in ("pro", "ambiguous", "risk")],
    *[(state, f"{state}-tint") for state in ("pro", "ambiguous", "risk")],
    *[(state, "paper") for state in ("pro", "ambiguous", "risk")],
    *[("paper", ground) for ground in ("accent", "accent-deep", "risk", "risk-deep", "ink")],
    *[("ink", f"tint-{shade}") for shade in range(5)],
    ("secondary", "ambiguous-tint"),
]
CONTROL_PAIRS = [
    ("line-strong", "paper"),
    ("line-strong", "ground"),
    ("accent", "paper"),
    ("accent", "ground"),
]


def luminance(token: str) -> float:
    """Relative luminance of WCAG 2.1, 0 (black) to 1 (white)."""
    channels = [int(TOKENS[token][start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.1, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TOKENS, "black", "#000000")
    assert contrast("black", "paper") == pytest.approx(21)


@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_reaches_aa(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), CONTROL_PAIRS)
def test_edges_of_controls_reach_aa(edge: str, ground: str) -> None:
    assert contrast(edge, ground) >= 3


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheet_uses_known_tokens_only(sheet: Path) -> None:
    assert set(re.findall(r"var\(--([a-z0-9-]+)\)", sheet.read_text())) - set(TOKENS) == set()


@pytest.mark.parametrize("sheet", [s for s in SHEETS if s.name != "tokens.css"], ids=lambda sheet: sheet.name)
def test_sheet_names_no_colour_itself(sheet: Path) -> None:
    colours = re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", sheet.read_text(), re.IGNORECASE)
    assert colours == (["#ffffff"] if sheet.name == "print.css" else [])  # paper is white


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_braces_of_a_sheet_balance(sheet: Path) -> None:
    depths = [0]
    for brace in re.findall(r"[{}]", sheet.read_text()):
        depths.append(depths[-1] + (1 if brace == "{" else -1))
    assert (min(depths), depths[-1]) == (0, 0)


def test_every_token_is_used() -> None:
    used = {name for sheet in SHEETS for name in re.findall(r"var\(--([a-z0-9-]+)\)", sheet.read_text())}
    assert set(TOKENS) - used == set()


@pytest.mark.parametrize("number", range(1, 22))
def test_party_has_the_colour_its_cluster_has_in_charts(number: int) -> None:
    assert TOKENS[f"party-{number}"] == cluster_colour(number - 1)
