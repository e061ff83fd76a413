"""Costs by numbers of chapters as an SVG picture: both scales logarithmic, so that a linear cost is a straight line of slope one.

Lines are told apart by the shape of their marks and by the name at their end, not by colour alone. The picture brings its own
background, so that it can be read on a light page and on a dark one.
"""

import itertools
import math
from collections.abc import Iterator, Mapping
from html import escape

WIDTH, HEIGHT = 500, 360
"""Little more than a phone is wide, so that a picture that is shrunk to one can still be read."""
LEFT, RIGHT, TOP, BOTTOM = 56, 204, 28, 52
"""Margins of the field in pixels; names stand in the right one."""
NAMES, LETTER = 24, 9
"""Pixels from the field to the names, and those that a letter takes at most on the average."""
APART = 20
"""Pixels between the names of two lines, at least."""
COLOURS = (("#8a3b12", "#f0a878"), ("#1d4f91", "#8ab8f2"), ("#1f6b3a", "#7fd09b"), ("#6b2a7a", "#d79be6"))
"""Of a line, on a light background and on a dark one."""
STYLE = """
svg { font: 16px sans-serif; background: #fff; color: #222 }
path, polyline { stroke-width: 2; fill: none }
.grid { stroke: #ddd; stroke-width: 1 }
text { fill: #222 }
""" + "".join(f".l{n} {{ stroke: {light} }} " for n, (light, _) in enumerate(COLOURS)) + """
@media (prefers-color-scheme: dark) {
svg { background: #1b1a17 }
.grid { stroke: #444 }
text { fill: #eee }
""" + "".join(f".l{n} {{ stroke: {dark} }} " for n, (_, dark) in enumerate(COLOURS)) + "\n}"  # fmt: skip
MARKS = ("M-5-5h10v10h-10z", "M0-6l6 11h-12z", "M-5-5l10 10m0-10l-10 10", "M0-6l6 6l-6 6l-6-6z")
"""The shapes of marks, around their place."""


def plot(title: str, unit: str, costs: Mapping[str, Mapping[int, float]]) -> str:
    """The picture. ``costs`` has for each name, at most four, what it costs at each number of chapters; all above zero."""
    sizes = sorted({size for line in costs.values() for size in line})
    values = [value for line in costs.values() for value in line.values()]
    across, up = _Scale(sizes[0], sizes[-1], LEFT, WIDTH - RIGHT), _Scale(*_ends(values), HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img">',
        f"<title>{escape(title)}, {escape(unit)}, by chapters</title><style>{STYLE}</style>",
        *_grid(sizes, across, up),
        f'<text x="{LEFT}" y="14">{escape(unit)}</text>',
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 8}" text-anchor="middle">chapters</text>',
        *(_line(number, line, across, up) for number, line in enumerate(costs.values())),
        *_names(costs, up),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


class _Scale:
    """Logarithms of figures as places between two."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self.low, self.high = low, high if high > low else low * 2
        self._start, self._end = start, end

    def __call__(self, figure: float) -> float:
        share = math.log(figure / self.low) / math.log(self.high / self.low)
        return self._start + share * (self._end - self._start)


def _ends(values: list[float]) -> tuple[float, float]:
    """Where the scale begins and ends: at one, two or five times a power of ten around all values."""
    return max(tick for tick in _ticks(min(values) / 10, max(values)) if tick <= min(values)), min(
        tick for tick in _ticks(min(values), max(values) * 10) if tick >= max(values)
    )


def _ticks(low: float, high: float) -> Iterator[float]:
    """One, two and five times all powers of ten from one figure to another."""
    for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1):
        for digit in (1, 2, 5):
            if low <= digit * 10.0**power <= high:
                yield digit * 10.0**power


def _grid(sizes: list[int], across: _Scale, up: _Scale) -> Iterator[str]:
    ticks = list(_ticks(up.low * 0.999, up.high * 1.001))
    for tick in ticks if len(ticks) < 10 else [tick for tick in ticks if f"{tick:e}".startswith("1")]:
        yield f'<path class="grid" d="M{LEFT} {up(tick):.1f}H{WIDTH - RIGHT}"/>'
        yield f'<text x="{LEFT - 8}" y="{up(tick) + 5:.1f}" text-anchor="end">{tick:,g}</text>'
    for size in sizes:
        yield f'<path class="grid" d="M{across(size):.1f} {TOP}V{HEIGHT - BOTTOM}"/>'
        yield f'<text x="{across(size):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{size:,}</text>'


def _line(number: int, line: Mapping[int, float], across: _Scale, up: _Scale) -> str:
    places = [(across(size), up(value)) for size, value in sorted(line.items())]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    marks = "".join(f'<path d="{MARKS[number]}" transform="translate({x:.1f} {y:.1f})"/>' for x, y in places)
    return f'<g class="l{number}"><polyline points="{points}"/>{marks}</g>'


def _names(costs: Mapping[str, Mapping[int, float]], up: _Scale) -> Iterator[str]:
    """Each line's mark and name in the right margin, at the height of its end where there is room for it."""
    ends = sorted((up(line[max(line)]), number, name) for number, (name, line) in enumerate(costs.items()))
    heights = list(itertools.accumulate((end for end, _, _ in ends), lambda above, own: max(own, above + APART)))
    over = max(0, heights[-1] - (HEIGHT - BOTTOM))
    for height, (_, number, name) in zip(heights, ends, strict=True):
        x, y = WIDTH - RIGHT + NAMES, height - over
        yield f'<g class="l{number}"><path d="{MARKS[number]}" transform="translate({x - 12} {y:.1f})"/></g>'
        yield f'<text x="{x}" y="{y + 5:.1f}">{escape(name)}</text>'
