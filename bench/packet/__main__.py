"""Packets against one-shot WeasyPrint and headless Chromium: `./run bench packet`.

Each case runs in a process of its own; the cases of a round take turns, so that what else the
machine does falls on all of them. Figures are medians over the rounds, and only ratios count.
"""

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.packet.content import SIZES
from tests.compliance.pdf.reports import chromium_report, reportlab_report

CASES = ("chromium", "ours", "oneshot", "shared 1", "shared 2", "memory 1", "memory 4")
PAGES = 127
# A document is made ready, with nothing in it that acts, when a packet first has it.
WHAT = {"reports": "of known reports", "new reports": "of new reports"}
Figures = dict[tuple[int, str], float]


@dataclass(frozen=True)
class Ratio:
    """One line of the result."""

    what: str
    size: int
    ratio: float
    target: float | None

    @property
    def met(self) -> bool:
        return self.target is None or self.ratio <= self.target


def main() -> int:
    parser = ArgumentParser(prog="./run bench packet")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        _write_reports(folder)
        figures = _figures(folder, chosen.rounds)
    ratios = list(_ratios(figures))
    if chosen.json:
        told = {f"{what} {size}": round(value, 4) for (size, what), value in figures.items()}
        print(json.dumps({"ratios": [asdict(one) for one in ratios], "figures": told}, indent=2))
    else:
        _print(ratios, figures)
    return 0 if all(one.met for one in ratios) else 1


def _write_reports(folder: Path) -> None:
    (folder / "report-a.pdf").write_bytes(reportlab_report(PAGES))
    (folder / "report-b.pdf").write_bytes(chromium_report(folder, PAGES))
    (folder / "report-c.pdf").write_bytes(reportlab_report(PAGES + 1))


def _figures(folder: Path, rounds: int) -> Figures:
    """Medians of CPU seconds by stage; "wall ...", "peak ..." and "bytes ..." beside them."""
    found: defaultdict[tuple[int, str], list[float]] = defaultdict(list)
    for number in range(rounds):
        for size in SIZES:
            for case in CASES:
                told = _run(case, size, folder / f"{number} {size} {case}")
                for process, peak in told["peaks"].items():
                    found[size, f"peak {case} {process}".strip()].append(peak)
                for stage, figures in told["stages"].items():
                    found[size, stage].append(figures["cpu"])
                    found[size, f"wall {stage}"].append(figures["wall"])
                    found[size, f"bytes {stage}"].append(figures.get("bytes", 0))
    return {key: median(values) for key, values in found.items()}


def _run(case: str, size: int, folder: Path) -> dict:
    folder.mkdir()
    name, *words = case.split()
    done = subprocess.run(
        [sys.executable, "-m", f"bench.packet.cases.{name}", str(size), str(folder), *words],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "bench.settings"},
        check=True,
        stdout=subprocess.PIPE,
    )
    return json.loads(done.stdout)


def _ratios(figures: Figures):
    both = {30: 0, 120: 1}
    table = (
        ("cold / one-shot WeasyPrint", "cold", "oneshot", (0.30, 0.25)),
        ("one section changed / cold", "one", "cold", (0.15, 0.08)),
        ("audit rows appended / cold", "appended", "cold", (0.15, 0.08)),
        ("nothing changed / cold", "nothing", "cold", (0.05, 0.05)),
        ("cold / Chromium", "cold", "chromium", (0.9, 1.6)),
        ("one section changed / Chromium", "one", "chromium", (0.25, 0.25)),
        ("size without attachments / one-shot", "bytes cold", "bytes oneshot", (2.5, 1.6)),
        ("two workers / one, wall", "wall shared by 2", "wall shared by 1", (0.60, 0.60)),
    )
    for what, above, below, targets in table:
        for size, column in both.items():
            ratio = figures[size, above] / figures[size, below]
            yield Ratio(what, size, ratio, targets[column])
    for size in SIZES:
        for what, target in (("reports", 0.05), ("new reports", None)):
            appended = figures[size, what] - figures[size, "nothing"]
            ratio = appended / figures[size, "cold"]
            yield Ratio(f"append and stamp 382 pages, {WHAT[what]} / cold", size, ratio, target)
    yield from _memory(figures)


def _memory(figures: Figures):
    """Of the process that prints and puts together; then with the worker that waits for it."""
    oneshot = figures[120, "peak oneshot"]
    printing, waiting = figures[120, "peak memory 1 printing"], figures[120, "peak memory 1"]
    yield Ratio("peak memory / one-shot", 120, printing / oneshot, 0.45)
    yield Ratio("the same with the worker beside it", 120, (printing + waiting) / oneshot, None)
    flat = figures[120, "peak memory 4 printing"] / printing
    yield Ratio("peak memory with 1,528 foreign pages / with 382", 120, flat, 1.10)


def _print(ratios: list[Ratio], figures: Figures) -> None:
    for one in ratios:
        target = "" if one.target is None else f"  (at most {one.target})"
        verdict = "" if one.met else "  missed"
        print(f"{one.what:<60}{one.size:>5}{one.ratio:>8.3f}{target}{verdict}")
    print("\nCPU seconds, medians")
    for (size, what), value in sorted(figures.items()):
        if not what.startswith(("wall ", "peak ", "bytes ")):
            print(f"{what:<20}{size:>5}{value:>9.2f}")


if __name__ == "__main__":
    sys.exit(main())
