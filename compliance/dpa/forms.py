"""The document of a DPA review, and the verdict on each item."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from django import forms

from compliance.dpa.models import DpaProposal
from compliance.dpa.rules import ITEMS, Item, Judgement, RoundOutcome, Verdict
from compliance.vendors.models import VendorService
from portal.files.uploads import PdfFileField

ROWS = {"rows": 2}


class NewReviewForm(forms.Form):
    """Which service's DPA is read, and the document as it came."""

    service = forms.ChoiceField(label="Service")
    document = forms.CharField(
        max_length=200, label="Document", help_text="Title and version, as printed on it."
    )
    dated = forms.DateField(
        required=False,
        label="Dated",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    file = PdfFileField(label="The DPA (PDF)")

    def __init__(self, *args: Any, services: list[VendorService], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.services = {str(service.pk): service for service in services}
        choices = [(pk, str(service)) for pk, service in self.services.items()]
        self.fields["service"] = forms.ChoiceField(choices=choices, label="Service")

    @property
    def chosen(self) -> VendorService:
        """The service that was chosen."""
        return self.services[self.cleaned_data["service"]]

    @property
    def dated_on(self) -> date | None:
        """The date on the document, where there is one."""
        found: date | None = self.cleaned_data["dated"]
        return found


class VerdictForm(forms.Form):
    """What was found of one item; empty as long as nothing was judged."""

    verdict = forms.ChoiceField(required=False, widget=forms.RadioSelect, label="Verdict")
    words = forms.CharField(
        required=False, widget=forms.Textarea(attrs=ROWS), label="Words it rests on"
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=5000, label="Page")
    note = forms.CharField(required=False, widget=forms.Textarea(attrs=ROWS), label="Note")
    condition = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs=ROWS),
        label="What has to be done",
        help_text="For what is not fully there.",
    )

    def __init__(self, data: Any, *, item: Item, initial: dict[str, Any]) -> None:
        super().__init__(data, prefix=item.id, initial=initial)
        self.item = item
        allowed = [v for v in Verdict if item.may_not_apply or v is not Verdict.NOT_APPLICABLE]
        self.fields["verdict"] = forms.ChoiceField(
            choices=[(v.value, v.label) for v in allowed],
            required=False,
            widget=forms.RadioSelect,
            label="Verdict",
        )

    @property
    def judgement(self) -> Judgement | None:
        """The verdict as the rules take it; None while there is none."""
        given = self.cleaned_data
        if not given["verdict"]:
            return None
        return Judgement(
            item_id=self.item.id,
            verdict=Verdict(given["verdict"]),
            words=given["words"],
            page=given["page"],
            note=given["note"],
            condition=given["condition"],
        )


class RoundForm(forms.Form):
    """What was asked of the vendor or answered, and what came of it."""

    words = forms.CharField(widget=forms.Textarea(attrs=ROWS), label="What was asked or answered")
    outcome = forms.ChoiceField(
        choices=[(one.value, one.label) for one in RoundOutcome], label="What came of it"
    )

    @property
    def came_to(self) -> RoundOutcome:
        """The outcome that was chosen."""
        return RoundOutcome(self.cleaned_data["outcome"])


def verdict_forms(
    data: Any,
    judgements: list[Judgement],
    proposals: Mapping[str, DpaProposal] = MappingProxyType({}),
) -> list[VerdictForm]:
    """One form an item of the checklist, filled from what was sent or else from what is stored.

    Where nothing is stored, the words and the page of the best proposal stand ready; they are kept
    only with a verdict.
    """
    stored = {judgement.item_id: judgement for judgement in judgements}
    return [
        VerdictForm(data, item=item, initial=_shown(stored.get(item.id), proposals.get(item.id)))
        for item in ITEMS
    ]


def _shown(judgement: Judgement | None, proposal: DpaProposal | None) -> dict[str, Any]:
    if judgement is None:
        best = proposal.places[0] if proposal and proposal.places else {}
        return {"words": best.get("words", ""), "page": best.get("page")}
    return {
        "verdict": judgement.verdict.value,
        "words": judgement.words,
        "page": judgement.page,
        "note": judgement.note,
        "condition": judgement.condition,
    }
