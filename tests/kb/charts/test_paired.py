import pandas as pd

from kb.charts import theme
from kb.charts.labels import PairedLabels
from kb.charts.paired import paired_bars
from kb.charts.render import svg
from tests.kb.charts.examples import marks, texts

WORDS = PairedLabels(
    title="Coverage",
    subtitle="Likeness 0.9",
    description="Two bars a class",
    name="Domain",
    side="Group",
    value="Share",
    count="Agreements",
    empty="Nothing yet.",
)
BARS = pd.DataFrame(
    [
        ("Housing", "Study", 0.75, "3 (75 %)"),
        ("Housing", "Region", 0.0, "0 (0 %)"),
        ("Safety", "Study", 0.25, "1 (25 %)"),
        ("Safety", "Region", 1.0, "2 (100 %)"),
    ],
    columns=["name", "side", "value", "said"],
)


def test_a_pair_of_bars_a_class_each_with_its_words() -> None:
    drawing = svg(paired_bars(BARS, WORDS))
    assert [bar["fill"] for bar in marks(drawing, "bars")] == [theme.ACCENT, theme.PALETTE[1]] * 2
    assert {"Housing", "Safety", "Study", "Region", *BARS["said"]} <= set(texts(drawing))


def test_nothing_to_draw_says_so() -> None:
    assert "Nothing yet." in texts(svg(paired_bars(BARS.head(0), WORDS)))
