"""Compares what was read of a vendor's report with the labels that a careful reader made."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from compliance.reading.measuring import Labels
from compliance.reading.rules import Judgement, Paper, judged
from compliance.vendors.rules import Category
from compliance.vendors.rules.reading import (
    Proposed,
    ProposedException,
    ProposedPeriod,
    ReportReading,
    read_report,
)

_LEAST_WORDS = 24  # letters and digits that must agree for two texts to begin the same


def compare(paper: Paper, labels: Labels) -> Iterator[Judgement]:
    """Judge every field, control and exception that the labels speak of."""
    reading = read_report(paper.pages)
    if "text_layer" in labels:
        scan = labels["text_layer"] is False
        yield judged("field: scan", labelled=scan, proposed=reading.is_scan, right=True)
        if scan:
            return  # what a picture shows is not to be read without recognition of characters
    yield _kind(reading, labels)
    if labels.get("kind") == "bridge letter":
        yield from _letter(reading, labels)
    elif labels.get("kind") == "SOC 2":
        yield from _fields(reading, labels)
        yield from _sections(reading, labels)
        yield from _subservice(reading, labels)
        yield from _cuecs(reading, labels)
        yield from _exceptions(reading, labels)


def _kind(reading: ReportReading, labels: Labels) -> Judgement:
    expected = str(labels.get("kind", "")).lower().replace(" ", "_")
    got = reading.kind.value.value if reading.kind else ""
    return judged(
        "field: kind",
        labelled=bool(expected),
        proposed=bool(got),
        right=expected == got,
        expected=expected,
        got=got,
    )


def _fields(reading: ReportReading, labels: Labels) -> Iterator[Judgement]:
    type_ = reading.type.value.label.removeprefix("Type ") if reading.type else ""
    yield _field("type", labels.get("type"), type_)
    for name, label, proposed in (
        ("service organisation", "service_organization", reading.organization),
        ("service auditor", "auditor", reading.auditor),
        ("system", "system", reading.system),
    ):
        same = _contains if label == "system" else _same
        yield _field(name, labels.get(label), proposed.value if proposed else "", same=same)
    date = reading.report_date
    yield _field("report date", labels.get("report_date"), date.value.isoformat() if date else "")
    yield _period(reading.period, labels.get("period"))
    yield _field(
        "categories",
        sorted(map(str, labels.get("categories") or [])),
        sorted(_category(c) for c in reading.categories.value) if reading.categories else [],
    )
    opinion = reading.opinion
    yield _field(
        "opinion",
        labels.get("opinion"),
        opinion.value.value if opinion else "",
        page=_on_page(opinion, labels.get("opinion_page")),
    )
    not_met = reading.criteria_not_met
    yield _field(
        "criteria not met",
        sorted(labels.get("criteria_not_met") or []),
        sorted(not_met.value) if not_met else [],
    )


def _category(category: Category) -> str:
    return category.value.replace("_", " ").title()


def _period(proposed: Proposed[ProposedPeriod] | None, label: Any) -> Judgement:
    label = label if isinstance(label, Mapping) else {}
    last = label.get("as_of") or label.get("end")
    expected = f"{label.get('start') or ''}/{last}" if last else ""
    got = ""
    if proposed:
        first = proposed.value.first
        got = f"{first.isoformat() if first else ''}/{proposed.value.last.isoformat()}"
    pages = label.get("pages") or []
    return _field("period", expected, got, page=not pages or _meets(proposed, pages))


def _field(
    name: str,
    expected: Any,
    got: Any,
    *,
    page: bool = True,
    same: Callable[[str, str], bool] | None = None,
) -> Judgement:
    equal = same(str(expected), str(got)) if same else expected == got
    return judged(
        f"field: {name}",
        labelled=bool(expected),
        proposed=bool(got),
        right=equal and page,
        expected=str(expected or ""),
        got=str(got or "") + ("" if page else " (on another page)"),
    )


def _sections(reading: ReportReading, labels: Labels) -> Iterator[Judgement]:
    found = {name: place.page for name, place in reading.sections.items()}
    for name, page in (labels.get("sections") or {}).items():
        key = "tests" if name == "controls" else name
        if page is None and key in {"tests"}:
            continue  # a Type I report has its controls there, under a label of their own
        yield judged(
            "field: sections",
            labelled=page is not None,
            proposed=key in found,
            right=found.get(key) == page,
            expected=f"{name} on {page}",
            got=f"{key} on {found.get(key)}",
        )


def _subservice(reading: ReportReading, labels: Labels) -> Iterator[Judgement]:
    left = list(reading.subservice)
    pages = labels.get("subservice_pages") or []
    for entry in labels.get("subservice") or []:
        match = next((p for p in left if _names_alike(p.value.name, entry["name"])), None)
        if match:
            left.remove(match)
        method = match.value.method.label.lower() if match and match.value.method else ""
        yield judged(
            "field: subservice organisations",
            labelled=True,
            proposed=match is not None,
            right=method == entry.get("method") and (not pages or _meets(match, pages)),
            expected=f"{entry['name']}, {entry.get('method')}",
            got=f"{match.value.name}, {method}" if match else "",
        )
    for other in left:
        yield judged(
            "field: subservice organisations",
            labelled=False,
            proposed=True,
            right=False,
            got=other.value.name,
        )


def _names_alike(proposed: str, labelled: str) -> bool:
    """Whether a name is the labelled one; "Product (Company)" is either."""
    parts = [proposed, *re.findall(r"\(([^)]+)\)", proposed)]
    return any(_begins_alike(part, labelled) for part in parts)


def _cuecs(reading: ReportReading, labels: Labels) -> Iterator[Judgement]:
    left = list(reading.cuecs)
    for item in (labels.get("cuec") or {}).get("items", []):
        words = item["first_words"]
        match = next((p for p in left if _starts(p.value.text, words)), None)
        if match:
            left.remove(match)
        yield judged(
            "user entity controls",
            labelled=True,
            proposed=match is not None,
            right=match is not None and _on_page(match, item.get("page")),
            expected=f"{words} (page {item.get('page')})",
            got=f"{match.value.text[:60]} (page {match.page})" if match else "",
        )
    for other in left:
        yield judged(
            "user entity controls",
            labelled=False,
            proposed=True,
            right=False,
            got=f"{other.value.text[:80]} (page {other.page})",
        )


def _exceptions(reading: ReportReading, labels: Labels) -> Iterator[Judgement]:
    left = list(reading.exceptions)
    for label in labels.get("exceptions") or []:
        match = next((p for p in left if _is_exception(p, label)), None)
        if match:
            left.remove(match)
        yield judged(
            "exceptions",
            labelled=True,
            proposed=match is not None,
            right=match is not None and _tells(match, label),
            expected=f"{label['control']} on {label['pages']}: {label['begins']}",
            got=_told(match) if match else "",
        )
        if match:
            yield judged(
                "criteria of exceptions",
                labelled=True,
                proposed=bool(match.value.criteria),
                right=set(match.value.criteria) == set(label.get("criteria") or []),
                expected=f"{label['control']}: {label.get('criteria')}",
                got=", ".join(match.value.criteria),
            )
    for other in left:
        yield judged("exceptions", labelled=False, proposed=True, right=False, got=_told(other))


def _is_exception(proposed: Proposed[ProposedException], label: Mapping[str, Any]) -> bool:
    return _letters(proposed.value.control) == _letters(label["control"]) or _starts(
        proposed.value.result, label["begins"]
    )


def _tells(proposed: Proposed[ProposedException], label: Mapping[str, Any]) -> bool:
    control = _letters(proposed.value.control) == _letters(label["control"])
    words = _letters(label["begins"])[:_LEAST_WORDS] in _letters(proposed.value.result)
    return control and words and _meets(proposed, label.get("pages") or proposed.pages)


def _told(proposed: Proposed[ProposedException]) -> str:
    told = proposed.value
    return f"{told.control} on {list(proposed.pages)}: {told.result[:80]}"


def _letter(reading: ReportReading, labels: Labels) -> Iterator[Judgement]:
    letter = reading.letter
    for label, name, found in (
        ("from_date", "letter from", letter and letter.covers_from),
        ("to_date", "letter to", letter and letter.covers_until),
        ("dated", "letter dated", letter and letter.dated),
        ("valid_until", "letter valid until", letter and letter.valid_until),
    ):
        if label in labels:
            yield _field(name, labels[label], found.value.isoformat() if found else "")
    if "signed_by" in labels:
        signed = letter.signed_by.value if letter and letter.signed_by else ""
        yield _field("letter signed by", labels["signed_by"], signed, same=_contains)
    ends = (labels.get("for_report") or {}).get("period_end")
    if ends:
        end = letter.report_period_end if letter else None
        yield _field("letter for period to", ends, end.value.isoformat() if end else "")


def _on_page(proposed: Proposed[Any] | None, page: Any) -> bool:
    return page is None or (proposed is not None and page in proposed.pages)


def _meets(proposed: Proposed[Any] | None, pages: Sequence[int]) -> bool:
    return proposed is not None and bool(set(proposed.pages) & set(pages))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _same(one: str, other: str) -> bool:
    return _letters(one) == _letters(other)


def _contains(one: str, other: str) -> bool:
    """Equal, or one with the name of the company or the role before it."""
    a, b = _letters(one), _letters(other)
    return bool(a and b) and (a in b or b in a)


def _begins_alike(one: str, other: str) -> bool:
    a, b = _letters(one), _letters(other)
    return bool(a and b) and (a.startswith(b) or b.startswith(a))


def _starts(text: str, words: str) -> bool:
    """Whether a text begins with these words; a mark or two before them makes no difference."""
    return 0 <= _letters(text).find(_letters(words)) <= 12
