"""The last part of the page: what its figures mean, how they are made, and the rules with their sources."""

from __future__ import annotations

from html import escape

from generator.analyse.rules import FEWEST_FOR_FIGURES, FEWEST_FOR_FLAGS, Rule

_FIGURES = (
    (
        "Difficulty",
        (
            "The mean of points, so an easy item’s is high. An open item has no points; an answer that is held isn’t counted. The interval "
            "is Wilson’s (1927) where points are 0 or 1, else by Student’s t."
        ),
    ),
    (
        "Discrimination",
        (
            "The correlation of an item’s points with the score on the other items of the quiz: the corrected point-biserial where points "
            "are 0 or 1. The interval is by Fisher’s z (1921), which is rough for few students."
        ),
    ),
    (
        "Upper less lower 27 %",
        (
            "Mean points of the 27 % with the highest scores on the other items, less those of the 27 % with the lowest (Kelley 1939). "
            "Students with the same score are never told apart: those on the border count in part."
        ),
    ),
    (
        "Lowest, middle, highest third",
        (
            "The share of each third of students, by their score on the other items, that chose an option. A good distractor loses takers "
            "from the lowest to the highest third, the key gains them."
        ),
    ),
    (
        "Reliability",
        (
            "KR-20 (Kuder and Richardson 1937) where all items are right or wrong, else Cronbach’s alpha (1951), with Feldt’s interval "
            "(1965). The standard error of measurement is the standard deviation of totals times the root of one less the coefficient."
        ),
    ),
    (
        "Sure and not sure",
        (
            "Answers by what students said when they gave them. Many who are sure and wrong share a mistake that is worth a lesson (Hasan, "
            "Bagayoko and Kelley 1999)."
        ),
    ),
)


def how_to_read() -> str:
    """The section. It is the same in every analysis."""
    figures = "".join(f"<dt>{escape(name)}</dt><dd>{escape(words)}</dd>" for name, words in _FIGURES)
    rules = "".join(
        f"<dt>{escape(rule.title)} <code>{rule.value}</code></dt><dd>{escape(rule.meaning)} {escape(rule.look)} "
        f'<span class="quiet">Rule: {escape(rule.source)}</span></dd>'
        for rule in Rule
    )
    return (
        f'<section aria-labelledby="reading"><h2 id="reading">How to read this page</h2>'
        f"<p>The figures are those of classical item analysis. They tell where to look, not what is wrong: a flag is a reason to read "
        f"an item again, and changes no mark. Below {FEWEST_FOR_FIGURES} students only counts are given. Below {FEWEST_FOR_FLAGS} "
        f"nothing is flagged, and from there on only what the whole 95&nbsp;% interval bears out. Of many sound items, one may still "
        f"be flagged by chance.</p>"
        f"<h3>Figures</h3><dl>{figures}</dl><h3>Rules</h3><dl>{rules}</dl></section>"
    )
