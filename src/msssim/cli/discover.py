"""The command ``analyse discover``: the region of the uncertainties in which something happens."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from msssim.cli import complete
from msssim.cli.options import (
    LARGEST_SEED,
    Json,
    OneScenario,
    Quiet,
    ResultFolder,
    TablesOut,
    Workers,
    whole_number,
)

DOCUMENT = Path("discovery.json")
"""The document of ``--json``, which is also kept."""


def discover(
    result: ResultFolder,
    where: Annotated[
        str,
        typer.Option(
            metavar="CONDITION",
            help="What is sought, as in 'displaced_end > 900_000'; `and` joins several.",
            autocompletion=complete.outcomes,
        ),
    ],
    scenario: OneScenario = None,
    box: Annotated[
        int | None,
        typer.Option(
            metavar="K",
            parser=whole_number(1),
            help="The step of the search to take; if not given, the densest box that covers half.",
        ),
    ] = None,
    holdout: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            parser=whole_number(2),
            help="Points of the holdout sample; as many as were searched, if not given.",
        ),
    ] = None,
    fresh: Annotated[
        int | None,
        typer.Option("--fresh", parser=whole_number(2), hidden=True, help="Old name of --holdout."),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            parser=whole_number(0, LARGEST_SEED),
            help="Seed of the holdout sample; the result's and one more if not given.",
        ),
    ] = None,
    workers: Workers = None,
    out: TablesOut = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find the region of the uncertainties in which something happens.

    PRIM searches the runs, a classification tree cross-checks it, and the region is tested on a
    holdout sample: runs that the search did not use. It writes boxes.csv, shares.csv,
    discovery.json and two figures, into RESULT/discovery if no folder is given.
    """
    from msssim.analysis.discovery import discover as search
    from msssim.analysis.discovery import discovery_analysis
    from msssim.cli.errors import note_moved, typed_as
    from msssim.cli.inputs import read_result
    from msssim.cli.progress import progress_bar
    from msssim.cli.render import present, written
    from msssim.experiments.output import own_file

    if fresh is not None:
        note_moved("analyse discover --fresh", "analyse discover --holdout")
    folder = out or result / DOCUMENT.stem
    options = {name: f"--{name}" for name in ("where", "scenario", "box", "seed")}
    with typed_as(**options), progress_bar(quiet or as_json) as progress:
        found = search(
            read_result(result),
            where,
            scenario,
            box,
            out=folder,
            holdout=holdout or fresh,
            seed=seed,
            workers=workers,
            progress=progress,
        )
    analysis = discovery_analysis(found)
    document = written({**analysis.document(), "folder": folder})
    folder.mkdir(parents=True, exist_ok=True)
    own_file(folder / DOCUMENT).write_text(f"{document}\n", encoding="utf-8")
    present(analysis, folder, as_json=as_json, quiet=quiet, beside=[DOCUMENT.name])
