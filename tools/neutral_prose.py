"""How quiet the pack is on prose about something else: Debian's handbook, fetched for this and not kept.

    python tools/neutral_prose.py [--sentences 5000]

Every sentence is reviewed by itself as if it were on the topic. Printed: how often each checklist item is called met,
and wording findings for each 1,000 words of the whole text. Needs a Debian or Ubuntu machine with apt-get.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

from lxml import html

from sayso.bank import try_elsewhere
from sayso.brief import Brief
from sayso.draft import Paragraph, from_paragraphs
from sayso.engine import review
from sayso.language.sentences import sentence_spans
from sayso.packs import load_pack
from sayso.packs.elements import is_wording

PACKAGE = "debian-handbook"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sentences", type=int, default=5000)
    wanted = arguments.parse_args().sentences
    paragraphs = fetch()
    pack = load_pack()
    sentences = [p[a:b] for p in paragraphs for a, b in sentence_spans(p) if b - a > 30][:wanted]
    report = try_elsewhere(sentences, pack)
    print(f"{len(sentences)} sentences of {PACKAGE}, each alone, with the topic forced:")
    for item, tally in report.elsewhere.items():
        print(f"  {item:22} met in {tally.seen} ({tally.rate:.2%})")
        for sentence in tally.wrong[:5]:
            print(f"      {sentence[:160]}")
    words = found = 0
    for n in range(0, len(paragraphs), 20):
        draft = from_paragraphs([Paragraph(p) for p in paragraphs[n : n + 20]], "neutral")
        answer = review(draft, pack, Brief(kind="other", topic="yes"))
        words += answer.counts.words
        found += sum(f.type in ("suggestion", "comment") and is_wording(f.element) for f in answer.findings)
    print(f"{words:,} words in drafts of 20 paragraphs: {1000 * found / words:.1f} wording findings per 1,000 words")


def fetch() -> list[str]:
    """The paragraphs of the handbook's English text."""
    with tempfile.TemporaryDirectory() as scratch:
        where = Path(scratch)
        subprocess.run(["apt-get", "download", "-qq", PACKAGE], cwd=where, check=True)
        subprocess.run(["dpkg", "-x", str(next(where.glob("*.deb"))), "."], cwd=where, check=True)
        pages = sorted((where / "usr/share/doc/debian-handbook/html/en-US").glob("*.html"))
        elements = [e for page in pages for e in html.parse(str(page)).iter("p", "div")]
        texts = [" ".join(e.text_content().split()) for e in elements if e.tag == "p" or e.get("class") == "para"]
    return [t for t in texts if len(t) > 40]


if __name__ == "__main__":
    main()
