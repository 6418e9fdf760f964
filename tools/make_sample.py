"""Write samples/county-release.docx, the draft that `./run` annotates, from samples/county-release.txt.

python tools/make_sample.py           (needs python-docx, in the dependency group "test")
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from docx import Document
from docx.shared import Pt

SAMPLES = Path(__file__).parents[1] / "samples"


def main() -> None:
    title, *paragraphs = (SAMPLES / "county-release.txt").read_text("utf-8").strip().split("\n\n")
    document = Document()
    body = document.styles["Normal"]
    body.font.name = "Georgia"  # type: ignore[attr-defined]
    body.font.size = Pt(11)  # type: ignore[attr-defined]
    document.add_heading(title, level=1)
    for text in paragraphs:
        document.add_paragraph(text)
    properties = document.core_properties
    properties.title, properties.author = title, "Tamarack County"
    properties.created = properties.modified = datetime(2026, 11, 2, 9, 0)
    document.save(str(SAMPLES / "county-release.docx"))


if __name__ == "__main__":
    main()
