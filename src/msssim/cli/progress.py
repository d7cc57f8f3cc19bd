"""A progress bar with rate and time left: on a terminal only, and only for what takes a while."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

WORTH_A_BAR_SECONDS = 2.0


@contextmanager
def progress_bar(quiet: bool, counted: str = "runs") -> Iterator[Callable[[int, int], None] | None]:
    """Yield what to call with (runs done, runs in all), or None where nobody would see it.

    ``counted`` names what is counted, where it is something else than runs.
    """
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    bar = Progress(
        TextColumn(counted),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=console,
        transient=True,
    )
    task = bar.add_task(counted, total=None, rate="")
    first = True

    def report(done: int, total: int) -> None:
        nonlocal first
        if first:  # what an earlier start has done says nothing about the speed of this one
            bar.reset(task, total=total, completed=done)
            first = False
        speed = bar.tasks[0].speed
        bar.update(task, total=total, completed=done, rate=f"{speed:,.0f}/s" if speed else "")

    timer = Timer(WORTH_A_BAR_SECONDS, bar.start)
    timer.start()
    try:
        yield report
    finally:
        timer.cancel()
        timer.join()
        bar.stop()
