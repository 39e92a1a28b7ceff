"""The marginal likelihood of right and wrong answers under logistic items, and its maximum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

Vector: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"  # one dimension
Matrix: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"  # two

ABILITIES: Vector = np.linspace(-6, 6, 121)
PRIOR: Vector = np.exp(-(ABILITIES**2) / 2) / np.exp(-(ABILITIES**2) / 2).sum()
EM_STEPS = 500
EM_SETTLED = 1e-3
NEWTON_STEPS = 40
SETTLED = 1e-9
NEARBY = 1e-4
FAR = 0.05
DIFFERENCE = 1e-4
LONGEST_STEP = 1.0
STEEPEST = 30.0


@dataclass(frozen=True)
class Likelihood:
    """Patterns of answers and how often each occurs; `right` and `wrong` are 1 where it was so, patterns × items."""

    right: Matrix
    wrong: Matrix
    often: Vector

    @classmethod
    def of(cls, answers: Matrix) -> Likelihood:
        """From people × items with 1, 0 and NaN for what was not asked."""
        patterns, often = np.unique(np.nan_to_num(answers, nan=-1.0), axis=0, return_counts=True)
        return cls((patterns == 1).astype(float), (patterns == 0).astype(float), often.astype(float))

    def start(self) -> Vector:
        """Slopes of 1, and intercepts from the shares of right answers."""
        right, wrong = self.often @ self.right + 0.5, self.often @ self.wrong + 0.5
        return np.concatenate([np.ones(len(right)), np.log(right / wrong)])

    def at(self, parameters: Vector) -> tuple[float, Vector, Matrix]:
        """The log-likelihood, its gradient, and the information that complete data would have (items' blocks)."""
        slopes, intercepts = np.split(parameters, 2)
        logits = slopes[:, None] * ABILITIES + intercepts[:, None]
        log_right, log_wrong = -np.logaddexp(0, -logits), -np.logaddexp(0, logits)
        joint = self.right @ log_right + self.wrong @ log_wrong + np.log(PRIOR)
        most = joint.max(axis=1, keepdims=True)
        share = np.exp(joint - most)
        whole = share.sum(axis=1, keepdims=True)
        share *= self.often[:, None] / whole
        value = float(self.often @ (np.log(whole) + most)[:, 0])
        asked, chance = (self.right + self.wrong).T @ share, np.exp(log_right)
        surprise = self.right.T @ share - asked * chance
        gradient = np.concatenate([surprise @ ABILITIES, surprise.sum(axis=1)])
        return value, gradient, _blocks(asked * chance * (1 - chance))


@dataclass(frozen=True)
class Fit:
    """Slopes and intercepts at the maximum and their covariance; NaN where there is none."""

    parameters: Vector
    covariance: Matrix
    log_likelihood: float
    converged: bool


def maximised(likelihood: Likelihood, design: Matrix, fixed: Vector) -> Fit:
    """The maximum over free parameters p, slopes and intercepts being design · p + fixed."""
    free = _solved(design, likelihood.start() - fixed)
    free = _climbed(likelihood, design, fixed, free)
    free, information, settled = _ended(likelihood, design, fixed, free)
    parameters = design @ free + fixed
    value = likelihood.at(parameters)[0]
    covariance = np.full((len(parameters), len(parameters)), np.nan)
    if settled:
        covariance = design @ np.linalg.inv(information) @ design.T
    return Fit(parameters, covariance, value, settled)


def _climbed(likelihood: Likelihood, design: Matrix, fixed: Vector, free: Vector) -> Vector:
    """EM steps, each with one Newton step for the items, until they become short."""
    for _ in range(EM_STEPS):
        _value, gradient, information = likelihood.at(design @ free + fixed)
        step = _bounded(_solved(design.T @ information @ design, design.T @ gradient))
        free = free + step
        if np.abs(step).max() < EM_SETTLED or np.abs(free).max() > STEEPEST:
            break
    return free


def _ended(
    likelihood: Likelihood, design: Matrix, fixed: Vector, free: Vector
) -> tuple[Vector, Matrix, bool]:
    """Newton steps on the marginal likelihood; the observed information there, and whether it is a maximum.

    The information is what costs, so that it is made anew only after the parameters moved.
    """
    information, made_at = _information(likelihood, design, fixed, free), free
    for _ in range(NEWTON_STEPS):
        if np.abs(free).max() > STEEPEST or not _is_positive(information):
            return free, information, False
        step = _bounded(_solved(information, design.T @ likelihood.at(design @ free + fixed)[1]))
        free = free + step
        moved, settled = np.abs(free - made_at).max(), np.abs(step).max() < SETTLED
        if settled and moved < NEARBY:
            return free, information, True
        if moved > FAR or (settled and moved >= NEARBY):
            information, made_at = _information(likelihood, design, fixed, free), free
    return free, information, False


def _information(likelihood: Likelihood, design: Matrix, fixed: Vector, free: Vector) -> Matrix:
    """Less the second derivatives of the marginal likelihood, by central differences of its gradient."""
    found = np.empty((len(free), len(free)))
    for place in range(len(free)):
        step = np.zeros(len(free))
        step[place] = DIFFERENCE
        above = likelihood.at(design @ (free + step) + fixed)[1]
        below = likelihood.at(design @ (free - step) + fixed)[1]
        found[place] = design.T @ (below - above) / (2 * DIFFERENCE)
    return (found + found.T) / 2


def _blocks(weights: Matrix) -> Matrix:
    """The information of each item about its own slope and intercept, as one matrix of slopes, then intercepts."""
    squared, mixed, plain = weights @ ABILITIES**2, weights @ ABILITIES, weights.sum(axis=1)
    return np.block([[np.diag(squared), np.diag(mixed)], [np.diag(mixed), np.diag(plain)]])


def _solved(information: Matrix, gradient: Vector) -> Vector:
    return np.asarray(np.linalg.lstsq(information, gradient, rcond=None)[0], dtype=np.float64)


def _bounded(step: Vector) -> Vector:
    longest = np.abs(step).max()
    return step * (LONGEST_STEP / longest) if longest > LONGEST_STEP else step


def _is_positive(information: Matrix) -> bool:
    return bool(np.isfinite(information).all() and np.linalg.eigvalsh(information).min() > 0)
