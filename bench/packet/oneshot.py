"""The usual way: one HTML document with plain tables, laid out in one go."""

from collections.abc import Iterable
from html import escape

from bench.packet.content import Material

STYLE = """
@page { size: letter; margin: 20mm;
  @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt } }
body { font: 10pt/1.45 sans-serif; text-align: justify }
section { break-before: page }
table { width: 100%; border-collapse: collapse; font-size: 8.5pt; margin-bottom: 6mm }
th, td { border-bottom: 0.4pt solid #bbb; padding: 1.5mm; text-align: left; vertical-align: top }
tr { break-inside: avoid }
code { font: 7pt monospace; word-break: break-all }
.toc a::after { content: " " target-counter(attr(href), page); float: right }
"""


def page(material: Material) -> str:
    """The whole packet as one document."""
    sections = {
        "Summary": "".join(f"<p>{escape(words)}</p>" for words in material.summary),
        "Business associate agreement": "".join(
            f"<h3>{number}. {escape(title)}</h3><p>{escape(text)}</p>"
            for number, (title, text) in enumerate(material.clauses, start=1)
        ),
        "Data processing agreement": _table(
            ("Item", "Verdict", "What it rests on"), material.judgements
        ),
        "Coverage": _table(
            ("Criterion", *material.columns),
            ((f"CC{number}", *row) for number, row in enumerate(material.matrix, start=1)),
        ),
        "Milestones": "".join(_step(number, one) for number, one in enumerate(material.steps, 1)),
        "Audit trail": _table(
            ("No.", "When", "Who", "What", "About", "Hash"),
            (
                (str(one.seq), one.at, one.who, one.deed, one.target, f"<{one.digest}>")
                for one in material.events
            ),
        ),
        "Manifest": _table(
            ("Document", "Version", "Size", "Counts", "Accepted by", "Why", "SHA-256"),
            (
                (
                    *(one.title, one.version, str(one.size), one.counts, one.accepted, one.because),
                    f"<{one.digest}>",
                )
                for one in material.items
            ),
        ),
    }
    contents = "".join(
        f'<li><a href="#s{number}">{title}</a></li>' for number, title in enumerate(sections)
    )
    body = "".join(
        f'<section id="s{number}"><h1>{title}</h1>{html}</section>'
        for number, (title, html) in enumerate(sections.items())
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Packet</title>'
        f"<style>{STYLE}</style></head><body><h1>Compliance packet</h1><p>Lakeview Clinic</p>"
        f'<section class="toc"><h1>Contents</h1><ol>{contents}</ol></section>{body}</body></html>'
    )


def _step(number: int, step: object) -> str:
    return (
        f"<h3>{number}. {escape(step.title)}</h3>"
        f"<p>{step.state}, planned for {step.planned}, accepted by {step.accepted}. "
        f"Wanted: {escape(step.wanted)}</p>" + _table(("Evidence", "Form", "Added by"), step.pieces)
    )


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A cell in angle brackets is a hash."""
    head = "".join(f"<th>{escape(words)}</th>" for words in heads)
    body = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(words: str) -> str:
    if words.startswith("<"):
        return f"<td><code>{words[1:-1]}</code></td>"
    return f"<td>{escape(words)}</td>"
