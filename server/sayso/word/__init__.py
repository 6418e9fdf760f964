"""Reads a .docx as a draft, and writes a review back into it."""

from sayso.word.annotate import Annotated, annotate
from sayso.word.package import Limits, Package, open_package
from sayso.word.stories import read_document
from sayso.word.text import Document

__all__ = ["Annotated", "Document", "Limits", "Package", "annotate", "open_package", "read_document"]
