"""YAML with line numbers: a rule file as data, and the line that every part of it stands on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

Path_ = tuple[str | int, ...]

try:
    from yaml import CSafeLoader as _Fastest
except ImportError:
    from yaml import SafeLoader as _Fastest  # type: ignore[assignment]

_BOOLEAN = "tag:yaml.org,2002:bool"


class _Loader(_Fastest):
    """Reads only true and false as booleans, as YAML 1.2 does: `off:`, `no` and `yes` are words in a rule file."""

    yaml_implicit_resolvers = {  # noqa: RUF012  (PyYAML's own way)
        first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOLEAN]
        for first, resolvers in _Fastest.yaml_implicit_resolvers.items()
    }


_Loader.add_implicit_resolver(_BOOLEAN, re.compile(r"^(?:true|True|false|False)$"), list("tTfF"))


class Source:
    """One YAML file: `data`, and the line of each part. `problem` is set instead when it cannot be read at all."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.data: Any = None
        self.problem = ""
        self._lines: dict[Path_, int] = {}
        try:
            text = path.read_text("utf-8")
            loader = _Loader(text)
            try:
                node = loader.get_single_node()
                if node is not None:
                    self.data = loader.construct_document(node)
                    self._walk(node, ())
            finally:
                loader.dispose()
        except UnicodeDecodeError:
            self.problem = f"{name}:1: this file is not UTF-8; save it as UTF-8"
        except OSError as e:
            self.problem = f"{name}:1: this file cannot be read ({e.strerror}); check its permissions"
        except yaml.YAMLError as e:
            mark = getattr(e, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            what = getattr(e, "problem", None) or "it is not YAML"
            self.problem = (
                f"{name}:{line}: this is not valid YAML ({what}); check the indentation, and put texts that hold "
                "a colon or begin with a mark in quotation marks"
            )

    def line(self, path: Path_) -> int:
        """The line of the part at `path`, or of the nearest part around it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def _walk(self, node: Any, path: Path_) -> None:
        self._lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                self._walk(value, (*path, key.value))
                self._lines[(*path, key.value)] = key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode):
            for n, value in enumerate(node.value):
                self._walk(value, (*path, n))
