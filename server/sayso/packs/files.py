"""Where rules are: the shipped directory, the files of a pack, and the digest that names them."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path


def shipped_rules() -> Path:
    """The directory of the pack that ships: inside the installed package, or beside it in a checkout."""
    package = Path(str(files("sayso")))
    inside = package / "rules"
    return inside if inside.is_dir() else package.parents[1] / "rules"


def rule_files(path: Path) -> list[Path]:
    """The YAML files of a pack directory, in a fixed order."""
    return sorted(f for f in path.rglob("*") if f.suffix in (".yml", ".yaml") and f.is_file())


def digest_of(directories: list[Path]) -> str:
    """A digest of every rule file's name and content, in order: it names the pack in force."""
    digest = hashlib.sha256()
    for directory in directories:
        for file in rule_files(directory):
            digest.update(file.relative_to(directory).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
