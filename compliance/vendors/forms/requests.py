"""Whom a vendor's report was asked of, and when."""

from datetime import date, timedelta
from typing import Any

from django import forms

from compliance.vendors.forms import DATE
from compliance.vendors.models import ReportRequest, ReportUpload, VendorReport
from compliance.vendors.rules.requests import USUAL_DAYS, Nda, Wanted
from portal.files.uploads import PdfFileField

STATED = (
    *("wanted", "period_from", "period_until", "contact_name", "contact_email", "contact_url"),
    *("asked_on", "expected_on", "nda", "nda_on", "note"),
)


class RequestForm(forms.Form):
    """A request; where the vendor was asked before, filled with what was known then."""

    wanted = forms.ChoiceField(
        choices=[(w.value, w.label[0].upper() + w.label[1:]) for w in Wanted],
        label="What is asked for",
    )
    contact_name = forms.CharField(max_length=200, required=False, label="Whom at the vendor")
    contact_email = forms.EmailField(required=False, label="Their e-mail address")
    contact_url = forms.URLField(
        max_length=1000,
        required=False,
        assume_scheme="https",
        label="Or the address of the vendor's portal",
    )
    asked_on = forms.DateField(widget=DATE, label="Asked on")
    expected_on = forms.DateField(
        widget=DATE,
        label="Expected by",
        help_text="The day that the vendor promised, or until which you wait.",
    )
    period_from = forms.DateField(
        widget=DATE, required=False, label="For the period from", help_text="Empty: the newest."
    )
    period_until = forms.DateField(widget=DATE, required=False, label="For the period to")
    nda = forms.ChoiceField(
        choices=[(n.value, n.label) for n in Nda], label="Non-disclosure agreement (NDA)"
    )
    nda_on = forms.DateField(widget=DATE, required=False, label="NDA of")
    nda_file = PdfFileField(required=False, label="The NDA (PDF)")
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        before: ReportRequest | None,
        today: date,
    ) -> None:
        dates = {"asked_on": today, "expected_on": today + timedelta(days=USUAL_DAYS)}
        super().__init__(data, files, initial=dates | _known(before))

    @property
    def stated(self) -> dict[str, Any]:
        """The columns of a request that this form states."""
        return {name: self.cleaned_data[name] for name in STATED}


class CameInForm(forms.Form):
    """Which document or report is what was asked for."""

    came = forms.ChoiceField(label="What came in")

    def __init__(
        self, data: Any = None, *, uploads: list[ReportUpload], reports: list[VendorReport]
    ) -> None:
        super().__init__(data)
        self.uploads = {str(one.pk): one for one in uploads}
        self.reports = {str(one.pk): one for one in reports}
        found = (*self.uploads.items(), *self.reports.items())
        self.fields["came"] = forms.ChoiceField(
            label="What came in", choices=[(pk, str(one)) for pk, one in found]
        )


def _known(before: ReportRequest | None) -> dict[str, Any]:
    if before is None:
        return {}
    known = {name: getattr(before, name) for name in STATED if name.startswith("contact_")}
    nda = Nda.ELSEWHERE if before.nda == Nda.HERE else Nda(before.nda)
    return known | {"nda": nda.value, "nda_on": before.nda_on}
