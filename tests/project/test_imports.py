"""Imports go one way: each folder may use only what the architecture page lets it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "server" / "sayso"
MODELS = {"draft", "brief", "result", "errors"}
MAY_IMPORT = {
    "draft": {"errors"},
    "brief": set(),
    "result": {"draft"},
    "errors": set(),
    "language": {"language"},
    "packs": {"packs", "language", *MODELS},
    "checks": {"checks", "packs", "language", *MODELS},
    "engine": {"checks", "packs", *MODELS},
    "bank": {"engine", "packs", *MODELS},
    "trial": {"engine", "packs", *MODELS},
    "word": {"word", *MODELS},
    "report": {"report", *MODELS},
    "web": {"web", "engine", "packs", "word", "", *MODELS},
    "cli": {"cli", "engine", "trial", "bank", "packs", "word", "report", "web", "", *MODELS},
}


def imports(module: Path) -> set[str]:
    """What a module imports of ours, by top-level name ("" is the package itself)."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{a.name}" if node.module == "sayso" else node.module for a in node.names]
        elif isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "sayso":
                top = parts[1] if len(parts) > 1 else ""
                found.add(top if (PACKAGE / top).is_dir() or (PACKAGE / f"{top}.py").exists() else "")
    return found


@pytest.mark.parametrize("module", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_its_folder_may(module: Path) -> None:
    top = module.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if top != "__init__":
        assert imports(module) <= MAY_IMPORT[top]
