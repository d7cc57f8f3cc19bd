"""The command that looks for the region in which something happens: ``discover``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from msssim.cli import complete
from msssim.cli.options import LARGEST_SEED, Json, Quiet, Workers, whole_number

if TYPE_CHECKING:
    from rich.table import Table

    from msssim.analysis.discovery import Discovery


def discover(
    result: Annotated[
        Path, typer.Argument(metavar="RESULT", help="Result folder of a sweep with uncertainties.")
    ],
    where: Annotated[
        str,
        typer.Option(
            metavar="CONDITION",
            help="What is sought, as in 'displaced_end > 900_000'; `and` joins several.",
            autocompletion=complete.outcomes,
        ),
    ],
    scenario: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Which scenario or cell, where the result has several.",
            autocompletion=complete.scenario_names,
        ),
    ] = None,
    box: Annotated[
        int | None,
        typer.Option(
            metavar="K",
            parser=whole_number(1),
            help="The step of the search to take; if not given, the densest box that covers half.",
        ),
    ] = None,
    fresh: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            parser=whole_number(2),
            help="At how many fresh points it is tested; as many as were searched, if not given.",
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            parser=whole_number(0, LARGEST_SEED),
            help="Names the luck and the points of the fresh runs; the result's and one more.",
        ),
    ] = None,
    workers: Workers = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder for boxes, figures and fresh runs; RESULT/discovery if not given.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find the region of the uncertainties in which something happens.

    PRIM searches the runs, a classification tree checks it, and the region is tested on fresh runs
    that the search never saw. It writes boxes.csv, shares.csv, discovery.json and two figures.
    """
    from msssim.analysis.discovery import discover as look_for
    from msssim.cli import documents
    from msssim.cli.errors import typed_as
    from msssim.cli.inputs import free_folder, meant
    from msssim.cli.progress import progress_bar
    from msssim.cli.render import say, show
    from msssim.experiments import Result
    from msssim.views.discovery import write_discovery

    if out is not None:
        free_folder(out)
    with meant("result", result):
        read = Result.read(result)
    folder = out or result / "discovery"
    silent = quiet or as_json
    options = {name: f"--{name}" for name in ("where", "scenario", "box", "seed")}
    with typed_as(**options), progress_bar(silent) as progress:
        found = look_for(
            read,
            where,
            scenario,
            box,
            out=folder,
            fresh=fresh,
            seed=seed,
            workers=workers,
            progress=progress,
        )
    document = documents.of_discovery(found, folder)
    _write(found, document, folder)
    write_discovery(read, found, folder)
    if as_json:
        say(document)
    elif not quiet:
        _tell(found)
        show(f"\nboxes.csv, shares.csv, discovery.json, figures and fresh runs are in {folder}")


def _write(found: Discovery, document: dict[str, Any], folder: Path) -> None:
    from msssim.analysis.discovery import boxes_table, shares_table
    from msssim.cli.render import written
    from msssim.experiments.output import own_file, write_table

    folder.mkdir(parents=True, exist_ok=True)
    write_table(boxes_table(found), folder / "boxes.csv")
    write_table(shares_table(found), folder / "shares.csv")
    own_file(folder / "discovery.json").write_text(f"{written(document)}\n", encoding="utf-8")


def _tell(found: Discovery) -> None:
    from msssim.analysis.discovery import discovery_findings
    from msssim.cli.render import show

    leading, *rest = discovery_findings(found)
    show(leading, "", *_tables(found), *(f"- {sentence}" for sentence in rest))


def _tables(found: Discovery) -> Iterator[Table]:
    """Yield how the chosen box does on searched and fresh runs, and its limits."""
    from msssim.analysis.discovery.words import limit_in_words, percent
    from msssim.cli.tables import plain_table

    search = found.search
    if search.box is None or search.seen is None or found.fresh is None:
        return
    standings = {"searched": search.seen, "fresh": found.fresh}
    table = plain_table(
        f"box {search.box.number}", "coverage", "density", "all runs", "runs", right=("runs",)
    )
    for name, each in standings.items():
        shares = (each.coverage, each.density, each.base)
        table.add_row(name, *(percent(share, between=True) for share in shares), f"{each.runs:,}")
    yield table
    limits = plain_table("limit", "", "quasi-p", right=("quasi-p",))
    for limit in search.box.limits:
        words = limit_in_words(limit, search.parameters[limit.path])
        limits.add_row(limit.path, words, f"{limit.quasi_p:.2g}")
    yield limits
