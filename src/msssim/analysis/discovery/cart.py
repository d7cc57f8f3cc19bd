"""CART: a small classification tree on the cases that PRIM searched, as a cross-check.

A tree splits all cases by the cuts that separate them best, where PRIM trims around one dense box.
Where both name the same parameters and similar cuts, the region is no artefact of the method. The
tree is scikit-learn's, pruned by cost complexity (Breiman et al. 1984): the smallest tree within
one standard error of the best in five-fold cross-validation by the Brier score, in which all runs
of a point stay in the same fold.
"""

# ruff: noqa: PLC0415  (what the extra brings is imported when it is known to be there)
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from msssim.analysis.discovery.cases import Cases
from msssim.analysis.discovery.prim import LEAST_COVERAGE, SMALLEST, Box

if TYPE_CHECKING:
    from sklearn.tree import DecisionTreeClassifier

MOST_LEAVES = 8
FOLDS = 5
PRUNINGS = 25
"""Values of the pruning parameter that are tried at most."""


@dataclass(frozen=True)
class Tree:
    """A pruned tree, and its overlap with PRIM's box.

    Attributes
    ----------
    cuts : DataFrame
        A row a cut, the most important first: ``path, cut, gain`` (its share of the decrease in
        impurity), without rows if no cut survives the pruning.
    agreement : float
        Runs in both the tree's region and PRIM's box, of those in either (Jaccard index); NaN
        without a box. The region is the densest leaves that together cover half of the hits.
    """

    cuts: pd.DataFrame
    agreement: float


def grow(cases: Cases, box: Box | None) -> Tree:
    """Return the tree of the cases, and its overlap with a box."""
    from sklearn.metrics import jaccard_score

    tree = _pruned(cases)
    cuts = _cuts(tree, cases.parameters.columns.tolist())
    if box is None:
        return Tree(cuts, np.nan)
    leaves = tree.apply(cases.parameters.to_numpy())
    inside = np.isin(leaves, _region(leaves, cases.hit))
    return Tree(cuts, float(jaccard_score(inside, box.holds(cases.parameters))))


def _pruned(cases: Cases) -> DecisionTreeClassifier:
    """Return the smallest tree whose cross-validated score is within an error of the best."""
    from sklearn.model_selection import GridSearchCV, GroupKFold
    from sklearn.tree import DecisionTreeClassifier

    values = cases.parameters.to_numpy()
    grown = DecisionTreeClassifier(
        max_leaf_nodes=MOST_LEAVES, min_samples_leaf=SMALLEST, random_state=0
    )
    degrees = grown.cost_complexity_pruning_path(values, cases.hit).ccp_alphas.clip(min=0)
    tried = np.unique(degrees)[-PRUNINGS:]
    search = GridSearchCV(
        grown,
        {"ccp_alpha": tried},
        scoring="neg_brier_score",
        cv=GroupKFold(FOLDS),
        refit=_smallest_within_an_error,
    )
    search.fit(values, cases.hit, groups=cases.point)
    return search.best_estimator_


def _smallest_within_an_error(scores: dict[str, Any]) -> int:
    """Return which degree of pruning to take; the degrees rise."""
    best = int(np.argmax(scores["mean_test_score"]))
    error = scores["std_test_score"][best] / np.sqrt(FOLDS)
    near = scores["mean_test_score"] >= scores["mean_test_score"][best] - error
    return int(np.flatnonzero(near)[-1])


def _cuts(tree: DecisionTreeClassifier, names: list[str]) -> pd.DataFrame:
    grown = tree.tree_
    weight = grown.weighted_n_node_samples * grown.impurity
    rows = [
        (
            names[grown.feature[node]],
            grown.threshold[node],
            weight[node] - weight[[left, right]].sum(),
        )
        for node, (left, right) in enumerate(
            zip(grown.children_left, grown.children_right, strict=True)
        )
        if left != right
    ]
    cuts = pd.DataFrame(rows, columns=["path", "cut", "gain"]).sort_values(
        "gain", ascending=False, ignore_index=True
    )
    return cuts.assign(gain=cuts["gain"] / cuts["gain"].sum())


def _region(leaves: np.ndarray, hit: np.ndarray) -> list[int]:
    """Return the densest leaves that together cover half of the hits."""
    table = pd.DataFrame({"leaf": leaves, "hit": hit}).groupby("leaf")["hit"].agg(["sum", "mean"])
    table = table.sort_values("mean", ascending=False)
    before = (table["sum"].cumsum() - table["sum"]) / table["sum"].sum()
    return [int(leaf) for leaf in table.index[before < LEAST_COVERAGE]]
