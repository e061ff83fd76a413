"""How a cost grows with the number of chapters: the exponent of the power that fits best."""

import math
from collections.abc import Mapping

FROM = 150
"""Growth is fitted from so many chapters up, where what a builder does once, whatever the course, weighs little."""


def fitted(costs: Mapping[int, float]) -> tuple[float, int, int] | None:
    """The exponent, and the sizes that it was fitted between: the slope of a straight line through the logarithms, by least squares.

    1 is linear, 2 quadratic. Where fewer than two sizes reach `FROM`, all are fitted; None where there are fewer than two at all.
    """
    large = {size: cost for size, cost in costs.items() if size >= FROM}
    used = large if len(large) > 1 else dict(costs)
    if len(used) < 2 or min(used.values()) <= 0:
        return None
    points = [(math.log(size), math.log(cost)) for size, cost in used.items()]
    middle = sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    over = sum((x - middle[0]) * (y - middle[1]) for x, y in points)
    return over / sum((x - middle[0]) ** 2 for x, _ in points), min(used), max(used)
