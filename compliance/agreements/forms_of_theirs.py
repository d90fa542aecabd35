"""What is asked about the client's own paper."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms

from compliance.agreements import rules
from compliance.agreements.actions import Offer
from compliance.agreements.models import TheirPaper
from compliance.agreements.queries import Signatories
from compliance.agreements.rules import (
    NOTICE,
    AgreementKind,
    Decision,
    Element,
    Judgement,
    NoticeTime,
    required_elements,
)
from portal.accounts.models import User
from portal.files.rules import FileKind
from portal.files.uploads import EvidenceFileField

DATE = {"type": "date"}
LONGEST_WORDS = 600
JUDGEMENTS = (
    (Judgement.HERE.value, "It stands at this place"),
    (Judgement.MISSING.value, "It is missing"),
)
UNITS = tuple((unit, unit) for unit in ("hours", "days", "business days", "weeks", "months"))


class BringForm(forms.Form):
    """The paper itself."""

    file = EvidenceFileField(
        accept={FileKind.PDF, FileKind.DOCX},
        label="The client’s BAA",
        help_text="As a PDF, or as a Word document (DOCX).",
    )


@dataclass(frozen=True)
class Row:
    """One element on the page: what is proposed, and the fields for what a person says."""

    element: Element
    proposal: dict[str, Any]
    sure: str
    carried: dict[str, Any] | None
    is_marked: bool
    judgement: forms.BoundField
    page: forms.BoundField
    words: forms.BoundField

    @property
    def is_around(self) -> bool:
        """Whether what was confirmed reads as it did, and something it depends on does not."""
        return rules.is_around(self.carried)

    @property
    def has_changed(self) -> bool:
        """Whether what was confirmed of the version before reads otherwise now, or is gone."""
        return self.carried is not None and not rules.stands_as_it_was(self.carried)


class ReviewForm(forms.Form):
    """What a person says of each required element, and of the time for the notice of a breach.

    Nothing is chosen beforehand: the place proposed is filled in, that it is right is not. But a
    verdict on the version before is offered again where its words are the same.
    """

    notice_stated = forms.ChoiceField(
        required=False,
        choices=(("yes", "This time is stated"), ("no", "No time is stated")),
        widget=forms.RadioSelect,
        label="Time for the notice of a breach",
    )
    notice_number = forms.IntegerField(required=False, min_value=1, max_value=9999, label="Number")
    notice_unit = forms.ChoiceField(required=False, choices=UNITS, label="Unit")

    def __init__(self, *args: Any, paper: TheirPaper, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(paper)
        super().__init__(*args, **kwargs)
        self._paper = paper
        self._elements = required_elements(AgreementKind.BAA)
        for element in self._elements:
            self.fields[f"judgement-{element.id}"] = forms.ChoiceField(
                required=False, choices=JUDGEMENTS, widget=forms.RadioSelect, label=element.label
            )
            self.fields[f"page-{element.id}"] = forms.IntegerField(
                required=False,
                min_value=1,
                max_value=paper.page_count,
                label=paper.unit.capitalize(),
            )
            self.fields[f"words-{element.id}"] = forms.CharField(
                required=False,
                max_length=LONGEST_WORDS,
                label="Words",
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def rows(self) -> list[Row]:
        """The elements in the order of the regulation."""
        return [self._row(element) for element in self._elements]

    @property
    def decisions(self) -> list[Decision]:
        """Of every element of which something was said."""
        said = self.cleaned_data
        return [
            Decision(
                element.id,
                Judgement(said[f"judgement-{element.id}"]),
                said[f"page-{element.id}"],
                " ".join(said[f"words-{element.id}"].split()),
            )
            for element in self._elements
            if said[f"judgement-{element.id}"]
        ]

    @property
    def notice(self) -> NoticeTime | None:
        """The time as confirmed; None while nobody has said anything of it."""
        said = self.cleaned_data
        if said["notice_stated"] == "yes" and said["notice_number"]:
            return NoticeTime(said["notice_number"], said["notice_unit"])
        return NoticeTime(None) if said["notice_stated"] == "no" else None

    def clean(self) -> dict[str, Any]:
        """A time that is stated has a number."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("notice_stated") == "yes" and not said.get("notice_number"):
            self.add_error("notice_number", "Give the number.")
        return said

    def _row(self, element: Element) -> Row:
        proposal = self._paper.proposals.get(element.id) or {}
        return Row(
            element,
            proposal,
            rules.confidence_words(float(proposal.get("confidence", 0))),
            self._paper.carried.get(element.id),
            element.id in self._paper.marks,
            *(self[f"{name}-{element.id}"] for name in ("judgement", "page", "words")),
        )


class OfferForm(forms.Form):
    """Who signs the client's paper, for whom, from when, and until when."""

    client_name = forms.CharField(max_length=300, label="The client’s legal name")
    partner_name = forms.CharField(max_length=300, label="The partner’s legal name")
    effective_on = forms.DateField(
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
        label="Takes effect on",
        help_text="As the paper says.",
    )
    ends_on = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
        label="Runs until",
        help_text="Leave empty unless the paper names a last day.",
    )
    client_signatory = forms.ChoiceField(label="Signs for the client")
    client_title = forms.CharField(max_length=200, required=False, label="Their title")
    partner_signatory = forms.ChoiceField(label="Countersigns for the partner")
    partner_title = forms.CharField(max_length=200, required=False, label="Their title")
    sign_by = forms.DateField(
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
        label="To be signed until",
        help_text="After this day nobody can sign it any more.",
    )

    reason = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="What is changed, and why",
        help_text="Everybody who was asked to sign reads it.",
    )

    blanks_meant = forms.BooleanField(
        label="I looked at these places: they are meant to stay as they are.",
        error_messages={"required": rules.MEANT},
    )

    def __init__(
        self,
        *args: Any,
        people: Signatories,
        blanks: bool = False,
        asks_why: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["reason"]
        if not blanks:
            del self.fields["blanks_meant"]
        self._people = {str(one.pk): one for one in (*people.client, *people.partner)}
        self._choose("client_signatory", people.client)
        self._choose("partner_signatory", people.partner)

    @property
    def offer(self) -> Offer:
        """All of it, as the action takes it."""
        said = dict(self.cleaned_data)
        for side in ("client_signatory", "partner_signatory"):
            said[side] = self._people[said[side]]
        return Offer(**said)

    def _choose(self, name: str, people: Iterable[User]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (declared above)
        field.choices = [(str(one.pk), f"{one.name}, {one.email}") for one in people]


def _initial(paper: TheirPaper) -> dict[str, object]:
    """What was said before; where nothing was, the place that is proposed, without a verdict."""
    initial: dict[str, object] = {}
    for name, proposal in paper.proposals.items():
        initial |= {f"page-{name}": proposal["page"], f"words-{name}": proposal["words"]}
    initial |= _carried(paper)
    for one in paper.decided:
        initial |= {
            f"judgement-{one.element}": one.judgement.value,
            f"page-{one.element}": one.page,
            f"words-{one.element}": one.words,
        }
    proposed, told = paper.proposed_notice, paper.notice_time or _notice_before(paper)
    if proposed:
        initial |= {"notice_number": proposed["number"], "notice_unit": proposed["unit"]}
    if told is not None:
        initial["notice_stated"] = "no" if told.number is None else "yes"
        initial |= {"notice_number": told.number, "notice_unit": told.unit}
    return initial


def _carried(paper: TheirPaper) -> dict[str, object]:
    """Verdicts on the version before whose words stand as they were, at their new place."""
    initial: dict[str, object] = {}
    for name, found in paper.carried.items():
        if name != NOTICE and rules.stands_as_it_was(found):
            initial |= {
                f"judgement-{name}": Judgement.HERE.value,
                f"page-{name}": found["page"],
                f"words-{name}": found["words"],
            }
    return initial


def _notice_before(paper: TheirPaper) -> NoticeTime | None:
    same = rules.stands_as_it_was(paper.carried.get(NOTICE))
    return paper.follows.notice_time if same and paper.follows else None
