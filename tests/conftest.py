"""What all tests share: the shipped pack, compiled once."""

from __future__ import annotations

import pytest

from sayso.packs import CompiledPack, load_pack


@pytest.fixture(scope="session")
def pack() -> CompiledPack:
    return load_pack()
