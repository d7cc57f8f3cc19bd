"""The reference of the command line, made from the commands themselves."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from typer.main import get_command

from msssim.cli import app

HEAD = """\
# Command line

Made from the commands by `scripts/build_reference.py`; do not edit. `msssim COMMAND --help` prints
the same. Exit status: 0 done, 1 the run failed, 2 the input or the command line is wrong. JSON
output and shell completion: [scripting](how-to/scripting.md).
"""


def command_page() -> str:
    """Return the page: a heading of the help is a section, a command or a group a part of it."""
    commands = get_command(app).commands.values()  # type: ignore[attr-defined]
    lines = [HEAD]
    for heading, members in groupby(commands, lambda command: command.rich_help_panel):
        lines += [f"## {heading}", ""]
        for command in members:
            lines += _group(command) if hasattr(command, "commands") else _command(command)
    return "\n".join(lines)


def _group(group: Any) -> list[str]:
    """Return a group: what it is for, then each of its commands."""
    lines = [f"### msssim {group.name}", "", group.help.strip(), ""]
    for command in group.commands.values():
        lines += _command(command, f"{group.name} ", "####")
    return lines


def _command(command: Any, group: str = "", heading: str = "###") -> list[str]:
    context = command.make_context(command.name, [], resilient_parsing=True)
    pieces = " ".join(command.collect_usage_pieces(context))
    rows = [f"| `{_cell(name)}` | {_cell(said)} |" for name, said in _rows(command, context)]
    return [
        f"{heading} msssim {group}{command.name}",
        "",
        f"`msssim {group}{command.name} {pieces}`",
        "",
        "\n".join(line.strip() for line in command.help.strip().splitlines()),
        "",
        "| argument or option | what it means |",
        "| --- | --- |",
        *rows,
        "",
        "```sh",
        *_examples(command.epilog),
        "```",
        "",
    ]


def _rows(command: Any, context: Any) -> list[tuple[str, str]]:
    """Return arguments, then options, each with its help, as `--help` has them."""
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = (p.get_help_record(context) for p in command.params if p not in arguments)
    return [*((p.metavar, p.help) for p in arguments), *(record for record in options if record)]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _examples(epilog: str) -> list[str]:
    return [line.removeprefix("  ") for line in epilog.splitlines() if line.startswith("  ")]
