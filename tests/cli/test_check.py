"""`sayso check`: its formats, its exit codes, and every kind of bad input."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sayso.cli import main

CALM = "Notes\n\nThe library opens at nine. Bring a friend.\n"
BAD = "Notes\n\nThe county is breaking down data silos.\n"


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(BAD, encoding="utf-8")
    return path


def test_exit_codes(tmp_path: Path, draft: Path) -> None:
    calm = tmp_path / "calm.txt"
    calm.write_text(CALM, encoding="utf-8")
    assert run("check", calm).exit_code == 0
    assert run("check", draft, "--topic", "yes").exit_code == 1
    assert run("check", tmp_path / "absent.txt").exit_code == 2
    assert run("check", draft, tmp_path / "absent.txt", calm, "--topic", "yes").exit_code == 2


def test_json_is_one_line_a_file_in_order_errors_included(tmp_path: Path, draft: Path) -> None:
    result = run("check", draft, tmp_path / "absent.txt", draft, "--format", "json", "--topic", "yes")
    one, two, three = (json.loads(line) for line in result.stdout.splitlines())
    assert (one["schema"], two["schema"], three["schema"]) == ("sayso.review/1", "sayso.error/1", "sayso.review/1")
    assert (two["source"], two["code"]) == (str(tmp_path / "absent.txt"), "not-found")
    assert one["source"] == str(draft)


def test_standard_input(draft: Path) -> None:
    result = run("check", "-", "--topic", "yes", stdin=BAD.encode())
    assert result.exit_code == 1
    assert "standard input" in result.stdout


def test_offsets_in_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Notes\n\n😀 The county is breaking down data silos.\n", encoding="utf-8")
    starts = []
    for units in ("code-point", "utf-16"):
        answer = json.loads(run("check", path, "--format", "json", "--topic", "yes", "--offsets", units).stdout)
        starts.append(next(f for f in answer["findings"] if f["rule"] == "language.data-silos")["location"]["start"])
    assert starts[1] == starts[0] + 1


def test_markdown_marks_are_kept_and_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Notes\n\nWe are **breaking down** data silos.\n\n`data silos`\n", encoding="utf-8")
    answer = json.loads(run("check", path, "--format", "json", "--topic", "yes").stdout)
    (finding,) = [f for f in answer["findings"] if f["rule"] == "language.data-silos"]
    assert finding["location"]["quote"] == "breaking down** data silos"
    assert finding["type"] == "comment", "an edit across a Markdown mark would break it"


def test_text_has_no_escape_codes_off_a_terminal(draft: Path) -> None:
    page = run("check", draft, "--topic", "yes").stdout
    assert "\x1b" not in page
    assert "The county is [breaking down data silos]" in page
    assert "→ putting together information that sits in separate places" in page
    assert "(line 3)" in page or "Line 3" in page


def test_the_topic_is_said_to_be_missing_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "calm.txt"
    path.write_text(CALM, encoding="utf-8")
    assert "--topic yes" in run("check", path).stdout


ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)
LEGACY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(2000)


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<a/>" * 200)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n\t\n", "empty"),
        ("empty.docx", b"", "empty"),
        ("pdf.docx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "not-a-docx"),
        ("pdf.txt", b"%PDF-1.7\n1 0 obj", "not-a-docx"),
        ("secret.docx", ENCRYPTED, "docx-encrypted"),
        ("old.doc", LEGACY, "docx-legacy"),
        ("old.docx", LEGACY, "docx-legacy"),
        ("cut.docx", zipped()[:120], "docx-damaged"),
        ("latin.txt", "café data silos".encode("latin-1"), "not-utf-8"),
        ("binary.txt", b"data\0silos", "not-text"),
        ("words.txt", b"word " * 200_100, "too-many-words"),
    ],
)
def test_bad_input_gets_one_clear_sentence_and_a_code(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    result = run("check", path)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert f"({code})" in result.stderr
    assert "data silos" not in result.stderr
    assert result.stdout == ""


def test_a_directory_and_a_text_of_200_megabytes(tmp_path: Path) -> None:
    assert "(is-a-directory)" in run("check", tmp_path).stderr
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        os.truncate(file.fileno(), 200 * 1024 * 1024)
    result = run("check", huge)
    assert result.exit_code == 2
    assert "(too-large)" in result.stderr


def test_rules_with_an_error_in_them(tmp_path: Path, draft: Path) -> None:
    (tmp_path / "a.yml").write_text("- id: x\n  element: y\n", encoding="utf-8")
    result = run("check", draft, "--rules", tmp_path)
    assert result.exit_code == 2
    assert "a.yml:1: message: this key is missing; add it" in result.stderr
    assert result.stdout == ""


def test_facts(tmp_path: Path, draft: Path) -> None:
    facts = tmp_path / "facts.yml"
    facts.write_text("facts:\n- {id: a, says: Records are never sold., expires: soon}\n", encoding="utf-8")
    result = run("check", draft, "--facts", facts)
    assert (result.exit_code, "expires of fact 1 in facts.yml is no date" in result.stderr) == (2, True)
    facts.write_text("facts:\n- {id: a, says: Records are never sold., expires: 2031-01-01}\n", encoding="utf-8")
    answer = json.loads(run("check", draft, "--facts", facts, "--format", "json", "--topic", "yes").stdout)
    assert answer["brief"]["facts"][0]["expires"] == "2031-01-01"


@pytest.mark.parametrize("command", ["check", "annotate", "rules", "serve"])
def test_help_is_complete(command: str) -> None:
    page = run(command, "--help").stdout
    assert "Usage:" in page
    assert command in run("--help").stdout
