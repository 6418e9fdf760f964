"""Every key, guard, scope and figure of a rule file is described for those who write one, and what is shown works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from marshmallow import Schema

from sayso.packs.load import read_pack
from sayso.packs.schema import (
    COVERS,
    ENTRIES,
    NAMED_GUARDS,
    NEAR_GUARDS,
    SCOPES,
    AboutSchema,
    ExampleSchema,
    PackSchema,
)

DOCS = Path(__file__).parents[2] / "docs" / "rule-authors"
KEYS = (DOCS / "keys.md").read_text("utf-8")
SCHEMAS: list[type[Schema]] = [*ENTRIES.values(), PackSchema, AboutSchema, ExampleSchema]


@pytest.mark.parametrize(
    "word",
    sorted({name for s in SCHEMAS for name in s._declared_fields} | {*NAMED_GUARDS, *NEAR_GUARDS, *SCOPES, *COVERS}),
)
def test_every_key_is_described(word: str) -> None:
    assert re.search(rf"`{re.escape(word)}[`:]|\b{re.escape(word)}:", KEYS)


def test_the_rule_of_the_five_minute_page_works(tmp_path: Path) -> None:
    page = (DOCS / "a-rule-in-five-minutes.md").read_text("utf-8")
    head, rule, guard = re.findall(r"```yaml\n(.*?)```", page, re.S)
    (tmp_path / "pack.yml").write_text(head, encoding="utf-8")
    (tmp_path / "people.yml").write_text(rule.replace("  replacements", guard + "  replacements"), encoding="utf-8")
    from sayso.packs.compiled import compile_pack
    from sayso.packs.examples import run_examples
    from sayso.trial import Trial

    pack = read_pack(tmp_path)
    (rule_read,) = [r for r in pack.rules if r.id == "metro.constituents"]
    assert run_examples([rule_read], Trial(compile_pack(pack))) == []


def test_the_pack_of_the_keys_page_can_be_read(tmp_path: Path) -> None:
    words, head = re.findall(r"```yaml\n(.*?)```", KEYS, re.S)
    (tmp_path / "pack.yml").write_text(head, encoding="utf-8")
    (tmp_path / "words.yml").write_text(words, encoding="utf-8")
    assert read_pack(tmp_path).name == "Metro Trust"
