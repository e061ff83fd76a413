"""Broken courses by the thousand: each is checked, and must end in problems or in none, never in a fall.

`python -m tests.mutants --count 10000 --seed 1` tries them all; the suite tries a share of them.
"""
