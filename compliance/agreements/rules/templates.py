"""Agreement templates: Markdown with typed placeholders, clauses marked with their elements."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from compliance.agreements.rules import elements
from compliance.agreements.rules.states import AgreementKind
from compliance.evidence.rules import show_date
from engagements.lifecycle.rules import Refused

BREACH_CLOCK = "breach_notice_days"
"""The placeholder of the breach notice time; every BAA template has it."""

PARTICULARS = {
    "client.legal_name": "the client's legal name",
    "partner.legal_name": "the partner's legal name",
    "agreement.effective_date": "the effective date",
}
"""The placeholders that every agreement needs, in words; the record is kept by them."""

Value: TypeAlias = str | int | date

_FRONT = re.compile(r"\A\+\+\+\n(?P<head>.*?)\n\+\+\+\n(?P<body>.*)\Z", re.DOTALL)
_PLACEHOLDER = re.compile(r"\{\{\s*([a-z_.]+)\s*\}\}")
_MARKER = re.compile(r"<!--\s*element:\s*([^>]*?)\s*-->[ \t]*\n?")
_CLAUSE_END = re.compile(r"<!--\s*element:|^#{1,6} ", re.MULTILINE)
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~&!{}])")


class TemplateInvalid(Refused):
    """The text is not a template: says what is wrong and where."""


class TemplateIncomplete(Refused):
    """The template lacks a required element and cannot be sent; names every one."""


class ValuesRefused(Refused):
    """A value is missing or of the wrong type; names every one."""


class ValueType(StrEnum):
    """What may stand in a placeholder."""

    TEXT = "text"
    PARTY = "party"
    DATE = "date"
    DAYS = "days"


@dataclass(frozen=True)
class Placeholder:
    """A gap in a template: `{{ name }}` in the text, `label` on the form.

    `options` are the only texts allowed, where given; `default` is proposed on the form and
    counts only once somebody has sent it back; `at_most` limits a number of days. `blank` is what
    the text says where nothing is entered; without it a value is needed.
    """

    name: str
    type: ValueType
    label: str
    help: str = ""
    options: tuple[str, ...] = ()
    default: Value | None = None
    at_most: int | None = None
    blank: str = ""


@dataclass(frozen=True)
class Clause:
    """A piece of the text and the ids of the elements it fulfils."""

    elements: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Template:
    """A template that was read: `body` is Markdown, still with markers and placeholders."""

    kind: AgreementKind
    title: str
    version: str
    placeholders: tuple[Placeholder, ...]
    body: str
    clauses: tuple[Clause, ...]

    @property
    def elements(self) -> frozenset[str]:
        """The ids of the elements that some clause with words in it fulfils."""
        return frozenset(name for clause in self.clauses for name in clause.elements if clause.text)

    @property
    def shown(self) -> str:
        """The text for reading, as Markdown: every gap shows its label, markers are taken out."""
        labels = {one.name: _escaped(one.label) for one in self.placeholders}
        body = _MARKER.sub("", self.body)
        return _PLACEHOLDER.sub(lambda match: f"[ *{labels[match[1]]}* ]", body)


def parse_template(source: str) -> Template:
    """Read a template: TOML between two lines of `+++`, then Markdown.

    Refuses with `TemplateInvalid` what cannot be read, an element nobody knows, and placeholders
    that are declared and not used or used and not declared.
    """
    match = _FRONT.match(source.replace("\r\n", "\n"))
    if match is None:
        raise TemplateInvalid("The template has to begin with its data between two lines of +++.")
    try:
        head = tomllib.loads(match["head"])
        template = Template(
            kind=AgreementKind(head["kind"]),
            title=str(head["title"]),
            version=str(head["version"]),
            placeholders=tuple(_placeholder(entry) for entry in head.get("placeholder", ())),
            body=match["body"],
            clauses=tuple(_clauses(match["body"])),
        )
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        message = f"The data at the head of the template cannot be read: {error}."
        raise TemplateInvalid(message) from None
    except KeyError as error:
        raise TemplateInvalid(f"The head of the template lacks {error}.") from None
    _check_placeholders(template)
    _check_markers(template)
    return template


def missing_elements(template: Template) -> tuple[elements.Element, ...]:
    """Give the required elements that no clause of the template fulfils."""
    return elements.missing_elements(template.kind, template.elements)


def check_sendable(template: Template) -> None:
    """Refuse with `TemplateIncomplete` a template that lacks a required element, naming it.

    So is one that does not name both parties and the day on which it takes effect.
    """
    missing = [f"{e.label} ({e.citations[0]})" for e in missing_elements(template)]
    names = {placeholder.name for placeholder in template.placeholders}
    missing += [words for name, words in PARTICULARS.items() if name not in names]
    if missing:
        message = f"This template cannot be sent. It lacks: {'; '.join(missing)}."
        raise TemplateIncomplete(message)


def read_values(template: Template, raw: Mapping[str, object]) -> dict[str, Value]:
    """Turn what a form or a stored record gives into typed values, one for each placeholder.

    Dates may come as ISO text and days as digits. Names that the template does not have are left
    out. Refuses with `ValuesRefused` and every problem at once; a breach notice time over 60 days
    is one (45 CFR 164.410(b)).
    """
    values: dict[str, Value] = {}
    problems: list[str] = []
    for placeholder in template.placeholders:
        try:
            values[placeholder.name] = _read(placeholder, raw.get(placeholder.name))
        except ValuesRefused as refused:
            problems += refused.reasons
    ValuesRefused.if_any(problems)
    return values


def fill(template: Template, values: Mapping[str, object]) -> str:
    """Give the agreement as Markdown: every placeholder replaced, markers taken out.

    The values are checked as in `read_values`; what they contain is shown as it is and never read
    as Markdown. Dates appear like "22 November 2026".
    """
    clean = read_values(template, values)
    body = _MARKER.sub("", template.body)
    blanks = {one.name: one.blank for one in template.placeholders}
    return _PLACEHOLDER.sub(
        lambda match: _shown(clean[match[1]]) or _escaped(blanks[match[1]]), body
    )


def fill_what_is_known(
    template: Template, raw: Mapping[str, object]
) -> tuple[str, tuple[str, ...]]:
    """Give the text of a template that is still being written, and the labels of its open gaps.

    A gap without an allowed value is shown by its label in brackets.
    """
    shown: dict[str, str] = {}
    gaps: list[str] = []
    for one in template.placeholders:
        try:
            shown[one.name] = _shown(_read(one, raw.get(one.name))) or _escaped(one.blank)
        except ValuesRefused:
            shown[one.name] = _escaped(f"[{one.label}]")
            gaps.append(one.label)
    body = _MARKER.sub("", template.body)
    return _PLACEHOLDER.sub(lambda match: shown[match[1]], body), tuple(gaps)


def _placeholder(entry: Mapping[str, object]) -> Placeholder:
    known = dict(entry)
    options = known.pop("options", ())
    return Placeholder(
        type=ValueType(str(known.pop("type"))),
        options=tuple(str(option) for option in options),  # type: ignore[attr-defined]
        **known,  # type: ignore[arg-type]
    )


def _clauses(body: str) -> Iterator[Clause]:
    for marker in _MARKER.finditer(body):
        rest = body[marker.end() :]
        end = _CLAUSE_END.search(rest)
        text = rest[: end.start()] if end else rest
        yield Clause(tuple(re.split(r"[,\s]+", marker[1])), text.strip())


def _check_placeholders(template: Template) -> None:
    declared = {placeholder.name for placeholder in template.placeholders}
    used = set(_PLACEHOLDER.findall(template.body))
    if used - declared:
        raise TemplateInvalid(f"Not declared at the head: {', '.join(sorted(used - declared))}.")
    if declared - used:
        raise TemplateInvalid(f"Declared and never used: {', '.join(sorted(declared - used))}.")
    if template.kind is AgreementKind.BAA and BREACH_CLOCK not in declared:
        raise TemplateInvalid(f"A BAA template needs the placeholder {BREACH_CLOCK}.")


def _check_markers(template: Template) -> None:
    known = {element.id for element in elements.ELEMENTS[template.kind]}
    marked = {name for clause in template.clauses for name in clause.elements}
    if marked - known:
        raise TemplateInvalid(f"No such element: {', '.join(sorted(marked - known))}.")


def _read(placeholder: Placeholder, raw: object) -> Value:
    if isinstance(raw, str):
        raw = " ".join(raw.split())
    if raw is None or raw == "":
        if placeholder.blank:
            return ""
        raise ValuesRefused(f"{placeholder.label} is missing.")
    if placeholder.type is ValueType.DATE:
        return _read_date(placeholder, raw)
    if placeholder.type is ValueType.DAYS:
        return _read_days(placeholder, raw)
    if not isinstance(raw, str):
        raise ValuesRefused(f"{placeholder.label} has to be text.")
    if placeholder.options and raw not in placeholder.options:
        raise ValuesRefused(f"{placeholder.label} has to be one of the given choices.")
    return raw


def _read_date(placeholder: Placeholder, raw: object) -> date:
    try:
        return raw if isinstance(raw, date) else date.fromisoformat(str(raw))
    except ValueError:
        raise ValuesRefused(f"{placeholder.label} has to be a date.") from None


def _read_days(placeholder: Placeholder, raw: object) -> int:
    digits = str(raw)
    if not (digits.isascii() and digits.isdigit()) or int(digits) < 1:
        raise ValuesRefused(f"{placeholder.label} has to be a whole number of days.")
    days = int(digits)
    if placeholder.name == BREACH_CLOCK:
        _read_breach_clock(days)
    if placeholder.at_most is not None and days > placeholder.at_most:
        raise ValuesRefused(f"{placeholder.label} may be at most {placeholder.at_most} days.")
    return days


def _read_breach_clock(days: int) -> None:
    try:
        elements.check_breach_clock(days)
    except elements.BreachClockRefused as refused:
        raise ValuesRefused(*refused.reasons) from None


def _shown(value: Value) -> str:
    return show_date(value) if isinstance(value, date) else _escaped(str(value))


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)
