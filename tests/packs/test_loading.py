"""What the loader refuses, and how well it says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.brief import Brief
from sayso.draft import from_text
from sayso.engine import review
from sayso.errors import RulesError
from sayso.packs import load_pack
from sayso.packs.load import read_pack
from sayso.packs.weak import weak_patterns

GOOD = """\
- id: office.gizmo
  element: language
  title: Gizmo
  patterns: ["gizmo~"]
  replacements: ["tool~n"]
  message: "Call it a tool."
  examples:
    - {wrong: "The gizmo helps.", right: "The tool helps."}
    - {wrong: "Two gizmos help.", right: "Two tools help."}
    - {silent: "The Gizmos won."}
    - {silent: "A giz more."}
"""


def office(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    return tmp_path


def problems(directory: Path) -> str:
    with pytest.raises(RulesError) as caught:
        read_pack(directory)
    return "\n".join(caught.value.problems)


def test_an_office_adds_a_rule(tmp_path: Path) -> None:
    pack = load_pack(office(tmp_path, rules=GOOD))
    answer = review(from_text("They bought gizmos.", "x"), pack, Brief(topic="yes"))
    (finding,) = [f for f in answer.findings if f.rule == "office.gizmo"]
    assert (finding.replacements, finding.location and finding.location.quote) == (("tools",), "gizmos")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("element: language", "element: langage"), "rules.yml:1: element “langage” is unknown; use one of"),
        (("title: Gizmo\n", "titel: Gizmo\n"), "rules.yml:3: titel: this key is unknown; check its spelling"),
        (('message: "Call it a tool."', "severity: should"), "rules.yml:1: message: this key is missing; add it"),
        (
            ('["gizmo~"]', '["gizmo~", "{a|b"]'),
            "rules.yml:4: patterns: the pattern “{a|b” cannot be read: a “}” is missing",
        ),
        (('["gizmo~"]', '["<gizmos>"]'), "rules.yml:1: the pattern “<gizmos>” names <gizmos>, which is no vocabulary"),
        (
            ("title: Gizmo\n", "title: Gizmo\n  severity: bad\n"),
            "rules.yml:4: severity: “bad” is unknown; it can be must",
        ),
        (("title: Gizmo\n", "title: Gizmo\n  unless: [quoted]\n"), "rules.yml:4: unless: this is no guard; it can be"),
        (
            ('    - {wrong: "Two gizmos help.", right: "Two tools help."}\n', ""),
            "there are 1 examples with wrong: with right:",
        ),
        (('    - {silent: "A giz more."}\n', ""), "there are 1 examples with silent:"),
        (("id: office.gizmo", "id: Office Gizmo"), "“Office Gizmo” is no id; write lower-case words"),
        (("  title", " title"), "rules.yml:3: this is not valid YAML"),
        (("- id", "- name"), "rules.yml:1: this is no entry of a pack; begin it with id:"),
    ],
)
def test_a_bad_rule_is_refused_with_line_and_remedy(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    assert change[0] in GOOD
    assert says in problems(office(tmp_path, rules=GOOD.replace(*change, 1)))


def test_all_problems_are_named_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("element: language", "element: x").replace('    - {silent: "A giz more."}\n', "")
    assert len(problems(office(tmp_path, one=text, two=text)).splitlines()) == 4


def test_the_same_id_twice_in_one_pack_is_refused(tmp_path: Path) -> None:
    assert "“office.gizmo” is there already (one.yml:1)" in problems(office(tmp_path, one=GOOD, two=GOOD))


def test_a_directory_that_is_none_and_one_without_rules(tmp_path: Path) -> None:
    assert "there is no such directory" in problems(tmp_path / "absent")
    assert "no .yml files" in problems(tmp_path)


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"- id: caf\xe9")
    assert "a.yml:1: this file is not UTF-8; save it as UTF-8" in problems(tmp_path)


def test_a_pack_with_its_own_prefix_has_its_own_elements(tmp_path: Path) -> None:
    text = GOOD.replace("element: language", "element: metro-style")
    head = "pack: {name: Metro, extends: sayso, prefix: metro-}\n"
    assert read_pack(office(tmp_path, pack=head, rules=text)).name == "Metro"


def test_an_overlay_switches_off_regrades_keeps_and_adds_words(tmp_path: Path) -> None:
    head = """\
pack: {name: Metro, extends: sayso}
off: [office.gadget]
severity: {office.gizmo: must}
vocabulary: {helpers: {add: [link worker]}}
keep: ["Gizmo Data Exchange"]
"""
    gadget = GOOD.replace("gizmo", "gadget").replace("Gizmo", "Gadget")
    for name in ("below", "metro"):
        (tmp_path / name).mkdir()
    pack = load_pack(office(tmp_path / "below", rules=GOOD + gadget), office(tmp_path / "metro", pack=head))
    ids = {r.id: r for r in pack.pack.rules}
    assert "office.gadget" not in ids
    assert ids["office.gizmo"].severity == "must"
    draft = from_text("A gizmo data exchange opened; link workers use a gizmo.", "x")
    places = [
        f.location.start
        for f in review(draft, pack, Brief(topic="yes")).findings
        if f.rule == "office.gizmo" and f.location
    ]
    assert places == [draft.paragraphs[0].text.rindex("gizmo")]
    assert "link worker" in pack.pack.vocabularies["helpers"]


def test_an_overlay_cannot_name_what_is_not_there(tmp_path: Path) -> None:
    head = "pack: {name: Metro}\noff: [no.such-rule]\nvocabulary: {no-such: {add: [x]}}\n"
    text = problems(office(tmp_path, pack=head))
    assert "there is no rule “no.such-rule” to change" in text
    assert "there is no vocabulary “no-such”" in text


def test_a_pack_is_kept_in_the_cache_and_made_again_when_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    monkeypatch.setenv("SAYSO_CACHE", str(cache))
    (tmp_path / "rules").mkdir()
    rules = office(tmp_path / "rules", rules=GOOD)
    load_pack(rules)
    (kept,) = cache.iterdir()
    assert load_pack(rules).pack == load_pack(rules).pack
    office(tmp_path / "rules", rules=GOOD.replace("Call it", "Name it"))
    assert any(r.message == "Name it a tool." for r in load_pack(rules).pack.rules)
    kept.write_bytes(b"nonsense")
    office(tmp_path / "rules", rules=GOOD)
    assert any(r.message == "Call it a tool." for r in load_pack(rules).pack.rules)


def test_a_cache_that_others_can_write_to_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    cache.chmod(0o777)
    monkeypatch.setenv("SAYSO_CACHE", str(cache))
    load_pack()
    assert not list(cache.iterdir())


def test_a_vocabulary_cannot_name_another(tmp_path: Path) -> None:
    text = "vocabulary: crew\nwords: [bus driver, <helpers>]\n"
    assert "words.yml:2: words: the entry “<helpers>” names a vocabulary" in problems(office(tmp_path, words=text))


def test_a_pattern_that_one_common_word_meets_is_pointed_out(tmp_path: Path) -> None:
    loose = GOOD.replace('["gizmo~"]', '["the (gizmo~)", "the {gizmo~}", "not"]')
    (tmp_path / "rules.yml").write_text(loose, encoding="utf-8")
    weak = [p.source for e, p in weak_patterns(read_pack(tmp_path)) if e.id == "office.gizmo"]
    assert weak == ["the (gizmo~)", "not"]


def test_an_offices_facts_confirm_claims(tmp_path: Path) -> None:
    head = "pack: {name: Metro, extends: sayso}\nfacts: facts.yml\n"
    facts = "facts:\n- {id: sold, says: Records are never sold., confirmed_on: 2026-02-01}\n"
    pack = load_pack(office(tmp_path, pack=head, facts=facts))
    (claim,) = review(from_text("Your records will never be sold to anyone.", "x"), pack, Brief(topic="yes")).claims
    assert (claim.state, claim.fact) == ("confirmed", "sold")
    (tmp_path / "facts.yml").write_text("facts: no\n", encoding="utf-8")
    assert "facts.yml:1: facts.yml has no list of facts" in problems(tmp_path)
