"""Asking a vendor for a report: what is asked for, until when, and how that stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from compliance.evidence.rules import show_date
from engagements.lifecycle.rules import Refused

USUAL_DAYS = 21
"""How much time a vendor is given where it promised no day."""
NUDGE_DAYS = 7
"""How often whoever asked is reminded of what is late."""

REST_BETWEEN = timedelta(hours=24)


class RequestRefused(Refused):
    """A request cannot be kept, or changed, like this; says why."""


class Wanted(StrEnum):
    """What a vendor is asked for."""

    SOC2_TYPE_II = "soc_2_type_2"
    SOC2_TYPE_I = "soc_2_type_1"
    SOC1 = "soc_1"
    SOC3 = "soc_3"
    BRIDGE_LETTER = "bridge_letter"

    @property
    def label(self) -> str:
        """It as people read it."""
        return _WANTED[self]


class Nda(StrEnum):
    """What is known of the NDA under which vendors give reports."""

    NONE = "none"
    HERE = "here"
    ELSEWHERE = "elsewhere"
    NOT_ASKED = "not_asked"

    @property
    def label(self) -> str:
        """It as people read it."""
        return _NDAS[self]


class RequestState(StrEnum):
    """Where a request stands: computed for the first two, recorded for the others."""

    ASKED = "asked"
    LATE = "late"
    RECEIVED = "received"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state as people read it."""
        return self.value.capitalize()

    @property
    def is_open(self) -> bool:
        """Whether the vendor still owes an answer."""
        return self in {RequestState.ASKED, RequestState.LATE}


@dataclass(frozen=True, kw_only=True)
class RequestFacts:
    """What is there of a request; days are inclusive. `ended_as` is None while it is open."""

    wanted: Wanted
    contact_email: str
    contact_url: str
    asked_on: date
    expected_on: date
    period_from: date | None = None
    period_until: date | None = None
    nda: Nda = Nda.NONE
    nda_on: date | None = None
    has_nda_file: bool = False
    ended_as: RequestState | None = None


def request_state(asked: RequestFacts, *, today: date) -> RequestState:
    """Say how a request stands; on the day on which it is expected it is not late yet."""
    if asked.ended_as is not None:
        return asked.ended_as
    return RequestState.LATE if asked.expected_on < today else RequestState.ASKED


def request_words(asked: RequestFacts, *, today: date) -> str:
    """The state in a line: "asked 3 November 2026, due 24 November 2026, late"."""
    state = request_state(asked, today=today)
    begun = f"asked {show_date(asked.asked_on)}"
    if not state.is_open:
        return f"{begun}, {state}"
    late = ", late" if state is RequestState.LATE else ""
    return f"{begun}, due {show_date(asked.expected_on)}{late}"


def check_request(asked: RequestFacts, *, today: date) -> None:
    """Refuse, for every reason at once, a request that nobody could follow."""
    RequestRefused.if_any(_problems(asked, today))


def check_expected(asked: RequestFacts, expected_on: date, *, today: date) -> None:
    """Refuse another day for a request that is over, and a day that is over."""
    check_request_open(asked)
    if expected_on < today:
        raise RequestRefused("The vendor cannot have promised a day that is over.")


def check_request_open(asked: RequestFacts) -> None:
    """Refuse to go on with a request that is over."""
    if asked.ended_as is not None:
        raise RequestRefused(f"This request was {asked.ended_as} already.")


def check_reason(reason: str) -> None:
    """Refuse to end a request without saying why."""
    if not reason.strip():
        raise RequestRefused("Say why, so that nobody asks the vendor once more in vain.")


def check_letter(words: str, *, last: datetime | None, at: datetime) -> None:
    """Refuse an empty letter, and one to a vendor that was written to within a day."""
    if not words.strip():
        raise RequestRefused("Write what the vendor is to read.")
    if last is not None and at - last < REST_BETWEEN:
        raise RequestRefused("The vendor was written to less than a day ago. Give it some time.")


def nudge_is_due(asked: RequestFacts, *, today: date, nudged_on: date | None) -> bool:
    """Whether whoever asked is told today that it is late: on the first day, then weekly."""
    if request_state(asked, today=today) is not RequestState.LATE:
        return False
    if nudged_on is None or nudged_on <= asked.expected_on:
        return True
    return today - nudged_on >= timedelta(days=NUDGE_DAYS)


def draft_letter(
    asked: RequestFacts,
    *,
    contact: str,
    product: str,
    by: str,
    partner: str,
    is_reminder: bool,
) -> str:
    """Propose what to write to the vendor; a person changes it as they like, and sends it."""
    what = f"{asked.wanted.label} on {product}{_period(asked)}"
    greeting = f"Dear {contact}," if contact else "Hello,"
    if is_reminder:
        said = (
            f"On {show_date(asked.asked_on)} we asked you for the {what}. It was expected by "
            f"{show_date(asked.expected_on)} and has not reached us yet. Could you tell us by "
            "when we may expect it?"
        )
    else:
        said = (
            f"For our review of {product} as a vendor service we ask you for the newest {what}. "
            f"{_under(asked)} Please let us have it by {show_date(asked.expected_on)}, or "
            "tell us where we can get it."
        )
    return f"{greeting}\n\n{said}\n\n{by}\n{partner}"


def _problems(asked: RequestFacts, today: date) -> Iterator[str]:
    if not (asked.contact_email or asked.contact_url):
        yield "Say whom you asked: an e-mail address, or the address of the vendor's portal."
    if asked.asked_on > today:
        yield "It cannot have been asked for on a day that is still to come."
    if asked.expected_on < asked.asked_on:
        yield "It cannot be expected before it was asked for."
    first, last = asked.period_from, asked.period_until
    if first and last and first > last:
        yield "The period ends before it begins."
    if asked.nda is Nda.HERE and not asked.has_nda_file:
        yield "Attach the NDA, or say that it is held elsewhere."
    if asked.nda in {Nda.HERE, Nda.ELSEWHERE} and asked.nda_on is None:
        yield "Say of which day the NDA is."


def _period(asked: RequestFacts) -> str:
    if asked.period_from and asked.period_until:
        first, last = show_date(asked.period_from), show_date(asked.period_until)
        return f" for the period {first} to {last}"
    return ""


def _under(asked: RequestFacts) -> str:
    if asked.nda in {Nda.HERE, Nda.ELSEWHERE} and asked.nda_on:
        return f"Our non-disclosure agreement of {show_date(asked.nda_on)} covers it."
    return "If you give it under a non-disclosure agreement only, please send us that first."


_WANTED = {
    Wanted.SOC2_TYPE_II: "SOC 2 Type II report",
    Wanted.SOC2_TYPE_I: "SOC 2 Type I report",
    Wanted.SOC1: "SOC 1 report",
    Wanted.SOC3: "SOC 3 report",
    Wanted.BRIDGE_LETTER: "bridge letter",
}

_NDAS = {
    Nda.NONE: "No NDA is on file",
    Nda.HERE: "Signed, and attached here",
    Nda.ELSEWHERE: "Signed, and held elsewhere",
    Nda.NOT_ASKED: "The vendor asks for none",
}
