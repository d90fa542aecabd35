"""What people enter about services and reports."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms

from compliance.vendors.models import VendorReport, VendorService
from compliance.vendors.rules import (
    Answer,
    Category,
    Opinion,
    Position,
    ReportKind,
    ReportType,
    ServiceRole,
    SubserviceMethod,
    Topic,
)
from portal.files.uploads import PdfFileField

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LINES = forms.Textarea(attrs={"rows": 3})
RESPONSES = ("response", "no response")


class LinesField(forms.CharField):
    """One entry a line, its parts separated by |, each line turned into a dict by `read`."""

    def __init__(self, read: Callable[[list[str]], dict[str, Any]], **kwargs: Any) -> None:
        self.read = read
        super().__init__(required=False, widget=LINES, **kwargs)

    def clean(self, value: Any) -> Any:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        return [self._entry(number, line) for number, line in enumerate(lines, start=1)]

    def _entry(self, number: int, line: str) -> dict[str, Any]:
        try:
            return self.read([part.strip() for part in line.split("|")])
        except (IndexError, ValueError):
            raise forms.ValidationError(
                f"Line {number} is not in the form shown: “{line.strip()[:60]}”."
            ) from None


def criteria(text: str) -> list[str]:
    """Identifiers parted by commas: "CC6.1, CC6.2"."""
    return [name.strip().upper() for name in text.split(",") if name.strip()]


def _exception(parts: list[str]) -> dict[str, Any]:
    control, names, response = parts
    return {
        "control": control,
        "criteria": criteria(names),
        "has_response": RESPONSES.index(response.lower()) == 0,
    }


def _subservice(parts: list[str]) -> dict[str, Any]:
    name, method, own, names = [*parts, ""][:4]
    return {
        "name": name,
        "method": SubserviceMethod(method.lower().replace("-", "_").replace(" ", "_")).value,
        "own_report": own.lower() == "own report here",
        "criteria": criteria(names),
    }


def _cuec(parts: list[str]) -> dict[str, Any]:
    text, names = [*parts, ""][:2]
    return {"text": text, "criteria": criteria(names)}


class ReportForm(forms.Form):
    """What a person reads from a report. The page shows the file beside it."""

    kind = forms.ChoiceField(choices=[(k.value, k.label) for k in ReportKind], initial="soc_2")
    type = forms.ChoiceField(choices=[(t.value, t.label) for t in ReportType], initial="type_2")
    system_name = forms.CharField(
        max_length=300, label="System", help_text="As the report names it."
    )
    auditor = forms.CharField(max_length=200, label="Service auditor")
    period_start = forms.DateField(
        required=False, widget=DATE, label="Period from", help_text="Empty for Type I."
    )
    period_end = forms.DateField(widget=DATE, label="Period to", help_text="For Type I, the day.")
    report_date = forms.DateField(widget=DATE, label="Date of the report")
    categories = forms.MultipleChoiceField(
        choices=[(c.value, c.label) for c in Category],
        widget=forms.CheckboxSelectMultiple,
        initial=["security"],
        label="Trust services categories",
    )
    # Nothing is preselected: the opinion is read in the report, not left as it came.
    opinion = forms.ChoiceField(
        choices=[("", "Choose"), *((o.value, o.label) for o in Opinion)],
        error_messages={"required": "Say which opinion the report gives."},
    )
    covers_service = forms.BooleanField(
        required=False,
        label="It describes the system and product that are in use",
    )
    regions = forms.CharField(
        required=False,
        label="Regions",
        help_text="Where the report is limited to some: us-east-1, eu-west-1. Empty means all.",
    )
    criteria_not_met = forms.CharField(
        required=False, label="Criteria not met", help_text="Of a qualified opinion: CC6.1, CC7.2"
    )
    exceptions = LinesField(
        _exception,
        label="Exceptions",
        help_text="One a line: control | criteria | response or no response."
        " Such as: AC-07 | CC6.2, CC6.3 | response",
    )
    subservice = LinesField(
        _subservice,
        label="Subservice organisations",
        help_text="One a line: name | carve-out or inclusive | own report here or no report"
        " | criteria",
    )
    cuecs = LinesField(
        _cuec,
        label="Complementary user entity controls (CUECs)",
        help_text="One a line: text | criteria",
    )

    def clean_regions(self) -> list[str]:
        given = self.cleaned_data["regions"].split(",")
        return [name.strip() for name in given if name.strip()]

    def clean_criteria_not_met(self) -> list[str]:
        return criteria(self.cleaned_data["criteria_not_met"])

    @property
    def stated(self) -> dict[str, Any]:
        """The columns of a report that this form states."""
        return {name: self.cleaned_data[name] for name in ReportForm.base_fields}


class NewReportForm(ReportForm):
    """A report with its file, and the bridge letter where there is one."""

    file = PdfFileField(label="The report (PDF)")
    bridge_file = PdfFileField(required=False, label="Bridge letter (PDF)")
    bridge_from = forms.DateField(required=False, widget=DATE, label="Letter covers from")
    bridge_until = forms.DateField(required=False, widget=DATE, label="Letter covers to")
    bridge_by_management = forms.BooleanField(
        required=False, label="The letter is signed by the vendor's management"
    )
    field_order = ("file", *ReportForm.base_fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        parts = [cleaned.get(f"bridge_{name}") for name in ("file", "from", "until")]
        if any(parts) and not all(parts):
            self.add_error("bridge_file", "A bridge letter needs its file, first and last day.")
        return cleaned


def filled_from(report: VendorReport) -> dict[str, Any]:
    """What the form starts from when a stored report is reviewed."""
    values: dict[str, Any] = {name: getattr(report, name) for name in ReportForm.base_fields}
    values["criteria_not_met"] = ", ".join(report.criteria_not_met)
    values["regions"] = ", ".join(report.regions)
    values["exceptions"] = "\n".join(
        f"{e['control']} | {', '.join(e['criteria'])} | "
        f"{'response' if e['has_response'] else 'no response'}"
        for e in report.exceptions
    )
    values["subservice"] = "\n".join(
        f"{s['name']} | {SubserviceMethod(s['method']).label.lower()} | "
        f"{'own report here' if s['own_report'] else 'no report'} | {', '.join(s['criteria'])}"
        for s in report.subservice
    )
    values["cuecs"] = "\n".join(f"{c['text']} | {', '.join(c['criteria'])}" for c in report.cuecs)
    return values


class ServiceForm(forms.Form):
    """A service that the portal's register does not have."""

    vendor = forms.CharField(max_length=100)
    product = forms.CharField(
        max_length=200, help_text="The service as it is bought, such as the edition or tier."
    )
    access_route = forms.CharField(
        max_length=200,
        required=False,
        label="Reached by",
        help_text="The account, contract or endpoint through which it is used.",
    )
    feature = forms.CharField(
        max_length=200, required=False, label="Endpoint or feature", help_text="Those in use."
    )
    region = forms.CharField(
        max_length=200, required=False, help_text="Where it runs, or how that is chosen."
    )
    role = forms.ChoiceField(
        choices=[(role.value, role.label) for role in ServiceRole], label="What it does"
    )


class PositionForm(forms.Form):
    """What a vendor says about one topic, with source and date."""

    topic = forms.ChoiceField(choices=[(t.value, t.question) for t in Topic], label="Question")
    answer = forms.ChoiceField(choices=[(a.value, a.label) for a in Answer])
    says = forms.CharField(widget=LINES, required=False, label="What it says")
    source = forms.CharField(max_length=300, required=False, label="Source")
    as_of = forms.DateField(widget=DATE, required=False, label="Read on")
    verify_by = forms.DateField(widget=DATE, required=False, label="Verify again by")

    def position(self) -> Position:
        """The position as the rules take it."""
        given = self.cleaned_data
        day: date | None = given["as_of"]
        return Position(
            answer=Answer(given["answer"]),
            says=given["says"],
            source=given["source"],
            as_of=day,
            verify_by=given["verify_by"],
        )


class UseForm(forms.Form):
    """Which service of the register an engagement uses, and where."""

    service = forms.ChoiceField(label="Service")
    region = forms.CharField(max_length=100, required=False, label="Region")
    touches_data = forms.BooleanField(
        required=False,
        initial=True,
        label="The client's data is stored in it or passes through it",
    )

    def __init__(self, *args: Any, services: list[VendorService], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.services = {str(service.pk): service for service in services}
        choices = [(pk, f"{s} ({s.does.label})") for pk, s in self.services.items()]
        self.fields["service"] = forms.ChoiceField(choices=choices, label="Service")

    @property
    def chosen(self) -> VendorService:
        """The service that was chosen."""
        return self.services[self.cleaned_data["service"]]
