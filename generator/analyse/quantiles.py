"""Quantiles of the distributions that intervals are made from: normal, Student's t, and F. From the standard library alone.

t and F come from one function, the regularised incomplete beta function I_x(a, b), and its inverse.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, inf, lgamma, log, log1p, sqrt
from statistics import NormalDist

_CLOSE = 1e-15
_TINY = 1e-300
"""Stands for a denominator of nought, as in W. J. Thompson and A. R. Barnett, "Coulomb and Bessel Functions of Complex Arguments
and Order", Journal of Computational Physics 64 (1986), 490-509, on Lentz's way of taking continued fractions from the front."""
_MOST_TERMS = 100_000
"""Terms needed grow with the root of the larger parameter: a million students on sixty items need some eight thousand."""


def normal(probability: float) -> float:
    """The standard normal distribution's quantile. ``probability`` lies between 0 and 1, both excluded."""
    return NormalDist().inv_cdf(probability)


@lru_cache(maxsize=4096)
def student(probability: float, freedom: float) -> float:
    """The quantile of Student's t distribution with some degrees of freedom ("Student", "The Probable Error of a Mean",
    Biometrika 6 (1908), 1-25).

    For t > 0, P(T > t) is half of I_x(freedom / 2, 1/2) at x = freedom / (freedom + t²): Milton Abramowitz and Irene A. Stegun
    (eds.), Handbook of Mathematical Functions, 1964, 26.7.1.
    """
    tail = min(probability, 1 - probability)
    x = beta_quantile(2 * tail, freedom / 2, 0.5)
    away = inf if x == 0 else sqrt(freedom * (1 - x) / x)
    return away if tail < probability else -away


@lru_cache(maxsize=4096)
def fisher(probability: float, above: float, below: float) -> float:
    """The quantile of the F distribution with degrees of freedom of the numerator and of the denominator.

    P(F <= f) is I_x(above / 2, below / 2) at x = above f / (above f + below): Abramowitz and Stegun, 26.6.2.
    """
    x = beta_quantile(probability, above / 2, below / 2)
    return inf if x == 1 else below * x / (above * (1 - x))


def beta_quantile(probability: float, a: float, b: float) -> float:
    """The x at which I_x(a, b) is a probability, by bisection: slower than Newton's way, and nothing can lead it astray."""
    low, middle, high = 0.0, 0.5, 1.0
    while low < middle < high:  # until they are neighbours
        if incomplete_beta(middle, a, b) < probability:
            low = middle
        else:
            high = middle
        middle = (low + high) / 2
    return middle


def incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), for a, b > 0 and x from 0 to 1.

    By the continued fraction 8.17.22 of the NIST Digital Library of Mathematical Functions (DLMF), which is quick for x below
    (a + 1) / (a + b + 2); beyond that by the symmetry I_x(a, b) = 1 - I_(1-x)(b, a), DLMF 8.17.4. Raises ArithmeticError where
    the fraction doesn't settle.
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front / _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """1 + d1/(1 + d2/(1 + ...)), the denominator of DLMF 8.17.22, by the modified Lentz method."""
    value = above = 1.0
    below = 0.0
    for n in range(1, _MOST_TERMS):
        term = _coefficient(n, a, b) * x
        below = 1 / _not_nought(1 + term * below)
        above = _not_nought(1 + term / above)
        value *= above * below
        if abs(above * below - 1) < _CLOSE:
            return value
    raise ArithmeticError(f"the incomplete beta function doesn't settle at x = {x}, a = {a}, b = {b}")


def _coefficient(n: int, a: float, b: float) -> float:
    """The d_n of DLMF 8.17.23, without their x."""
    m = n // 2
    if n % 2:
        return -(a + m) * (a + b + m) / ((a + 2 * m) * (a + 2 * m + 1))
    return m * (b - m) / ((a + 2 * m - 1) * (a + 2 * m))


def _not_nought(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
