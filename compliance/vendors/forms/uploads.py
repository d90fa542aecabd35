"""What people confirm of a document that was read: every proposal by itself."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from compliance.evidence.rules import show_date
from compliance.vendors.forms import DATE, LINES, ReportForm, criteria
from compliance.vendors.models import ReportRequest, VendorReport
from compliance.vendors.rules import SubserviceMethod
from portal.files.uploads import PdfFileField

KEEP, DROP = "keep", "drop"
DECISIONS = [(KEEP, "Confirmed, as it stands here"), (DROP, "Not one: leave it out")]
SINGLE = {
    "kind": "kind",
    "type": "type",
    "system_name": "system",
    "auditor": "auditor",
    "period_start": "period",
    "period_end": "period",
    "report_date": "report_date",
    "categories": "categories",
    "opinion": "opinion",
    "criteria_not_met": "criteria_not_met",
}
"""Which proposal each field of the form starts from."""

_COMPARED = "I have compared it with the page"


class UploadForm(forms.Form):
    """A document of a vendor, to be read."""

    file = PdfFileField(
        label="The document (PDF)",
        help_text="A SOC report or a bridge letter. Its text is read in the background, and every"
        " fact is proposed with the page it stands on.",
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, asked: Sequence[ReportRequest] = ()
    ) -> None:
        super().__init__(data, files)
        self.asked = {str(one.pk): one for one in asked}
        if asked:
            self.fields["answers"] = forms.ChoiceField(
                required=False,
                label="It is the answer to",
                choices=[
                    ("", "No request"),
                    *((pk, _named(one)) for pk, one in self.asked.items()),
                ],
                initial=str(asked[0].pk) if len(asked) == 1 else "",
            )

    @property
    def answered(self) -> ReportRequest | None:
        """The request that this document is the answer to."""
        return self.asked.get(self.cleaned_data.get("answers", ""))


class ConfirmForm(ReportForm):
    """The facts of a report, prefilled with proposals, each to be confirmed or corrected."""

    def __init__(self, data: Any = None, *, proposals: Mapping[str, Any]) -> None:
        super().__init__(data, initial=_initial(proposals))
        self.proposed = {
            name: proposals[key] for name, key in SINGLE.items() if proposals.get(key) is not None
        }
        for name in self.proposed:
            self.fields[f"compared_{name}"] = forms.BooleanField(
                label=_COMPARED, error_messages={"required": "Compare it with the page first."}
            )
        for name, what in (
            ("exceptions", "exceptions"),
            ("subservice", "subservice organisations"),
            ("cuecs", "user entity controls"),
        ):
            self.fields[name].label = f"Further {what}, which were not found"

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each field with its proposal and the box that confirms it."""
        return [
            {
                "field": self[name],
                "proposal": self.proposed.get(name),
                "compared": self[f"compared_{name}"] if name in self.proposed else None,
            }
            for name in ReportForm.base_fields
            if name not in {"exceptions", "subservice", "cuecs"}
        ]


class _Decided(forms.Form):
    """One proposal of a list, to be kept or left out."""

    decision = forms.ChoiceField(
        choices=DECISIONS,
        widget=forms.RadioSelect,
        label="Is it one?",
        error_messages={"required": "Confirm it or leave it out."},
    )
    page = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def is_kept(self) -> bool:
        """Whether a person confirmed it."""
        return bool(self.cleaned_data.get("decision") == KEEP)

    def clean_criteria(self) -> list[str]:
        return criteria(self.cleaned_data["criteria"])


class ExceptionForm(_Decided):
    """One proposed exception."""

    control = forms.CharField(max_length=60, required=False)
    criteria = forms.CharField(max_length=300, required=False)
    result = forms.CharField(widget=LINES, label="What the auditor found")
    response = forms.CharField(widget=LINES, required=False, label="Response of management")
    test = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def entry(self) -> dict[str, Any]:
        """The exception as a report keeps it."""
        given = self.cleaned_data
        names = ("control", "criteria", "result", "test", "response", "page")
        return {name: given[name] for name in names} | {"has_response": bool(given["response"])}


class CuecForm(_Decided):
    """One proposed user entity control."""

    text = forms.CharField(widget=LINES, label="What is left to user entities")
    criteria = forms.CharField(max_length=300, required=False)
    number = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def entry(self) -> dict[str, Any]:
        """The control as a report keeps it."""
        return {name: self.cleaned_data[name] for name in ("text", "criteria", "number", "page")}


class SubserviceForm(_Decided):
    """One proposed subservice organisation."""

    name = forms.CharField(max_length=200)
    method = forms.ChoiceField(choices=[(m.value, m.label) for m in SubserviceMethod])
    own_report = forms.BooleanField(required=False, label="A current report of its own is here")
    criteria = forms.CharField(max_length=300, required=False, label="Criteria it answers for")

    @property
    def entry(self) -> dict[str, Any]:
        """The organisation as a report keeps it."""
        names = ("name", "method", "own_report", "criteria", "page")
        return {name: self.cleaned_data[name] for name in names}


class LetterForm(forms.Form):
    """What a bridge letter says, and which report it is about."""

    report = forms.ModelChoiceField(VendorReport.objects.none(), label="The report it is about")
    covers_from = forms.DateField(widget=DATE, label="Letter covers from")
    covers_until = forms.DateField(widget=DATE, label="Letter covers to")
    by_management = forms.BooleanField(
        required=False, label="It is signed by the vendor's management"
    )
    compared = forms.BooleanField(
        label=_COMPARED, error_messages={"required": "Compare it with the page first."}
    )

    def __init__(self, data: Any, *, proposals: Mapping[str, Any], reports: Any) -> None:
        letter = proposals.get("letter") or {}
        first, last = letter.get("covers_from"), letter.get("covers_until")
        initial = {
            "covers_from": first and first["value"],
            "covers_until": last and last["value"],
            "by_management": bool(letter.get("signed_by")) and not letter.get("by_auditor"),
        }
        super().__init__(data, initial=initial)
        field = self.fields["report"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - as declared above
        field.queryset = reports


class Lists:
    """The lists of proposals, each entry a form of its own."""

    def __init__(self, data: Any, proposals: Mapping[str, Any]) -> None:
        self.exceptions = _set(ExceptionForm, "exception", data, proposals.get("exceptions", []))
        self.cuecs = _set(CuecForm, "cuec", data, proposals.get("cuecs", []))
        self.subservice = _set(SubserviceForm, "sub", data, proposals.get("subservice", []))

    def is_valid(self) -> bool:
        """Whether every entry was decided."""
        sets = (self.exceptions, self.cuecs, self.subservice)
        valid = [bool(one.is_valid()) for one in sets]  # all of them, so that each shows errors
        return all(valid)

    @property
    def kept(self) -> dict[str, list[dict[str, Any]]]:
        """What was confirmed, by column of a report."""
        sets = {
            "exceptions": self.exceptions,
            "cuecs": self.cuecs,
            "subservice": self.subservice,
        }
        return {
            name: [form.entry for form in forms_ if form.is_kept] for name, forms_ in sets.items()
        }


def _set(form: type[forms.Form], prefix: str, data: Any, proposed: Sequence[Any]) -> Any:
    maker = forms.formset_factory(form, extra=0, max_num=len(proposed))
    return maker(data, prefix=prefix, initial=[_entry(one) for one in proposed])


def _entry(proposal: Mapping[str, Any]) -> dict[str, Any]:
    value = dict(proposal["value"])
    value["criteria"] = ", ".join(value.get("criteria", []))
    return value | {"page": proposal["places"][0]["page"]}


def _named(asked: ReportRequest) -> str:
    return f"The request of {show_date(asked.asked_on)}: {asked.wants.label}"


def _initial(proposals: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: proposals[key]["value"] for name, key in SINGLE.items() if proposals.get(key)}
    if "period_end" in found:
        found["period_start"] = found["period_end"]["first"]
        found["period_end"] = found["period_end"]["last"]
    if "criteria_not_met" in found:
        found["criteria_not_met"] = ", ".join(found["criteria_not_met"])
    return found
