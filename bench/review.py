"""How fast a review is: warm, long, growing text, growing rules, and from a cold start.

    python bench/review.py [--beside]

`--beside` measures proselint on the same texts in the same run, in an environment of its own that is made for it.
Texts are made of the pack's own examples and the sample drafts, in a fixed order.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sayso.brief import Brief
from sayso.draft import from_text
from sayso.engine import review
from sayso.packs import CompiledPack, load_pack
from sayso.packs.compiled import compile_pack
from sayso.packs.model import Pack

ROOT = Path(__file__).parents[1]
TOPIC = Brief(topic="yes")
BESIDE = """
import json, sys, time
from proselint.tools import lint
text = open(sys.argv[1], encoding="utf-8").read()
lint("warm up")
times = []
for n in range(int(sys.argv[2])):
    fresh = text + f" {n}"  # it keeps what it found for a text it has seen
    start = time.perf_counter(); found = lint(fresh); times.append(time.perf_counter() - start)
print(json.dumps([times, len(found)]))
"""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--beside", action="store_true", help="measure proselint as well")
    beside = arguments.parse_args().beside
    pack = load_pack()
    print(f"{len(pack.pack.rules)} rules, {len(pack.pack.items)} items; Python {sys.version.split()[0]}\n")
    page, doubled, long = (text_of(pack.pack, words) for words in (1_000, 2_000, 145_000))

    pack.matcher.wake()
    gc.collect()
    gc.freeze()  # as the service does
    times = timed(lambda: review(from_text(page, "x"), pack, TOPIC), 300)
    row(
        "review, 1,000 words, warm",
        f"{ms(statistics.median(times))} median, {ms(sorted(times)[int(len(times) * 0.99)])} p99",
    )
    (took,) = timed(lambda: review(from_text(long, "x"), pack, TOPIC), 1)
    row("review, 145,000 words", f"{took:.2f} s, {145_000 / took:,.0f} words/s")
    twice = statistics.median(timed(lambda: review(from_text(doubled, "x"), pack, TOPIC), 100))
    row("2 times the words", f"{twice / statistics.median(times):.2f} times the time")
    more = ten_times(pack.pack)
    slower = statistics.median(timed(lambda: review(from_text(page, "x"), more, TOPIC), 100))
    row("10 times the rules", f"{slower / statistics.median(times):.2f} times the time")
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "page.txt"
        file.write_text(page, encoding="utf-8")
        command = [str(Path(sys.executable).with_name("sayso")), "check", str(file)]
        cold = timed(lambda: subprocess.run(command, capture_output=True, check=False), 11)
        row("sayso check, cold, 1,000 words", f"{ms(statistics.median(cold))} median")
        none = timed(
            lambda: subprocess.run(command, capture_output=True, check=False, env={**os.environ, "SAYSO_CACHE": "off"}),
            3,
        )
        row("the same without its kept rules", f"{ms(statistics.median(none))} median")
        if beside:
            measure_proselint(Path(scratch), {"1,000": (page, 20), "145,000": (long, 1)})


def text_of(pack: Pack, words: int) -> str:
    """A text of about so many words, in paragraphs of a few sentences; the same on every run."""
    pieces = [e.text for r in pack.rules for e in r.examples]
    pieces += [p for f in sorted((ROOT / "samples").glob("*.txt")) for p in f.read_text("utf-8").split("\n\n")]
    random.Random(7).shuffle(pieces)
    out: list[str] = []
    count = 0
    while count < words:
        for n, piece in enumerate(pieces):
            out.append(piece.replace("\n\n", " ") + ("\n\n" if n % 5 == 4 else " "))
            count += len(piece.split())
            if count >= words:
                break
    return "".join(out)


def ten_times(pack: Pack) -> CompiledPack:
    """The pack with nine more rules for each, whose patterns begin as the first's do and then ask for another word."""
    rules = list(pack.rules)
    for n in range(9):
        for rule in pack.rules:
            patterns = tuple(
                p._replace(source=f"{p.source} variant{n}")
                for p in rule.patterns
                if not p.source.rstrip().endswith(("$", "]"))
            )
            if patterns and not rule.missing:
                rules.append(rule._replace(id=f"{rule.id}-{n}", patterns=patterns))
    return compile_pack(replace(pack, rules=tuple(rules)))


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Seconds that each of so many calls took, after one that is not counted (for more than one)."""
    if times > 1:
        work()
    out = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        out.append(time.perf_counter() - start)
    return out


def measure_proselint(scratch: Path, texts: dict[str, tuple[str, int]]) -> None:
    import venv

    venv.create(scratch / "beside", with_pip=True)
    python = scratch / "beside" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "proselint==0.14.0"], check=True)
    for name, (text, times) in texts.items():
        file = scratch / f"{name}.txt"
        file.write_text(text, encoding="utf-8")
        done = subprocess.run([python, "-c", BESIDE, str(file), str(times)], capture_output=True, text=True, check=True)
        took, found = json.loads(done.stdout)
        middle = statistics.median(took)
        row(
            f"proselint, {name} words", f"{ms(middle)} median, {len(text.split()) / middle:,.0f} words/s, {found} found"
        )


def ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f} ms"


def row(what: str, figure: str) -> None:
    print(f"{what:36} {figure}")


if __name__ == "__main__":
    main()
