"""`sayso serve`: the API on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from sayso.errors import SaysoError


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; only this machine for now.")
@click.option("--port", default=8377, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free port.")
@click.option("--workers", type=click.IntRange(1, 64), help="Default: one a core.")
@click.option(
    "--rules", type=click.Path(path_type=Path), multiple=True, metavar="DIR", help="An office's own pack; repeatable."
)
def command(host: str, port: int, workers: int | None, rules: tuple[Path, ...]) -> None:
    """Serve reviews and annotated files over HTTP on this machine. Nothing of a draft is kept."""
    from sayso.web.serve import serve

    try:
        serve(host, port, rules=rules, workers=workers)
    except SaysoError as e:
        click.echo(e.message, err=True)
        raise SystemExit(2) from None
