"""The command that looks for the region in which something happens: ``discover``."""

# ruff: noqa: PLC0415  (commands import what they need, so that --help is fast)
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from msssim.cli import complete
from msssim.cli.options import LARGEST_SEED, Json, Quiet, Workers
from msssim.cli.usage import whole_number


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
    holdout: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            parser=whole_number(2),
            help="Points of the holdout sample; as many as were searched, if not given.",
        ),
    ] = None,
    fresh: Annotated[
        int | None, typer.Option("--fresh", parser=whole_number(2), hidden=True)
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
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder for boxes, figures and holdout sample; RESULT/discovery if not given.",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find the region of the uncertainties in which something happens.

    PRIM searches the runs, a classification tree cross-checks it, and the region is tested on a
    holdout sample: runs that the search did not use. It writes boxes.csv, shares.csv,
    discovery.json and two figures.
    """
    from msssim.analysis.discovery import discover as search
    from msssim.analysis.discovery import discovery_analysis
    from msssim.cli import machine
    from msssim.cli.mistaken import meant, refuse_as_output
    from msssim.cli.progress import progress_bar
    from msssim.cli.render import present
    from msssim.cli.usage import typed_as
    from msssim.experiments import Result
    from msssim.experiments.output import own_file
    from msssim.text import text

    if out is not None:
        refuse_as_output(out)
    if fresh is not None:
        typer.echo(text("studies.discovery.renamed"), err=True)
    with meant("result", result):
        read = Result.read(result)
    folder = out or result / "discovery"
    options = {name: f"--{name}" for name in ("where", "scenario", "box", "seed")}
    with typed_as(**options), progress_bar(quiet or as_json) as progress:
        found = search(
            read,
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
    present(analysis, folder, as_json=as_json, quiet=quiet)
    document = machine.written({**analysis.document(), "folder": folder})
    own_file(folder / "discovery.json").write_text(f"{document}\n", encoding="utf-8")
