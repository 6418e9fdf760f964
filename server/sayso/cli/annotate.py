"""`sayso annotate`: write the review into a copy of a Word file."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import click

from sayso.cli.check import report_error
from sayso.cli.main import brief_options, prepare
from sayso.cli.sources import Opened, open_source
from sayso.errors import SaysoError, SourceError
from sayso.result import Review


@click.command()
@click.argument("file", metavar="FILE.docx")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="OUT.docx", help="Default: NAME.reviewed.docx."
)
@brief_options
@click.option(
    "--author", default="Sayso", show_default=True, metavar="NAME", help="Whose changes and comments they are."
)
@click.option("--no-changes", is_flag=True, help="Comments only, no tracked changes.")
@click.option("--no-comments", is_flag=True, help="Tracked changes only, no comments.")
def command(
    file: str,
    output: Path | None,
    kind: Any,
    audience: Any,
    topic: Any,
    facts: Path | None,
    rules: tuple[Path, ...],
    author: str,
    no_changes: bool,
    no_comments: bool,
) -> None:
    """Write tracked changes and margin comments into a copy of a Word file; the file itself stays as it is.

    Exits 0 where there is nothing to suggest or comment on, 1 where there is, 2 where no copy could be written.
    """
    from sayso.engine import review

    pack, brief = prepare(kind, audience, topic, facts, rules)
    try:
        opened = open_source(file)
        answer = review(opened.draft, pack, brief)
        target = output or reviewed_name(file)
        written = _write(opened, answer, file, target, author, changes=not no_changes, comments=not no_comments)
    except SaysoError as e:
        report_error(file, e)
        raise SystemExit(2) from None
    click.echo(written)
    raise SystemExit(1 if answer.advice() else 0)


def reviewed_name(file: str) -> Path:
    """Where the annotated copy goes unless told: beside the file, as NAME.reviewed.docx (or .docm…)."""
    path = Path(file)
    return path.with_name(f"{path.stem}.reviewed{path.suffix}")


def _write(
    opened: Opened, answer: Review, file: str, target: Path, author: str, *, changes: bool, comments: bool
) -> str:
    """Write the annotated copy; what is said about it comes back."""
    from sayso.report.text import counted, summary
    from sayso.word.annotate import annotate

    if opened.package is None:
        raise SourceError("not-a-docx", "Only Word files can be annotated; use `sayso check` for texts.")
    if file != "-" and target.exists() and target.samefile(file):
        raise SourceError("same-file", "The copy would replace the file itself; give another name with -o.")
    annotated = annotate(opened.package, answer, author=author, changes=changes, comments=comments)
    save(target, annotated.data)
    lines = [
        f"{file}: {summary(answer)}.",
        f"Written to {target}: {counted(annotated.changes, 'tracked change')} and "
        f"{counted(annotated.comments, 'comment')}.",
    ]
    if annotated.unplaced:
        few = counted(len(annotated.unplaced), "finding")
        lines.append(f"{few} could not be placed in the file safely; `sayso check` shows them all.")
    return "\n".join(lines)


def save(target: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises SourceError with code `not-writable`."""
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            mask = os.umask(0)
            os.umask(mask)
            Path(name).chmod(0o666 & ~mask)
            Path(name).replace(target)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as e:
        raise SourceError("not-writable", f"{target} cannot be written ({e.strerror}); check the folder.") from None
