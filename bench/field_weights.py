"""Fits how sure a field is to generated papers: penalised logistic regression over what is known of each value."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.typed_papers import ReadPaper
from extract.confidence import FEATURES, features
from extract.extraction import examined

WEIGHTS = Path(__file__).resolve().parent.parent / "extract" / "data" / "confidence.json"
_RIDGE = 2.0
_WRONG = 2.0
"""What a wrong value counts: taken as certain, it costs more than a right one that is looked at."""
_POSITIVE = (
    "weakest_word",
    "all_words",
    "embedded",
    "fit",
    "known",
    "passed",
    "coded",
    "known_name",
    "known_addr",
    "held",
)
"""What can only speak for a value; where chance says otherwise, it says nothing."""

Numbers = NDArray[np.float64]


def write(papers: Sequence[ReadPaper]) -> None:
    """Fit the weights to these papers and store them."""
    values, right = examples(papers)
    weights = fitted(values, right)
    rounded = {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)}
    WEIGHTS.write_text(json.dumps(rounded, indent=1) + "\n", "utf-8")
    print(f"fitted to {len(right)} fields, {int((~right).sum())} of them wrong")


def examples(papers: Sequence[ReadPaper]) -> tuple[Numbers, NDArray[np.bool_]]:
    """Return the features of every value that was found on papers of a rightly told type, and which are right."""
    from bench.extract import same  # noqa: PLC0415 - that module runs this one

    values: list[tuple[float, ...]] = []
    right: list[bool] = []
    for paper in papers:
        found = examined(paper.pages)
        if found.kind.code != paper.document_type:
            continue
        numbered = {page.number: page for page in paper.pages}
        for one in found.weighed:
            if one.value is None or one.candidate.handwritten or one.failed:
                continue
            values.append(features(one, numbered.get(one.candidate.page)))
            truth = paper.fields.get(one.rule.name)
            right.append(truth is not None and same(one.value, truth))
    return np.array(values), np.array(right)


def fitted(values: Numbers, right: NDArray[np.bool_]) -> Numbers:
    """Return the weights; what can only speak for a value and would speak against it is left out in turn."""
    free = np.ones(values.shape[1], dtype=bool)
    while True:
        weights = np.zeros(values.shape[1])
        weights[free] = _newton(values[:, free], right)
        wrong = [at for at, name in enumerate(FEATURES) if name in _POSITIVE and weights[at] < 0]
        if not wrong:
            return weights
        free[min(wrong, key=lambda at: float(weights[at]))] = False


def _newton(values: Numbers, right: NDArray[np.bool_]) -> Numbers:
    counts = np.where(right, 1.0, _WRONG)
    ridge = _RIDGE * np.eye(values.shape[1])
    ridge[0, 0] = 1e-6
    weights = np.zeros(values.shape[1])
    for _ in range(60):
        chances = 1 / (1 + np.exp(-np.clip(values @ weights, -30, 30)))
        slope = values.T @ (counts * (right - chances)) - ridge @ weights
        curve = (values * (counts * chances * (1 - chances))[:, None]).T @ values + ridge
        weights = weights + np.linalg.solve(curve, slope)
    return weights
