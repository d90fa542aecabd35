# ruff: noqa: E501 - prose, with the apostrophes of print
"""The sections of a sample packet, as the portal would hand them to the renderer."""

import random
from html import escape

from compliance.pdf.layout import Layout

REPORT = "SOC 2 Type II report, Granite Cloud, Inc."
BAA = "Business Associate Agreement, Lakeview Clinic and Northwall Partners"


def page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"</head><body>{body}</body></html>"
    )


def table(widths: list[int], head: list[str], rows: list[list[str]], kind: str = "data") -> str:
    columns = "".join(f'<col style="width:{width}%">' for width in widths)
    header = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body = "".join(
        "<tr>"
        + f'<th scope="row">{row[0]}</th>'
        + "".join(f"<td>{c}</td>" for c in row[1:])
        + "</tr>"
        for row in rows
    )
    thead = f"<thead><tr>{header}</tr></thead>" if head else ""
    return (
        f'<table class="{kind}"><colgroup>{columns}</colgroup>{thead}<tbody>{body}</tbody></table>'
    )


def cover() -> str:
    facts = table(
        [26, 74],
        [],
        [
            ["Engagement", "Clinical notes assistant"],
            ["Prepared for", "Harrow &amp; Vale LLP, auditors"],
            ["As of", "22 November 2026"],
            ["Made", "22 November 2026, 14:03 UTC, by Priya Natarajan"],
        ],
        "facts",
    )
    return page(
        "Compliance packet",
        f"""<div class="cover"><p class="house">Northwall Partners</p>
        <h1>Compliance packet</h1><p class="for">Lakeview Clinic: clinical notes assistant on
        Llama 3.1 in the clinic’s own cloud</p>
        <div class="verdict"><p><span class="state good">Clear until 30 June 2027.</span> All eleven
        requirements are met on 22 November 2026. The first to run out is the SOC 2 report of the
        cloud host.</p></div>{facts}
        <div class="check"><p class="source">This file is sealed. Anyone can check it without the
        portal: see <a href="app:part/check">How to check this packet</a>.</p></div></div>""",
    )


def contents(layout: Layout, entries: list[tuple[str, str, bool]]) -> str:
    rows = "".join(
        f'<tr{" class=sub" if sub else ""}><td><a href="app:part/{key}">{escape(title)}</a></td>'
        f'<td class="num"><a href="app:part/{key}">{layout.firsts[key]}</a></td></tr>'
        for key, title, sub in entries
    )
    return page(
        "Contents",
        '<h1>Contents</h1><table class="contents"><colgroup><col style="width:88%">'
        f'<col style="width:12%"></colgroup><tbody>{rows}</tbody></table>',
    )


def readiness() -> str:
    rows = [
        [
            "Business associate agreement in force",
            '<a href="app:part/baa">Executed 14 October 2026</a><br><span class="source">45 CFR '
            "164.502(e), 164.504(e)</span>",
            '<span class="state good">Met</span>',
            "no end date",
        ],
        [
            "SOC 2 Type II report of the cloud host, period reaching today",
            '<a href="app:part/soc2">Granite Cloud, 1 July 2025 to 30 June 2026</a>, with bridge '
            "letter to 31 December 2026",
            '<span class="state warn">Met, expiring</span>',
            "31 December 2026",
        ],
        [
            "Data processing agreement reviewed",
            "Accepted 2 November 2026 with one condition",
            '<span class="state good">Met</span>',
            "2 November 2027",
        ],
        [
            "Zero data retention attested",
            "Does not apply: no prompt leaves the clinic’s cloud",
            '<span class="state">Not needed</span>',
            "",
        ],
    ]
    return page(
        "Readiness",
        "<h1>Readiness</h1><p class='lead'>Eleven requirements follow from the facts of this "
        "engagement. Each is listed with what settles it and until when that holds.</p>"
        "<h2>Requirements and what settles them</h2>"
        + table([30, 40, 14, 16], ["Requirement", "Evidence", "State", "Holds until"], rows * 5)
        + "<h2>What this packet does not say</h2><div class='note'><p>A vendor’s SOC 2 report is an "
        "independent auditor’s opinion on that vendor’s controls over one period. It says nothing "
        "about the prompts that Lakeview Clinic sends or about the settings it made.</p></div>"
        "<p>The clinic runs the model itself. The controls that the report leaves to the user entity "
        "are listed under Coverage, each with the person who has taken it on.</p>",
    )


def milestones() -> str:
    rows = [
        [
            f"{number}. {name}",
            who,
            f"{number + 2} November 2026",
            "Accepted by Dana Whitfield",
        ]
        for number, (name, who) in enumerate(
            [
                ("Network boundary and private endpoints", "Ilya Brandt"),
                ("Model weights pinned by SHA-256", "Ilya Brandt"),
                ("Disk and transport encryption verified", "Marta Oyelaran"),
                ("Audit logging to the clinic’s own account", "Marta Oyelaran"),
                ("Restore drill", "Ilya Brandt"),
            ],
            start=1,
        )
    ]
    return page(
        "Milestones",
        "<h1>Milestones</h1><p>The plan of a private deployment, with who did each step, when, and "
        "who accepted it for the clinic.</p>"
        + table([40, 20, 18, 22], ["Milestone", "Engineer", "Done", "Acceptance"], rows * 9),
    )


def audit(rows: int = 120) -> str:
    chance = random.Random(7)
    lines = "".join(
        f'<p class="lines">{number}\t{1 + number % 28} November 2026, 09:{number % 60:02}:11 UTC'
        f"\tDana Whitfield\t\tcompliance.evidence.accepted\n"
        f"<i>\t{chance.randbytes(32).hex()}</i></p>"
        for number in range(1, rows + 1)
    )
    return page(
        "Audit trail",
        "<h1>Audit trail</h1><p>Every row carries the hash of the row before it. The same rows are "
        "in audit.json inside this file, where the chain can be recomputed.</p>" + lines,
    )


def check() -> str:
    return page(
        "How to check this packet",
        "<h1>How to check this packet</h1><p class='lead'>Three questions, each with its own answer: "
        "are the documents inside the ones the manifest lists; is the signature one to trust; has "
        "anything changed since.</p><h2>With the command line tool</h2><ol><li>Take the root "
        "certificate from the portal’s page “How to verify”, and compare its fingerprint with the "
        "one below by another way, the telephone for example.</li><li>Run <strong>countersign "
        "verify packet.pdf --root root.pem</strong>.</li></ol><h2>With public tools</h2><p>"
        "<strong>pdfsig</strong> shows the signature, <strong>qpdf --check</strong> the structure, "
        "<strong>pdfdetach -saveall</strong> takes the documents out, and <strong>sha256sum</strong> "
        "gives the hashes that manifest.json names.</p><p class='hash'>"
        "8A:41:9C:0D:77:5E:B2:13:44:F0:9A:6B:C8:21:5D:E3:70:1F:8E:92:AB:34:6C:D5:08:F7:19:E2:4B:60:93:AC"
        "</p>",
    )


def divider(letter: str, title: str, facts: list[list[str]]) -> str:
    return page(
        title,
        f'<div class="divider"><p class="label">Document {letter}</p><h1>{escape(title)}</h1>'
        + table([24, 76], [], facts, "facts")
        + '<p class="source">The pages that follow are those of the document as it was received, '
        "with a page number added in the margin. The original file is embedded in this packet, bit "
        "for bit.</p></div>",
    )


def agreement() -> str:
    clauses = "".join(
        f"<li><strong>{name}.</strong> Business Associate shall {text}</li>"
        for name, text in [
            (
                "Uses and disclosures",
                "not use or disclose protected health information other than "
                "as permitted by this Agreement or as required by law.",
            ),
            (
                "Safeguards",
                "use appropriate safeguards, and comply with Subpart C of 45 CFR Part 164 "
                "with respect to electronic protected health information.",
            ),
            (
                "Reporting",
                "report to Covered Entity any use or disclosure not provided for by this "
                "Agreement, including breaches of unsecured protected health information, without "
                "unreasonable delay and no later than ten days after discovery.",
            ),
        ]
        * 6
    )
    return page(
        BAA,
        f"<h1>Business Associate Agreement</h1><p class='lead'>Between Lakeview Clinic (Covered "
        f"Entity) and Northwall Partners (Business Associate).</p><h2>Obligations</h2>"
        f'<ol class="clauses">{clauses}</ol><div class="signatures"><h2>Signatures</h2>'
        '<div class="signature"><div class="box" id="sign-client"></div><p>For Lakeview Clinic</p></div>'
        '<div class="signature"><div class="box" id="sign-partner"></div><p>For Northwall Partners</p>'
        "</div></div>",
    )


def signature_stamp(name: str, capacity: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><title>Signature</title><style>'
        "@page { size: 86mm 27mm; margin: 0 }</style></head><body>"
        f'<p style="font: italic 17pt/1.2 Source Serif; margin: 3mm 0 1.5mm">{escape(name)}</p>'
        f'<p class="source" style="margin:0">{escape(capacity)}<br>Signed electronically on '
        "2 March 2026, 14:03 UTC</p></body></html>"
    )
