"""Sayso reviews drafts that tell the public about sharing data between the agencies that help people."""

__version__ = "0.1.0"
