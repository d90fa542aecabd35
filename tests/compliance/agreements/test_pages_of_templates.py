"""Editing a template: always a new version, looked at first, never over somebody else's."""

import pytest

from compliance.agreements.models import AgreementTemplate
from tests.compliance.agreements.browsing import page, register


@pytest.fixture
def edit(cast, template, sign_in):
    """Post an edited source, as Carla."""
    browser = sign_in(cast.carla)

    def post(source, verb="enter", based_on=None):
        form = {"source": source, "based_on": based_on or template.sha256, verb: "1"}
        return browser.post(register(cast, "template-edit", template.pk), form, follow=True)

    return post


def versions(cast):
    with cast.at(cast.northgate):
        rows = AgreementTemplate.objects.filter(key="baa").order_by("number")
        return [(one.number, one.version) for one in rows]


def changed(template, version="2026.3"):
    source = template.source.replace("in 10 days", "in 3 days")
    source = source.replace("pings, port scans", "pings, scans of ports")
    return source.replace('version = "2026.2"', f'version = "{version}"')


def test_an_edited_text_is_looked_at_with_its_elements_and_changes(cast, template, edit):
    answer = edit(changed(template), "look")

    assert "What you changed since version 2026.2" in answer.text
    assert "scans of ports" in answer.text
    assert "45 CFR 164.504(e)(2)(ii)(J)" in answer.text
    assert versions(cast) == [(1, "2026.2")]


def test_it_becomes_the_next_version_and_the_one_before_stays(cast, template, edit, sign_in):
    answer = edit(changed(template))

    assert "Version 2026.3 is in the register." in answer.text
    assert versions(cast) == [(1, "2026.2"), (2, "2026.3")]
    with cast.at(cast.northgate):
        assert AgreementTemplate.objects.get(number=1, key="baa").source == template.source
        newest = AgreementTemplate.objects.get(number=2, key="baa")
    compared = sign_in(cast.carla).get(register(cast, "template-changes", newest.pk))
    assert "<del>" in compared.text
    assert "From version 2026.2" in compared.text


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (lambda one: one.source, "Nothing was changed."),
        (lambda one: one.source + "\nMore.", "There is a version 2026.2 already"),
        (lambda one: "+++\n", "has to begin with its data"),
        (lambda one: changed(one) + "{{ unknown.gap }}", "Not declared at the head: unknown.gap."),
        (lambda one: changed(one) + "<!-- element: nothing -->", "No such element: nothing."),
    ],
)
def test_what_cannot_be_a_version_is_refused_and_what_was_typed_is_kept(
    cast, template, edit, source, sentence
):
    answer = edit(source(template))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert len(versions(cast)) == 1


def test_two_who_edit_the_same_version_do_not_overwrite_each_other(cast, template, edit):
    edit(changed(template))

    late = edit(changed(template, "2026.4"))

    assert late.status_code == 422
    assert "was entered while you were editing" in late.text
    assert len(versions(cast)) == 2


def test_a_version_that_lacks_an_element_says_so_before_and_after(cast, template, edit):
    lacking = changed(template).replace("<!-- element: return-or-destroy -->\n", "")

    looked = edit(lacking, "look")
    entered = edit(lacking)

    assert "It could be entered, but not sent" in looked.text
    assert "Return or destruction at the end" in looked.text
    assert "Missing" in entered.text


def test_a_template_is_looked_at_with_the_data_of_a_client(cast, engagement, template, sign_in):
    answer = sign_in(cast.carla).get(register(cast, "template", template.pk))

    assert page(engagement, "agreement-new", template.pk) in answer.text


@pytest.mark.parametrize(("who", "status"), [("emil", 403), ("sora", 404), ("lena", 404)])
def test_only_those_who_send_edit(cast, template, sign_in, who, status):
    address = register(cast, "template-edit", template.pk)

    assert sign_in(getattr(cast, who)).get(address).status_code == status


def test_a_draft_is_looked_at_with_real_data_and_not_kept(cast, engagement, template, sign_in):
    url = page(engagement, "template-preview")
    client = sign_in(cast.carla)
    source = template.source.replace("Business Associate", "Trusted Business Associate", 1)
    with cast.at(cast.northgate):
        before = AgreementTemplate.objects.count()

    shown = client.post(url, {"source": source, "based_on": template.sha256})
    broken = client.post(url, {"source": "no template", "based_on": "x"})

    assert shown.status_code == 200
    assert cast.lakeview.legal_name in shown.text
    assert "Nothing is known yet for these gaps" in shown.text
    assert (broken.status_code, "It cannot be read" in broken.text) == (422, True)
    assert sign_in(cast.mona).post(url, {"source": source}).status_code == 403
    with cast.at(cast.northgate):
        assert AgreementTemplate.objects.count() == before
