"""The forms of the gallery: one field for each kind of widget, and times to choose from."""

from datetime import date

from django import forms

from portal.ui.parts import Slot, SlotDay


class GalleryForm(forms.Form):
    """One field for each kind of widget."""

    report_type = forms.ChoiceField(
        label="Type of report",
        widget=forms.RadioSelect,
        choices=[
            ("I", "Type I: design of the controls on one day"),
            ("II", "Type II: operation over a period"),
        ],
        help_text="It stands on the first page of the auditor's opinion.",
    )
    period_start = forms.DateField(
        label="First day of the period", widget=forms.DateInput(attrs={"type": "date"})
    )
    criteria = forms.MultipleChoiceField(
        label="Trust services criteria",
        widget=forms.CheckboxSelectMultiple,
        choices=[("sec", "Security"), ("avail", "Availability"), ("conf", "Confidentiality")],
    )
    auditor = forms.CharField(label="Service auditor", help_text="The firm that signs the opinion.")
    opinion = forms.ChoiceField(
        label="Opinion", choices=[("", "Choose"), ("u", "Unqualified"), ("q", "Qualified")]
    )
    report = forms.FileField(label="Report", help_text="A PDF of up to 50 MB.")
    note = forms.CharField(label="Note for the second reviewer", widget=forms.Textarea)
    confirmed = forms.BooleanField(label="I have read the section on exceptions.")


def refused_form() -> GalleryForm:
    """The form as it comes back when something is missing."""
    return GalleryForm(
        {"report_type": "II", "auditor": "", "opinion": "u", "note": "Bridge letter asked for."}
    )


def slot_days() -> tuple[SlotDay, ...]:
    """Three days of a partner's calendar."""
    times = ("09:00", "09:30", "10:30", "13:00", "14:30", "16:00")
    return tuple(
        SlotDay(
            date(2026, 11, day),
            tuple(Slot(f"2026-11-{day}T{time}Z", time) for time in times[: 7 - index * 2]),
        )
        for index, day in enumerate((24, 25, 26))
    )
