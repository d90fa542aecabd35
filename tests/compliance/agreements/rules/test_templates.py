"""Templates are read strictly, sent only when complete, and filled without surprises."""

from datetime import date

import pytest

from compliance.agreements import library
from compliance.agreements.rules import elements, particulars, templates
from compliance.agreements.rules.states import AgreementKind
from compliance.agreements.rules.templates import TemplateInvalid, ValuesRefused, ValueType

HEAD = """+++
kind = "nda"
title = "A paper"
version = "1"
{placeholders}
+++
"""
NAME = '[[placeholder]]\nname = "client.legal_name"\ntype = "party"\nlabel = "Client"\n'
DAY = '[[placeholder]]\nname = "day"\ntype = "date"\nlabel = "Day"\n'
DAYS = '[[placeholder]]\nname = "cure_days"\ntype = "days"\nlabel = "Cure"\nat_most = 90\n'
STATE = '[[placeholder]]\nname = "law"\ntype = "text"\nlabel = "Law"\noptions = ["Ohio", "Maine"]\n'
CLOCK = '[[placeholder]]\nname = "breach_notice_days"\ntype = "days"\nlabel = "Breach notice"\n'


def paper(placeholders, body):
    return templates.parse_template(HEAD.format(placeholders=placeholders) + body)


@pytest.fixture(scope="module")
def baa():
    return templates.parse_template(library.read("baa.md"))


@pytest.fixture
def values(baa):
    given = {p.name: p.default or p.label for p in baa.placeholders if not p.blank}
    return given | {
        "agreement.effective_date": date(2026, 11, 22),
        "client.legal_name": "Harbour Clinic LLC",
        "client.hipaa_role": "a covered entity",
    }


# What comes with the portal


def test_our_baa_fulfils_every_required_element(baa):
    templates.check_sendable(baa)

    assert templates.missing_elements(baa) == ()


@pytest.mark.parametrize("element", elements.required_elements(AgreementKind.BAA))
def test_our_baa_without_the_clauses_of_an_element_cannot_be_sent_and_names_it(element):
    source = library.read("baa.md").replace(f"<!-- element: {element.id} -->\n", "")
    lacking = templates.parse_template(source)

    with pytest.raises(templates.TemplateIncomplete) as refused:
        templates.check_sendable(lacking)

    assert str(refused.value) == (
        f"This template cannot be sent. It lacks: {element.label} ({element.citations[0]})."
    )


def test_a_paper_that_names_no_parties_and_no_day_cannot_be_sent():
    with pytest.raises(templates.TemplateIncomplete) as refused:
        templates.check_sendable(paper(NAME, "{{ client.legal_name }}"))

    assert str(refused.value) == (
        "This template cannot be sent. It lacks: the partner's legal name; the effective date."
    )


def test_the_particulars_are_picked_out_of_the_values(baa, values):
    found = particulars(templates.read_values(baa, values))

    assert found.client_name == "Harbour Clinic LLC"
    assert found.effective_on == date(2026, 11, 22)


def test_our_baa_is_filled_to_the_last_gap(baa, values):
    text = templates.fill(baa, values)

    assert "takes effect on 22 November 2026" in text
    assert "**Harbour Clinic LLC**" in text
    assert "no case later than 5 calendar days after discovery" in text
    assert "{{" not in text
    assert "<!--" not in text


def test_our_nda_is_filled_to_the_last_gap():
    nda = templates.parse_template(library.read("nda.md"))
    given = {p.name: p.default or p.label for p in nda.placeholders}

    text = templates.fill(nda, given | {"agreement.effective_date": "2026-11-22"})

    assert "for three years after the end" in text
    assert "{{" not in text


def test_a_breach_clock_over_60_days_is_refused_when_filling(baa, values):
    with pytest.raises(ValuesRefused, match=r"61 days .* 164\.410\(b\)"):
        templates.fill(baa, values | {"breach_notice_days": 61})


# Reading a template


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("# No head", "begin with its data"),
        ("+++\nkind = \n+++\n", "cannot be read"),
        ('+++\nkind = "poem"\ntitle = "A"\nversion = "1"\n+++\n', "cannot be read"),
        ('+++\nkind = "nda"\ntitle = "A"\n+++\n', "lacks 'version'"),
        (HEAD.format(placeholders='[[placeholder]]\nname = "a"\n'), "lacks 'type'"),
        (
            HEAD.format(placeholders='[[placeholder]]\nname = "a"\ntype = "poem"\nlabel = "A"\n'),
            "cannot be read",
        ),
        (
            HEAD.format(placeholders=DAY + 'colour = "red"\n') + "{{ day }}",
            "cannot be read",
        ),
        (HEAD.format(placeholders="") + "{{ nobody.knows }}", "Not declared .* nobody.knows"),
        (HEAD.format(placeholders=NAME) + "no gap", "never used: client.legal_name"),
        (HEAD.format(placeholders="") + "<!-- element: use-limits -->\n", "No such element"),
        (HEAD.format(placeholders="").replace("nda", "baa"), "needs the placeholder"),
    ],
)
def test_what_is_not_a_template_is_refused_with_the_reason(source, message):
    with pytest.raises(TemplateInvalid, match=message):
        templates.parse_template(source)


def test_windows_line_ends_are_read_like_any_other():
    source = HEAD.format(placeholders=NAME) + "{{ client.legal_name }}\n"

    assert templates.parse_template(source.replace("\n", "\r\n")) == templates.parse_template(
        source
    )


def test_a_clause_ends_at_the_next_marker_or_heading():
    body = (
        "<!-- element: use-limits, safeguards -->\n1.1 Both.\n\nStill both.\n\n"
        "<!-- element: access-524 -->\n1.2 Access.\n\n## 2. Other\n{{ breach_notice_days }}\n"
    )
    template = templates.parse_template(
        HEAD.format(placeholders=CLOCK).replace("nda", "baa") + body
    )

    assert [(clause.elements, clause.text) for clause in template.clauses] == [
        (("use-limits", "safeguards"), "1.1 Both.\n\nStill both."),
        (("access-524",), "1.2 Access."),
    ]


def test_a_marker_without_words_under_it_fulfils_nothing():
    body = "<!-- element: use-limits -->\n\n## Next\n{{ breach_notice_days }}\n"
    template = templates.parse_template(
        HEAD.format(placeholders=CLOCK).replace("nda", "baa") + body
    )

    assert "use-limits" not in template.elements


# Values


def test_every_problem_is_told_at_once():
    template = paper(NAME + DAY, "{{ client.legal_name }} {{ day }}")

    with pytest.raises(ValuesRefused) as refused:
        templates.read_values(template, {"client.legal_name": "  ", "day": "soon"})

    assert str(refused.value) == "Client is missing. Day has to be a date."


def test_values_come_typed_whether_from_a_form_or_from_a_record():
    template = paper(DAY + DAYS + STATE, "{{ day }} {{ cure_days }} {{ law }}")

    values = templates.read_values(
        template, {"day": "2026-11-22", "cure_days": "30", "law": " Ohio ", "more": "left out"}
    )

    assert values == {"day": date(2026, 11, 22), "cure_days": 30, "law": "Ohio"}
    assert templates.read_values(template, values) == values


@pytest.mark.parametrize("days", ["0", "-3", "3.5", "ten", "²", True])
def test_days_are_whole_and_at_least_one(days):
    template = paper(DAYS, "{{ cure_days }}")

    with pytest.raises(ValuesRefused, match="Cure has to be a whole number of days"):
        templates.read_values(template, {"cure_days": days})


def test_more_days_than_the_template_allows_are_refused():
    template = paper(DAYS, "{{ cure_days }}")

    with pytest.raises(ValuesRefused, match="Cure may be at most 90 days"):
        templates.read_values(template, {"cure_days": 91})


def test_a_text_that_is_not_among_the_choices_is_refused():
    with pytest.raises(ValuesRefused, match="Law has to be one of the given choices"):
        templates.read_values(paper(STATE, "{{ law }}"), {"law": "Atlantis"})


def test_a_number_is_not_a_name():
    with pytest.raises(ValuesRefused, match="Client has to be text"):
        templates.read_values(paper(NAME, "{{ client.legal_name }}"), {"client.legal_name": 7})


def test_what_a_value_contains_is_never_read_as_markup():
    template = paper(NAME, "Made with {{ client.legal_name }}.")

    text = templates.fill(template, {"client.legal_name": "*A* <b>&amp; [x](y) `c` {{ day }}"})

    assert text == (r"Made with \*A\* \<b\>\&amp; \[x\](y) \`c\` \{\{ day \}\}.")


def test_a_value_stays_on_its_line():
    template = paper(NAME, "Made with {{ client.legal_name }}.")

    text = templates.fill(template, {"client.legal_name": "Harbour\n# Clinic"})

    assert text == r"Made with Harbour \# Clinic."


def test_every_type_of_value_is_used_by_what_we_ship(baa):
    assert {placeholder.type for placeholder in baa.placeholders} == set(ValueType)
