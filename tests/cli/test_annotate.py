"""`sayso annotate`: a copy with changes and comments, and the file itself untouched."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from sayso.cli import main


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    document = Document()
    document.add_heading("A county tries something", level=1)
    document.add_paragraph("The county is breaking down data silos.")
    path = tmp_path / "draft.docx"
    document.save(str(path))
    return path


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def test_a_copy_is_written_beside_the_file(draft: Path) -> None:
    before = draft.read_bytes()
    result = run("annotate", draft, "--topic", "yes", "--author", "Press office")
    copy = draft.with_name("draft.reviewed.docx")
    assert result.exit_code == 1
    assert str(copy) in result.stdout
    assert draft.read_bytes() == before
    assert 'w:author="Press office"' in part(copy, "word/document.xml")
    assert "<w:del " in part(copy, "word/document.xml")
    assert "Press office" in part(copy, "word/comments.xml")


def test_without_changes_or_without_comments(draft: Path, tmp_path: Path) -> None:
    run("annotate", draft, "-o", tmp_path / "a.docx", "--topic", "yes", "--no-changes")
    assert "<w:del " not in part(tmp_path / "a.docx", "word/document.xml")
    run("annotate", draft, "-o", tmp_path / "b.docx", "--topic", "yes", "--no-comments")
    assert "<w:del " in part(tmp_path / "b.docx", "word/document.xml")
    with zipfile.ZipFile(tmp_path / "b.docx") as archive:
        assert "word/comments.xml" not in archive.namelist()


def test_what_cannot_be_annotated(draft: Path, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("The county is breaking down data silos.\n", encoding="utf-8")
    for arguments, code in (
        ((text,), "not-a-docx"),
        ((draft, "-o", draft), "same-file"),
        ((draft, "-o", tmp_path / "no" / "such.docx"), "not-writable"),
        ((tmp_path / "absent.docx",), "not-found"),
    ):
        result = run("annotate", *arguments)
        assert result.exit_code == 2
        assert f"({code})" in result.stderr
