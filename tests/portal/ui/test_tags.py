"""Words for dates, sizes and hashes; pills; fields."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone

from portal.ui.templatetags.ui import (
    file_size,
    initials,
    pill,
    short_hash,
    when,
    words_date,
    words_datetime,
)


class Review(forms.Form):
    """One field of each family of widgets."""

    auditor = forms.CharField(help_text="The firm that signs.")
    kind = forms.ChoiceField(widget=forms.RadioSelect, choices=[("I", "Type I")], help_text="p. 1")
    read = forms.BooleanField()


def rendered(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_a_date_is_written_in_words() -> None:
    assert words_date(date(2026, 11, 22)) == "22 November 2026"


def test_a_time_is_told_with_its_zone() -> None:
    with timezone.override("Europe/Berlin"):
        assert words_datetime(datetime(2026, 11, 22, 14, 5, tzinfo=UTC)) == (
            "22 November 2026, 15:05 CET"
        )


def test_a_moment_is_also_there_for_machines() -> None:
    assert 'datetime="2026-11-22"' in when(date(2026, 11, 22))


@pytest.mark.parametrize("nothing", [words_date, words_datetime, when, file_size, short_hash])
def test_what_is_not_known_is_left_out(nothing: object) -> None:
    assert callable(nothing)
    assert nothing(None) == ""


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 byte"),
        (999, "999 bytes"),
        (38_200, "38 KB"),
        (4_210_000, "4.2 MB"),
        (52_000_000, "52 MB"),
        (999_700, "1.0 MB"),
    ],
)
def test_a_size_is_told_as_file_managers_do(size: int, words: str) -> None:
    assert file_size(size) == words


def test_a_hash_is_shortened_to_both_its_ends() -> None:
    assert short_hash("9f86d081" + "0" * 48 + "0f00a08f") == "9f86d081…0f00a08f"


@pytest.mark.parametrize(
    ("name", "letters"), [("Dr Miriam Okafor", "DO"), ("elena@x.example", "EX"), ("", "")]
)
def test_a_person_has_up_to_two_letters(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_pill_escapes_its_words() -> None:
    assert "&lt;b&gt;" in pill("<b>", "met")


def test_a_tone_nobody_defined_is_refused() -> None:
    with pytest.raises(ValueError, match="purple"):
        pill("Met", "purple")


def test_a_field_ties_label_help_and_error_to_its_input() -> None:
    html = rendered("{% field form.auditor %}", form=Review({}))

    assert '<label class="field-label" for="id_auditor">Auditor</label>' in html
    assert 'id="id_auditor_helptext"' in html
    assert 'id="id_auditor_error"' in html
    assert 'aria-describedby="id_auditor_helptext id_auditor_error"' in html
    assert 'aria-invalid="true"' in html


def test_radio_buttons_are_a_group_with_a_name() -> None:
    html = rendered("{% field form.kind %}", form=Review())

    assert "<fieldset" in html
    assert '<legend class="field-label">Kind</legend>' in html
    assert 'aria-describedby="id_kind_helptext"' in html


def test_a_refused_form_says_that_nothing_was_saved_and_keeps_what_was_typed() -> None:
    html = rendered("{% form_fields form %}", form=Review({"auditor": "Hale & Partners"}))

    assert "Nothing was saved" in html
    assert 'value="Hale &amp; Partners"' in html


def test_only_the_named_fields_are_shown() -> None:
    html = rendered("{% form_fields form 'auditor read' %}", form=Review())

    assert "id_auditor" in html
    assert "id_kind" not in html
