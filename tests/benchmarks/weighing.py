"""Rank acceptability of options, against the same algorithm as a plain loop over draws."""

from __future__ import annotations

from functools import partial
from random import Random

import numpy as np

from kb.analysis.weighing.acceptability import DRAWS, Acceptability, rank_acceptability
from tests.benchmarks.timing import Race

OPTIONS, CRITERIA = 7, 12
Rows = list[list[float]]


def races(draws: int = DRAWS, seed: int = 1) -> list[Race]:
    low, high = intervals(seed)
    return [
        Race(
            name="rank acceptability · a loop over the draws",
            target=50,
            plain=partial(by_loop, low.tolist(), high.tolist(), draws, seed),
            fast=lambda: rank_acceptability(low, high, draws=draws, seed=seed),
            floor=lambda: _random_numbers(draws, seed),
            same=_same,
        )
    ]


def intervals(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """No value is sure, which is the most there can be to draw."""
    chance = np.random.default_rng(seed)
    low = chance.integers(0, 60, (OPTIONS, CRITERIA)).astype(float)
    return low, low + chance.integers(5, 40, (OPTIONS, CRITERIA))


def _random_numbers(draws: int, seed: int) -> None:
    chance = np.random.Generator(np.random.SFC64(seed))
    chance.standard_exponential((CRITERIA, draws))
    chance.bit_generator.random_raw(OPTIONS * CRITERIA * draws // 4)


def by_loop(low: Rows, high: Rows, draws: int, seed: int) -> tuple[Rows, Rows]:
    """How often each option takes each place, and the mean of the weights with which it is first."""
    random = Random(seed)
    place, exponential = random.random, random.expovariate
    options, criteria = range(len(low)), range(len(low[0]))
    spans = [[(a, b - a) for a, b in zip(*ends, strict=True)] for ends in zip(low, high, strict=True)]
    count, won = [[0.0 for _ in options] for _ in options], [[0.0 for _ in criteria] for _ in options]
    for _ in range(draws):
        raw = [exponential(1.0) for _ in criteria]
        total = sum(raw)
        weights = [weight / total for weight in raw]
        scores = [
            sum([w * (start + width * place()) for w, (start, width) in zip(weights, row, strict=True)])
            for row in spans
        ]
        order = sorted(options, key=scores.__getitem__, reverse=True)
        for rank, option in enumerate(order):
            count[option][rank] += 1
        won[order[0]] = [sum(pair) for pair in zip(won[order[0]], weights, strict=True)]
    shares = [[n / draws for n in row] for row in count]
    return shares, [[w / max(row[0], 1) for w in own] for own, row in zip(won, count, strict=True)]


def _same(plain: tuple[Rows, Rows], fast: Acceptability) -> bool:
    """Two samples of one distribution differ by chance: seven errors are five of the difference."""
    shares, central = (np.array(part) for part in plain)
    often = shares[:, 0] > 0.05  # of the others too few weights are known to compare their mean
    near = np.abs(shares - fast.shares) <= 7 * fast.error + 5 / fast.draws
    return bool(near.all() and np.allclose(central[often], fast.central[often], atol=2 / fast.draws**0.5))
