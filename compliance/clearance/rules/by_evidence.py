"""How a requirement stands that evidence settles: what counts today, what ran out, what is owed."""

from datetime import date, timedelta

from compliance.clearance.rules.line import Line, Standing
from compliance.clearance.rules.papers import Evidence, Requirement, RequirementKind
from compliance.evidence.rules import show_date
from engagements.lifecycle.rules import Party
from portal.accounts.roles import Right

EXPIRY_WARNING_DAYS = 30
"""How many days before its last day something that is met is shown as expiring."""


def stand_by_evidence(requirement: Requirement, papers: list[Evidence], today: date) -> Line:
    """Say how a requirement stands, given every piece of evidence there is for it."""
    counting = [piece for piece in papers if piece.counts]
    in_force = [piece for piece in counting if _first_day(piece) <= today <= _last_day(piece)]
    if in_force:
        piece = max(in_force, key=_last_day)
        return _met(requirement, piece, _unbroken_until(piece, counting), today)
    half_done = [piece for piece in papers if not piece.counts]
    if half_done:
        latest = max(half_done, key=lambda piece: piece.since or date.min)
        return _half_done(requirement, latest, _last_ended(counting, today))
    return _missing(requirement, counting, today)


def _first_day(piece: Evidence) -> date:
    return piece.effective_from or date.max


def _last_day(piece: Evidence) -> date:
    return piece.effective_until or date.max


def _unbroken_until(piece: Evidence, counting: list[Evidence]) -> date:
    # A renewal that begins at the latest on the day after extends what it renews.
    until = _last_day(piece)
    for later in sorted(counting, key=_first_day):
        if until < date.max and _first_day(later) <= until + timedelta(days=1):
            until = max(until, _last_day(later))
    return until


def _met(requirement: Requirement, piece: Evidence, until: date, today: date) -> Line:
    if until == date.max:
        sentence = f"Met by {_within(piece.label)}."
        return Line(requirement=requirement, standing=Standing.MET, sentence=sentence)
    if (until - today).days > EXPIRY_WARNING_DAYS:
        sentence = f"Met by {_within(piece.label)}, until {show_date(until)}."
        return Line(requirement=requirement, standing=Standing.MET, sentence=sentence, until=until)
    return Line(
        requirement=requirement,
        standing=Standing.EXPIRING,
        sentence=(
            f"Met by {_within(piece.label)}, but only until {show_date(until)}. "
            f"{_owed(requirement, 'What follows it')}"
        ),
        holder=requirement.owed_by,
        until=until,
        right=_right(requirement, requirement.owed_by),
        move=piece.move,
    )


def _within(label: str) -> str:
    """The label inside a sentence: "The review of ..." loses its capital, a name keeps it."""
    return label.replace("The ", "the ", 1) if label.startswith("The ") else label


def _half_done(requirement: Requirement, piece: Evidence, last: Evidence | None) -> Line:
    ran_out, ended = _ran_out(last)
    holder = piece.waiting_on or requirement.owed_by
    sentences = [ran_out, _state_of(piece)]
    sentences.append(_with_whom(piece) if piece.waiting_on else _owed(requirement, "It"))
    return Line(
        requirement=requirement,
        standing=Standing.LAPSED if ran_out else Standing.DUE,
        sentence=" ".join(filter(None, sentences)),
        holder=holder,
        since=piece.since,
        ended=ended,
        right=piece.right or _right(requirement, holder),
        move=piece.move,
    )


def _missing(requirement: Requirement, counting: list[Evidence], today: date) -> Line:
    last = _last_ended(counting, today)
    ran_out, ended = _ran_out(last)
    standing = Standing.LAPSED if ran_out else Standing.DUE
    coming = [piece for piece in counting if _first_day(piece) > today]
    if coming:
        piece = min(coming, key=_first_day)
        begins = f"{piece.label} counts from {show_date(_first_day(piece))} on."
        sentence = f"{ran_out} {begins}".strip()
        return Line(requirement=requirement, standing=standing, sentence=sentence, ended=ended)
    sentence = (
        f"{ran_out} {_owed(requirement, 'A new one')}"
        if ran_out
        else f"Not here yet. {_owed(requirement, 'It')}"
    )
    return Line(
        requirement=requirement,
        standing=standing,
        sentence=sentence,
        holder=requirement.owed_by,
        ended=ended,
        right=_right(requirement, requirement.owed_by),
        move=last.move if last else "",
    )


def _last_ended(counting: list[Evidence], today: date) -> Evidence | None:
    ended = [piece for piece in counting if _last_day(piece) < today]
    return max(ended, key=_last_day, default=None)


def _ran_out(piece: Evidence | None) -> tuple[str, date | None]:
    if piece is None:
        return "", None
    return f"{piece.label} counted until {show_date(_last_day(piece))}.", _last_day(piece)


def _state_of(piece: Evidence) -> str:
    if piece.problems:
        return f"{piece.label} does not count. {' '.join(piece.problems)}"
    if piece.accepted:
        return f"{piece.label} does not count, because its first day is not known."
    return f"{piece.label} is {piece.state_words}."


def _with_whom(piece: Evidence) -> str:
    holder = "the portal" if piece.waiting_on is Party.PORTAL else f"the {piece.waiting_on}"
    if piece.since is None:
        return f"It is with {holder}."
    return f"It has been with {holder} since {show_date(piece.since)}."


def _owed(requirement: Requirement, what: str) -> str:
    return f"{what} is owed by the {requirement.owed_by} and settled by {requirement.settled_by}."


def _right(requirement: Requirement, holder: Party) -> Right | None:
    return _RIGHTS.get((requirement.kind, holder))


_RIGHTS = {
    (RequirementKind.PARTNER_BAA, Party.PARTNER): Right.SEND_AGREEMENT,
    (RequirementKind.PARTNER_BAA, Party.CLIENT): Right.SIGN_FOR_CLIENT,
    (RequirementKind.MILESTONES, Party.PARTNER): Right.RECORD_MILESTONE,
    (RequirementKind.MILESTONES, Party.CLIENT): Right.ACCEPT_MILESTONE,
    **{
        (kind, Party.PARTNER): Right.REVIEW_EVIDENCE
        for kind in (
            RequirementKind.VENDOR_BAA,
            RequirementKind.SOC2_REPORT,
            RequirementKind.DPA_REVIEW,
            RequirementKind.RETENTION,
            RequirementKind.PCI_ATTESTATION,
            RequirementKind.QUESTIONNAIRE,
        )
    },
}
