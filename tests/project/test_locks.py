"""The locks hold what pyproject.toml asks for, each with its hashes, and name no place to fetch it from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ROOT / "requirements"
_PINNED = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+)(?: ; [^\\]+)? \\$", re.M)


def locked(name: str) -> dict[str, str]:
    """The version of each distribution in a lock."""
    return dict(_PINNED.findall((LOCKS / name).read_text()))


def asked(groups: dict[str, list[Any]], name: str) -> Iterator[Requirement]:
    """The requirements of a dependency group and of those it includes."""
    for entry in groups[name]:
        if isinstance(entry, str):
            yield Requirement(entry)
        else:
            yield from asked(groups, entry["include-group"])


@pytest.mark.parametrize("name", ["run.lock", "build.lock", "dev.lock"])
def test_every_pin_has_its_hashes_and_nothing_else_is_there(name: str) -> None:
    for block in re.split(r"\n(?=[^\s#])", (LOCKS / name).read_text().partition("\n")[2]):
        lines = [line.strip(" \\") for line in block.splitlines() if not line.startswith("#")]
        assert _PINNED.match(block) or not lines[1:], block
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", line) for line in lines[1:]), block
    assert "://" not in (LOCKS / name).read_text()


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    needed = {
        "run.lock": [Requirement(r) for r in project["project"]["dependencies"]],
        "build.lock": list(asked(project["dependency-groups"], "build")),
        "dev.lock": list(asked(project["dependency-groups"], "dev")),
    }
    for name, requirements in needed.items():
        pins = locked(name)
        for requirement in requirements:
            pin = pins.get(canonicalize_name(requirement.name))
            assert pin, f"{requirement.name} is not in {name}; write it with ./run lock"
            assert pin in requirement.specifier, f"{requirement} is not what {name} holds; write it with ./run lock"


def test_the_tests_run_what_is_released() -> None:
    dev = locked("dev.lock")
    for name in ("run.lock", "build.lock"):
        pins = locked(name)
        assert pins
        assert pins.items() <= dev.items()
