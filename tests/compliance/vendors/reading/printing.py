"""Pages printed word by word at places of our choosing, as a PDF's text layer gives them."""

from compliance.reading.rules import Page, Word
from compliance.vendors.rules.reading import read_report

LEFT, RIGHT = 72.0, 540.0
WIDE = 0.5  # of the size: the width of a letter


class Sheet:
    """One page that is written from the top down; `y` is the next line."""

    def __init__(self, number):
        self.number, self.y, self.words = number, 90.0, []

    def at(self, x, y, text, *, size=10.0):
        for word in text.split():
            width = WIDE * size * len(word)
            self.words.append(Word(word, x, y, x + width, y + 0.72 * size))
            x += width + 0.3 * size

    def lines(self, x, y, text, *, right=RIGHT, size=10.0):
        """Text broken at the right edge; gives the height it ends at."""
        line = ""
        for word in text.split():
            if line and x + WIDE * size * len(f"{line} {word}") > right:
                self.at(x, y, line, size=size)
                y, line = y + 1.2 * size, word
            else:
                line = f"{line} {word}".strip()
        self.at(x, y, line, size=size)
        return y + 1.2 * size

    def title(self, text, *, size=16.0):
        self.y = self.lines(LEFT, self.y + 14, text, size=size) + 8

    def text(self, text):
        self.y = self.lines(LEFT, self.y, text) + 8

    def row(self, *cells, columns):
        """Cells beside each other, each from its left edge to the next one's."""
        edges = [*columns[1:], RIGHT + 8]
        ends = [
            self.lines(x, self.y, cell, right=edge - 8, size=8.0)
            for x, edge, cell in zip(columns, edges, cells, strict=True)
        ]
        self.y = max(ends) + 6

    def page(self):
        return Page(self.number, " ".join(word.text for word in self.words), tuple(self.words))


OPINION = (
    "In our opinion, in all material respects, the description presents the Ferrow Vault that was "
    "designed and implemented throughout the period, and the controls operated effectively."
)


def report(
    *,
    cover="For the period July 1, 2025 to June 30, 2026",
    type_="SOC 2 Type 2 Report",
    scope="",
    opinion=OPINION,
    description=(),
    tests=(),
    other=(),
):
    """A report of seven pages or so; what is not given is ordinary."""
    sheets = [Sheet(i) for i in range(1, 8)]
    front, auditor, assertion, described, listed, tested, said = sheets
    front.title("Ferrow Systems, Inc.", size=22)
    front.title(type_)
    front.title("Ferrow Vault")
    front.text(cover)
    auditor.title("Section I: Independent Service Auditor's Report")
    auditor.text("To the Management of Ferrow Systems, Inc.")
    auditor.text(
        "We have examined the description of the Ferrow Vault throughout the period July 1, 2025 "
        "to June 30, 2026 and the suitability of the design and operating effectiveness of the "
        "controls, based on the trust services criteria relevant to security and availability."
    )
    auditor.text(scope or "Ferrow does not use any subservice organizations.")
    auditor.text(opinion)
    for line in ("Quist & Varley LLP", "Duluth, Minnesota", "August 20, 2026"):
        auditor.text(line)
    assertion.title("Section II: Assertion of Ferrow Management")
    assertion.text(
        "We have prepared the description of the Ferrow Vault and confirm that it is so."
    )
    described.title("Section III: Description of the Ferrow Vault")
    described.text("Ferrow keeps files of customers. " * 12)
    for part in description:
        part(listed)
    tested.title("Section IV: Controls, Tests of Controls and Results")
    for part in tests:
        part(tested)
    if other:
        said.title("Section V: Other Information Provided by Ferrow")
    for part in other:
        part(said)
    return [sheet.page() for sheet in sheets]


def read(**parts):
    return read_report(report(**parts))


def title(text):
    return lambda sheet: sheet.title(text, size=13)


def text(words):
    return lambda sheet: sheet.text(words)


def row(*cells, columns=(72.0, 130.0, 300.0, 430.0)):
    return lambda sheet: sheet.row(*cells, columns=columns)


CLEAN = [
    row(
        "CH-0" + str(i),
        "A control of some kind is performed",
        "Inspected it",
        "No exceptions noted.",
    )
    for i in range(1, 6)
]
