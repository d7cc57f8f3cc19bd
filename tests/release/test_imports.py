"""Imports among the files of msssim form no circle, those of types included."""

from __future__ import annotations

import grimp
import networkx as nx

UP = ("msssim.engines.agents.actor", "msssim.engines.agents.model")
"""The one arrow back up: in Mesa a model holds its agents, and an agent knows its model."""


def arrows() -> nx.DiGraph:
    graph = grimp.build_graph("msssim", exclude_type_checking_imports=False, cache_dir=None)
    return nx.DiGraph(
        (module, other)
        for module in graph.modules
        for other in graph.find_modules_directly_imported_by(module)
    )


def circles(graph: nx.DiGraph) -> list[list[str]]:
    return [sorted(each) for each in nx.strongly_connected_components(graph) if len(each) > 1]


def test_no_files_import_each_other_in_a_circle():
    graph = arrows()
    assert graph.has_edge(*UP)
    graph.remove_edge(*UP)
    assert circles(graph) == []


def test_a_circle_would_be_seen():
    graph = arrows()
    graph.add_edge("msssim.rules.hazard", "msssim.engines.batch.engine")
    assert any("msssim.rules.hazard" in each for each in circles(graph))
