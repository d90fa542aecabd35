"""Agreements as pages show them: the mark of the state, whose turn, what happened, the papers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from compliance.agreements import rules
from compliance.agreements.models import Agreement, AgreementTemplate, PaperCopy, Signature
from compliance.agreements.queries import Turn, source_of, turn_of
from compliance.agreements.rules import AgreementState, Element, Need, Side
from compliance.evidence.rules import show_date
from portal.ui.parts import Event, Fact, Mark, Tone

TONES = {
    AgreementState.PREPARING: Tone.DRAFT,
    AgreementState.SENT: Tone.CURRENT,
    AgreementState.ON_PAPER: Tone.CURRENT,
    AgreementState.CLIENT_SIGNED: Tone.CURRENT,
    AgreementState.COUNTERSIGNED: Tone.CURRENT,
    AgreementState.EXECUTED: Tone.SEALED,
    AgreementState.EXPIRED: Tone.OVERDUE,
}
WORKING = {
    AgreementState.PREPARING: "The portal is making the document. Then it goes to the client.",
    AgreementState.COUNTERSIGNED: "Both have signed. The portal is sealing the executed copy.",
}
PORTAL = "Countersign"
MOST_BLANKS = 6  # that are named among the facts; the trail has them all


@dataclass(frozen=True)
class Row:
    """One agreement in a list."""

    agreement: Agreement
    mark: Mark
    turn: Turn | None


@dataclass(frozen=True)
class Covered:
    """One element of the regulation, and whether some clause of a template fulfils it."""

    element: Element
    is_there: bool
    clauses: tuple[str, ...] = ()

    @property
    def mark(self) -> Mark:
        if self.is_there:
            return Mark("Covered", Tone.MET)
        if self.element.need is Need.REQUIRED:
            return Mark("Missing", Tone.BLOCKED)
        return Mark("Not in it", Tone.NEUTRAL)


@dataclass(frozen=True)
class TemplateRow:
    """A template with its older versions and what it lacks of what the regulation requires."""

    template: AgreementTemplate
    older: tuple[AgreementTemplate, ...]
    required: int
    missing: tuple[Element, ...]


def row_of(agreement: Agreement) -> Row:
    """An agreement as a list shows it."""
    return Row(agreement, mark_of(agreement), turn_of(agreement))


def mark_of(agreement: Agreement) -> Mark:
    """The state in a few words."""
    state = agreement.stands
    return Mark(state.label, TONES.get(state, Tone.NEUTRAL))


def waits_for(agreement: Agreement) -> str:
    """Who is asked to sign for whom, as a sentence; empty when nobody is."""
    side = agreement.turn
    if side is None:
        return ""
    verb = "sign" if side is Side.CLIENT else "countersign"
    # The name of a party may end with a full stop already.
    words = f"{agreement.signatory(side).name} is asked to {verb} for {agreement.party(side)}"
    return f"{words.removesuffix('.')}."


def lead_of(agreement: Agreement) -> str:
    """Where it stands, as a sentence; with the day of its end, if that is known."""
    words = f"This agreement is {agreement.stands.words}"
    last = agreement.term.last_day
    if agreement.ended_on and last:
        return f"{words}. Its last day in force is {show_date(last)}."
    return f"{words}."


def facts_of(agreement: Agreement) -> list[Fact]:
    """Who and what, beside the text."""
    return [
        Fact("Client", agreement.client_name, _signs(agreement, Side.CLIENT)),
        Fact("Partner", agreement.partner_name, _signs(agreement, Side.PARTNER)),
        Fact("Takes effect on", show_date(agreement.effective_on)),
        _in_time(agreement),
        Fact("Sent by", agreement.sender.name),
        Fact("Made from", source_of(agreement)),
        *_blanks(agreement),
        *(
            [Fact("Version", f"{agreement.number} of this agreement")]
            if agreement.follows_id
            else []
        ),
    ]


def happened(
    agreement: Agreement, signatures: Mapping[Side, Signature], paper: PaperCopy | None = None
) -> list[Event]:
    """What happened to an agreement, newest first."""
    events = [*_on_the_way(agreement), *_signed(signatures), *_at_the_end(agreement, paper)]
    return sorted(events, key=lambda event: event.at, reverse=True)


def elements_of(template: AgreementTemplate) -> list[Covered]:
    """Every element there is for this kind of paper, and whether the template has it."""
    return elements_in(template.read)


def elements_in(read: rules.Template) -> list[Covered]:
    """The same of a text that is not entered yet. Names the clauses that fulfil each."""
    where: dict[str, list[str]] = {}
    for clause in read.clauses:
        for name in clause.elements:
            if clause.text:
                where.setdefault(name, []).append(clause.text.split(" ", 1)[0])
    return [
        Covered(one, one.id in where, tuple(where.get(one.id, ())))
        for one in rules.ELEMENTS[read.kind]
    ]


def template_rows(register: list[AgreementTemplate]) -> list[TemplateRow]:
    """The register by template, from every version with the newest first."""
    by_key: dict[str, list[AgreementTemplate]] = {}
    for template in register:
        by_key.setdefault(template.key, []).append(template)
    return [
        TemplateRow(
            template=newest,
            older=tuple(older),
            required=len(rules.required_elements(newest.of_kind)),
            missing=rules.missing_elements(newest.read),
        )
        for newest, *older in by_key.values()
    ]


def _in_time(agreement: Agreement) -> Fact:
    if agreement.executed_on is None:
        return Fact("To be signed until", show_date(agreement.sign_by))
    last = agreement.term.last_day
    until = f" until {show_date(last)}" if last else ""
    return Fact("In force", f"from {show_date(agreement.in_force_from)}{until}")


def _blanks(agreement: Agreement) -> Iterator[Fact]:
    """The blanks of a client's own paper that were said to be meant when it was sent."""
    if blanks := agreement.values.get("blanks"):
        places = ", ".join(f"“{one['words']}” ({one['page']})" for one in blanks[:MOST_BLANKS])
        more = f" and {len(blanks) - MOST_BLANKS} more" if len(blanks) > MOST_BLANKS else ""
        yield Fact("Blanks that are meant", places + more, f"Said by {agreement.sender.name}")


def _signs(agreement: Agreement, side: Side) -> str:
    title = agreement.client_title if side is Side.CLIENT else agreement.partner_title
    name = agreement.signatory(side).name
    verb = "signs" if agreement.executed_on is None else "signed"
    return f"{name}, {title}, {verb}" if title else f"{name} {verb}"


def _on_the_way(agreement: Agreement) -> Iterator[Event]:
    yield Event(agreement.sender.name, "prepared it", agreement.prepared_at)
    if agreement.sent_at:
        yield Event(PORTAL, f"sent it to {agreement.client_signatory.name}", agreement.sent_at)
    for side in Side:
        opened = agreement.opened_at(side)
        if opened:
            yield Event(agreement.signatory(side).name, "opened it for the first time", opened)
    if agreement.paper_asked_at:
        who = agreement.client_signatory.name
        yield Event(who, "asked for it on paper", agreement.paper_asked_at)


def _signed(signatures: Mapping[Side, Signature]) -> Iterator[Event]:
    for side, signature in signatures.items():
        verb = "signed" if side is Side.CLIENT else "countersigned"
        what = f"{verb} as {signature.typed_title} of {signature.organisation}"
        yield Event(signature.typed_name, what, signature.signed_at)


def _at_the_end(agreement: Agreement, paper: PaperCopy | None) -> Iterator[Event]:
    if paper:
        yield Event(paper.recorded_by.name, "recorded a copy signed on paper", paper.recorded_at)
    if paper and paper.confirmed_by and paper.confirmed_at:
        yield Event(paper.confirmed_by.name, "confirmed that copy", paper.confirmed_at)
    if agreement.executed_at:
        yield Event(PORTAL, "sealed it and mailed it to both", agreement.executed_at)
    if agreement.ended_at:
        who = agreement.ended_by.name if agreement.ended_by else PORTAL
        yield Event(who, _END[agreement.stands], agreement.ended_at)


_END = {
    AgreementState.DECLINED: "declined it",
    AgreementState.VOID: "made it void",
    AgreementState.EXPIRED: "closed it: not signed in time",
    AgreementState.REASSIGNED: "passed it on to somebody else",
    AgreementState.REPLACED: "changed it; a new version took its place",
    AgreementState.SUPERSEDED: "put a later agreement in its place",
    AgreementState.TERMINATED: "recorded its end",
}
