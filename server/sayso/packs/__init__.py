"""Packs: the rules as data. `load_pack` gives the shipped pack with an office's own laid over it."""

from sayso.packs.compiled import CompiledPack, load_pack

__all__ = ["CompiledPack", "load_pack"]
