"""A wheel built from the checkout works where the checkout is not: the rules travel inside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
DRAFT = "The county wants to break down data silos so that school nurses can share information with shelters.\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from the source archive, which so is shown to be complete."""
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list(out.glob("*.tar.gz"))) == 1
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of a new virtual environment that holds the wheel, and borrows the dependencies of this one.

    A path file lends the libraries alone: Python does not follow the editable install of Sayso that is among them.
    """
    where = tmp_path_factory.mktemp("elsewhere")
    venv.create(where, with_pip=False)
    commands = where / "bin"
    pip = [sys.executable, "-m", "pip", "--python", str(commands / "python"), "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True)
    libraries = next((where / "lib").glob("python*/site-packages"))
    (libraries / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    return commands


def run(commands: Path, where: Path, *args: str) -> subprocess.CompletedProcess[str]:
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "SAYSO", "XDG"))}
    return subprocess.run(
        [str(commands / args[0]), *args[1:]],
        cwd=where,
        env={**keep, "HOME": str(where)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_holds_the_rules_and_nothing_stray(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
    rules = {p.relative_to(ROOT).as_posix() for p in (ROOT / "rules").rglob("*.yml")}
    assert {f"sayso/{name}" for name in rules} <= set(names)
    assert "sayso/language/forms.json" in names
    assert all(n.startswith(("sayso/", "sayso-")) for n in names)
    assert not [n for n in names if n.endswith((".pyc", ".docx"))]
    assert any(n.endswith("licenses/LICENSE") for n in names)


def test_it_reviews_outside_the_checkout(elsewhere: Path, tmp_path: Path) -> None:
    where = run(elsewhere, tmp_path, "python", "-c", "import sayso; print(sayso.__file__)")
    assert where.stdout.startswith(str(elsewhere.parent)), where.stdout + where.stderr
    (tmp_path / "draft.txt").write_text(DRAFT)
    checked = run(elsewhere, tmp_path, "sayso", "check", "--topic", "yes", "--format", "json", "draft.txt")
    assert checked.returncode == 1, checked.stdout + checked.stderr
    review = json.loads(checked.stdout)
    assert len(review["checklist"]) == 9
    assert any(f["location"] and "silos" in f["location"]["quote"] for f in review["findings"])


def test_it_lists_its_rules(elsewhere: Path, tmp_path: Path) -> None:
    listed = run(elsewhere, tmp_path, "sayso", "rules", "list")
    assert listed.returncode == 0, listed.stdout + listed.stderr
    assert "language.data-silos" in listed.stdout


def test_it_imports_what_the_lock_holds_and_no_more(elsewhere: Path, tmp_path: Path) -> None:
    """Every module of Sayso loads with the run-time dependencies alone; the test tools are not among them."""
    code = """
import importlib, pkgutil, sys, sayso
for tool in ("docx", "pytest", "hypothesis", "numpy", "lemminflect"):
    sys.modules[tool] = None
for module in pkgutil.walk_packages(sayso.__path__, "sayso."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""
    done = run(elsewhere, tmp_path, "python", "-c", code)
    assert done.returncode == 0, done.stderr
