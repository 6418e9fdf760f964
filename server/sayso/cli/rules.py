"""`sayso rules`: check, test, list, show and explain packs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click

from sayso.errors import RulesError
from sayso.packs import CompiledPack, load_pack
from sayso.packs.model import Item, Rule


def _load(directory: Path | None) -> CompiledPack:
    try:
        return load_pack(*([directory] if directory else []))
    except RulesError as e:
        click.echo(e.message, err=True)
        raise SystemExit(2) from None


_DIRECTORY = click.argument("directory", required=False, metavar="[DIR]", type=click.Path(path_type=Path))


@click.group()
def command() -> None:
    """Look at the rules in force, or check and test an office's own (DIR is laid over the shipped pack)."""


@command.command()
@_DIRECTORY
@click.option("--schema", is_flag=True, help="Print the JSON Schema of rule files, for editors.")
def check(directory: Path | None, schema: bool) -> None:
    """Check that a pack can be read; every problem is named with file and line.

    Patterns that match too easily are named as well, as advice.
    """
    from sayso.packs.weak import weak_patterns

    if schema:
        from sayso.packs.jsonschema import json_schema

        click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
        return
    pack = _load(directory).pack
    patterns = len({p.source for r in pack.rules for p in r.patterns})
    weak = weak_patterns(pack)
    for entry, pattern in weak:
        click.echo(
            f"{entry.origin}: {entry.id}: “{pattern.source}” is met by one common word alone; was {{ }} meant for ( )?"
        )
    verdict = "All is well." if not weak else f"All can be read; {len(weak)} patterns match too easily."
    click.echo(f"{pack.name}: {len(pack.rules)} rules with {patterns} patterns, {len(pack.items)} items. {verdict}")


@command.command()
@_DIRECTORY
@click.option(
    "--bank",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    is_flag=False,
    flag_value=Path("tests/bank"),
    metavar="[BANK]",
    help="Try the checklist on a sentence bank instead (default: tests/bank).",
)
@click.option("--verbose", is_flag=True, help="With --bank, list the sentences that came out otherwise.")
def test(directory: Path | None, bank: Path | None, verbose: bool) -> None:
    """Run every rule's own examples, or with --bank the sentence bank."""
    from sayso.packs.examples import run_examples
    from sayso.trial import Trial

    compiled = _load(directory)
    if bank:
        _print_bank(bank, compiled, verbose)
        return
    entries: list[Rule | Item] = [*compiled.pack.rules, *compiled.pack.items]
    failures = run_examples(entries, Trial(compiled))
    for failure in failures:
        click.echo(str(failure))
    total = sum(len(e.examples) for e in entries)
    click.echo(f"{total - len(failures)} of {total} examples turn out as written.")
    if failures:
        raise SystemExit(1)


def _print_bank(bank: Path, compiled: CompiledPack, verbose: bool) -> None:
    from sayso.bank import run_bank

    report = run_bank(bank, compiled)
    click.echo(f"{'item':22}{'hand':7}{'found':>8}{'of':>6}{'recall':>8}   {'false':>6}{'of':>6}{'rate':>8}")
    for (item, hand), found in sorted(report.found.items()):
        false = report.false[(item, hand)]
        if found.of + false.of:
            left = f"{item:22}{hand:7}{found.seen:8}{found.of:6}{found.rate:8.2f}"
            click.echo(f"{left}   {false.seen:6}{false.of:6}{false.rate:8.2%}")
        for tally, what in ((found, "missed"), (false, "false")) if verbose else ():
            for sentence in tally.wrong:
                click.echo(f"   {what}: {sentence}")
    click.echo(f"\nabout other things ({report.words:,} words): {report.wording} wording findings")
    for item, tally in report.elsewhere.items():
        if tally.seen or verbose:
            click.echo(f"{item:22}{'':7}{'':8}{'':6}{'':8}   {tally.seen:6}{tally.of:6}{tally.rate:8.2%}")
        for sentence in tally.wrong if verbose else ():
            click.echo(f"   false: {sentence}")


@command.command("list")
@_DIRECTORY
def list_(directory: Path | None) -> None:
    """List every rule: id, element, type, severity, title."""
    pack = _load(directory).pack
    for item in pack.items:
        click.echo(f"{item.id:44} {item.id:26} {'item':11} {'':9} {item.label}")
    for rule in pack.rules:
        click.echo(f"{rule.id:44} {rule.element:26} {rule.type:11} {rule.severity:9} {rule.title}")


@command.command()
@click.argument("rule_id", metavar="RULE")
@_DIRECTORY
def show(rule_id: str, directory: Path | None) -> None:
    """Show one rule or item as it is written, with where it stands."""
    pack = _load(directory).pack
    entry = _find(pack.rules, pack.items, rule_id)
    click.echo(f"{entry.id}   ({entry.origin})")
    patterns = entry.patterns if isinstance(entry, Rule) else [p for s in entry.signals for p in s.patterns]
    for pattern in patterns:
        click.echo(f"  {pattern.source}" + (f"   → {_readable(' / '.join(pattern.say))}" if pattern.say else ""))


@command.command()
@click.argument("rule_id", metavar="RULE")
@_DIRECTORY
def explain(rule_id: str, directory: Path | None) -> None:
    """Explain one rule or item in plain words, with its examples."""
    pack = _load(directory).pack
    entry = _find(pack.rules, pack.items, rule_id)
    if isinstance(entry, Item):
        click.echo(f"{entry.label}\n\n{entry.advice}")
    else:
        click.echo(f"{entry.title} ({entry.type}, {entry.severity}; from the toolkit’s “{entry.section}”)\n")
        click.echo(entry.message + (f"\n\nWhy: {entry.why}" if entry.why else ""))
        if entry.replacements:
            click.echo("\nSay instead: " + _readable(" / ".join(entry.replacements)))
    words = {"wrong": "Not this", "met": "Like this", "partly": "Partly", "silent": "Left alone"}
    for example in entry.examples:
        click.echo(f"\n{words[example.expect]}: {example.text}")
        if example.right is not None:
            click.echo(f"This:     {example.right}")


def _readable(replacement: str) -> str:
    """A replacement without the marks that say which word is inflected."""
    return re.sub(r"~[nv]?(?![A-Za-z])", "", replacement)


def _find(rules: tuple[Rule, ...], items: tuple[Item, ...], name: str) -> Rule | Item:
    entries: list[Rule | Item] = [*rules, *items]
    for entry in entries:
        if entry.id == name:
            return entry
    close = [e.id for e in entries if name in e.id][:5]
    hint = f" Did you mean {', '.join(close)}?" if close else " `sayso rules list` shows them all."
    click.echo(f"There is no rule “{name}”.{hint}", err=True)
    raise SystemExit(2)
