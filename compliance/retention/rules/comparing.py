"""Comparing a captured answer with what is claimed: path by path, and never by silence."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any

from compliance.retention.rules.captured import CaptureRefused
from compliance.retention.rules.paths import check_path, values_at

LONGEST_SHOWN = 120


class Verdict(StrEnum):
    """What a captured answer says to the claim."""

    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    CANNOT_TELL = "cannot_tell"

    @property
    def label(self) -> str:
        """The verdict as people read it."""
        return _VERDICT_LABELS[self]


class Absent(StrEnum):
    """What it means when a value is not in the answer."""

    UNKNOWN = "unknown"
    CONTRADICTS = "contradicts"
    FINE = "fine"


class AccountMatch(StrEnum):
    """Whether the answer is about the account that is claimed."""

    SAME = "same"
    DIFFERS = "differs"
    NOT_NAMED = "not_named"

    @property
    def label(self) -> str:
        """The match as people read it."""
        return _MATCH_LABELS[self]


@dataclass(frozen=True, kw_only=True)
class Check:
    """One value that has to agree. `any_of` empty: it only has to be there."""

    path: str
    any_of: tuple[Any, ...] = ()
    unknown: tuple[Any, ...] = ()
    absent: Absent = Absent.UNKNOWN


@dataclass(frozen=True, kw_only=True)
class ReadingRule:
    """How one answer of one settings call is read: dated data, from `source`.

    `keeps_nothing` says whether agreement shows that no prompt and no answer is kept. `accounts`
    are paths that name the account, project or resource.
    """

    key: str
    vendor: str
    claim: str
    call: str
    keeps_nothing: bool
    checks: tuple[Check, ...]
    shape: tuple[Check, ...] = ()
    accounts: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    note: str = ""
    source: str = ""
    as_of: date | None = None


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One path: what was expected there, what was found, and what follows."""

    path: str
    expected: str
    found: str
    verdict: Verdict


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A captured answer beside the claim. `because` says in a sentence why the verdict is so."""

    verdict: Verdict
    because: str
    compared: tuple[Compared, ...]
    account: AccountMatch
    account_found: str = ""


def compare(rule: ReadingRule, document: Any, *, account: str) -> Comparison:
    """Compare an answer with the claim of a rule, and its account with the one claimed.

    What is about another account shows nothing of this one. What does not have the shape of the
    call's answer shows nothing at all. One value that contradicts outweighs all that agree.
    """
    match, named = _account(rule, document, account)
    compared = tuple(_look(check, document) for check in (*rule.shape, *rule.checks))
    verdict, because = _conclude(rule, compared)
    if match is AccountMatch.DIFFERS:
        verdict = Verdict.CANNOT_TELL
        because = f"It names “{named}” and not “{account}”, so it shows nothing of the latter."
    return Comparison(
        verdict=verdict, because=because, compared=compared, account=match, account_found=named
    )


def written_down(path: str, value: str, *, claim: str, source: str) -> ReadingRule:
    """The rule for "the value at `path` is `value`", as a reviewer wrote it down beforehand.

    `value` is a value of JSON: false, "none", 0. Refused with `CaptureRefused` when it is not, or
    the path cannot be followed.
    """
    check_path(path)
    check = Check(path=path, any_of=(_literal(value),))
    return ReadingRule(
        key="", vendor="", claim=claim, call=source, keeps_nothing=False, checks=(check,)
    )


def shown(value: Any) -> str:
    """A value as it stands in JSON, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def _literal(value: str) -> Any:
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        found = [value]
    if isinstance(found, list | dict) or _is_broken(found):
        raise CaptureRefused(
            f"“{value[:60]}” is not one value of JSON. Write false, true, a number, or text in "
            'quotation marks: "none".'
        )
    return found


def _is_broken(found: Any) -> bool:
    """Half of a surrogate pair, or what JSON has no number for: nothing that can be stored."""
    if isinstance(found, str):
        return any("\ud800" <= char <= "\udfff" for char in found)
    return isinstance(found, float) and not isfinite(found)


def _look(check: Check, document: Any) -> Compared:
    found = values_at(document, check.path)
    return Compared(
        path=check.path,
        expected=" or ".join(shown(one) for one in check.any_of) or "anything",
        found=", ".join(shown(one) for one in found[:4]) or "not there",
        verdict=_verdict(check, found),
    )


def _verdict(check: Check, found: Sequence[Any]) -> Verdict:
    if not found:
        return _WHEN_ABSENT[check.absent]
    if not check.any_of:
        return Verdict.AGREES
    agreeing = {_same(one) for one in check.any_of}
    unsettled = {_same(one) for one in check.unknown}
    said = {_same(one) for one in found}
    if said - agreeing - unsettled:
        return Verdict.CONTRADICTS
    return Verdict.CANNOT_TELL if said & unsettled else Verdict.AGREES


def _same(value: Any) -> str:
    # In Python 1, 1.0 and True are equal; in JSON they are three values.
    return json.dumps(value, sort_keys=True)


def _conclude(rule: ReadingRule, compared: tuple[Compared, ...]) -> tuple[Verdict, str]:
    shape, checks = compared[: len(rule.shape)], compared[len(rule.shape) :]
    if any(one.verdict is not Verdict.AGREES for one in shape):
        return Verdict.CANNOT_TELL, f"It does not look like the answer of {rule.call}."
    for verdict in (Verdict.CONTRADICTS, Verdict.CANNOT_TELL):
        against = [one for one in checks if one.verdict is verdict]
        if against:
            return verdict, " ".join(_said(one) for one in against)
    return Verdict.AGREES, f"{rule.claim}: every value that was looked at says so."


def _said(one: Compared) -> str:
    if one.found == "not there":
        return f"There is no value at “{one.path}”, where {one.expected} is expected."
    return f"“{one.path}” says {one.found}, where {one.expected} is expected."


def _account(rule: ReadingRule, document: Any, account: str) -> tuple[AccountMatch, str]:
    values = [one for path in rule.accounts for one in values_at(document, path)]
    named = [one for one in values if isinstance(one, str) and one.strip()]
    if not named:
        return AccountMatch.NOT_NAMED, ""
    wanted = account.strip().casefold()
    for one in named:
        if wanted in {one.casefold(), *one.casefold().split("/")}:
            return AccountMatch.SAME, one
    return AccountMatch.DIFFERS, named[0]


_WHEN_ABSENT = {
    Absent.UNKNOWN: Verdict.CANNOT_TELL,
    Absent.CONTRADICTS: Verdict.CONTRADICTS,
    Absent.FINE: Verdict.AGREES,
}
_VERDICT_LABELS = {
    Verdict.AGREES: "Agrees with the claim",
    Verdict.CONTRADICTS: "Contradicts the claim",
    Verdict.CANNOT_TELL: "Cannot be told from it",
}
_MATCH_LABELS = {
    AccountMatch.SAME: "the same as claimed",
    AccountMatch.DIFFERS: "another than claimed",
    AccountMatch.NOT_NAMED: "not named in it",
}
