"""The pages about retention, as people of both sides use them."""

import pytest
from django.urls import reverse

from compliance.evidence.models import HeldEvidence
from compliance.retention.models import RetentionStatement
from compliance.vendors.models import ServiceUse
from portal.files.models import StoredFile
from tests.compliance.retention import given
from tests.compliance.retention.given import TODAY, captured
from tests.papers import upload


@pytest.fixture
def page(cast, engagement):
    """The address of a page; what belongs to the service in use comes after it."""
    with cast.at(cast.lakeview):
        use = ServiceUse.objects.get()

    def address(name, *more, of_use=True):
        place = (cast.lakeview.slug, engagement.pk)
        return reverse(f"compliance:{name}", args=(*place, *((use.pk,) if of_use else ()), *more))

    return address


EXPECTED = {
    "outcome": "done",
    "setting": "logging.prompts",
    "value": "false",
    "where": "The host's settings call",
    "words": "Prompts are not logged",
}
DEFAULT = {"outcome": "not_needed", "words": "Logging is off unless somebody sets it."}


def proof(file, **changes):
    return {
        "form": "settings_call",
        "rule": "written-down",
        "keeps_nothing": "on",
        "captured_on": TODAY.isoformat(),
        "account": "account 1234",
        "file": file,
    } | changes


def test_the_page_names_the_next_step_and_who_has_it(cast, page, sign_in):
    answer = sign_in(cast.lena).get(page("retention", of_use=False))

    assert "Record how logging on Amazon EC2 (us-east-1) was set" in answer.text
    assert "Waiting for Northgate" in answer.text
    assert "Hand in a proof" not in answer.text


def test_from_nothing_to_attested_in_the_browser(cast, page, sign_in, engagement):
    carla, pavel = sign_in(cast.carla), sign_in(cast.pavel)
    carla.post(page("retention-tell", "configured"), DEFAULT)
    carla.post(page("retention-tell", "expected"), EXPECTED)
    handed_in = carla.post(
        page("retention-prove"), proof(captured({"logging": {"prompts": False}}))
    )
    shown = carla.get(handed_in.headers["Location"])
    attested = pavel.post(
        handed_in.headers["Location"], {"verb": "attest", "until": "2027-06-30", "words": ""}
    )
    after = carla.get(page("retention", of_use=False))

    assert handed_in.status_code == attested.status_code == 302
    assert "Agrees with the claim" in shown.text
    assert "<code>logging.prompts</code>" in shown.text
    assert "You recorded it. Somebody else has to attest it." in shown.text
    assert "30 June 2027" in after.text


def test_a_contradiction_is_shown_with_its_path_and_cannot_be_attested(
    cast, page, sign_in, engagement
):
    carla = sign_in(cast.carla)
    carla.post(page("retention-tell", "expected"), EXPECTED)
    handed_in = carla.post(page("retention-prove"), proof(captured({"logging": {"prompts": True}})))
    here = handed_in.headers["Location"]

    refused = sign_in(cast.pavel).post(here, {"verb": "attest", "until": "2027-06-30"})
    listed = carla.get(page("retention", of_use=False))
    overview = carla.get(reverse("overview", args=(cast.lakeview.slug, engagement.pk)))

    assert refused.status_code == 409
    assert "“logging.prompts” says true, where false is expected." in refused.text.replace(
        "&quot;", '"'
    )
    assert "Contradicted" in listed.text
    assert "Set it as claimed, capture the setting again" in overview.text


def test_a_secret_is_refused_before_anything_is_stored(cast, page, sign_in):
    carla = sign_in(cast.carla)
    carla.post(page("retention-tell", "configured"), DEFAULT)
    carla.post(page("retention-tell", "expected"), EXPECTED)
    with cast.at(cast.lakeview):
        before = StoredFile.objects.count()
    secret = {"logging": {"prompts": False}, "api_key": "0123456789abcdef"}

    answer = carla.post(page("retention-prove"), proof(captured(secret)))

    assert answer.status_code == 422
    assert "looks like a key or a token at “api_key”" in answer.text
    assert "0123456789abcdef" not in answer.text
    with cast.at(cast.lakeview):
        assert StoredFile.objects.count() == before
        assert not HeldEvidence.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rule": ""}, "Choose what the captured answer is compared with."),
        ({"form": "document", "rule": "", "claim": ""}, "Say in one sentence what it shows."),
        ({"captured_on": "2099-01-01"}, "its first day lies in the future"),
        ({"captured_on": "1999-01-01"}, ""),
        ({"account": ""}, "This field is required"),
        ({"rule": "nobody's"}, "Select a valid choice"),
    ],
)
def test_a_proof_that_says_too_little_is_answered_in_words(cast, page, sign_in, change, words):
    carla = sign_in(cast.carla)
    carla.post(page("retention-tell", "configured"), DEFAULT)
    carla.post(page("retention-tell", "expected"), EXPECTED)

    answer = carla.post(
        page("retention-prove"), proof(captured({"logging": {"prompts": False}}), **change)
    )

    assert answer.status_code == (422 if words else 302)
    assert words in answer.text


def test_a_captured_answer_has_to_be_json(cast, page, sign_in):
    carla = sign_in(cast.carla)
    carla.post(page("retention-tell", "configured"), DEFAULT)
    carla.post(page("retention-tell", "expected"), EXPECTED)

    answer = carla.post(page("retention-prove"), proof(upload("settings.pdf")))

    assert answer.status_code == 422
    assert "A captured answer is a JSON file, and this is a PDF." in answer.text


def test_a_reply_is_kept_with_its_file_and_read_by_the_client(cast, page, sign_in, engagement):
    asked = {"outcome": "done", "on": "2026-11-02", "who": "sales", "words": "Please."}
    reply = {
        "outcome": "done",
        "on": "2026-11-09",
        "who": "Vera",
        "reach": "organisation",
        "account": "org-1",
        "file": upload("reply.pdf"),
    }
    carla = sign_in(cast.carla)
    carla.post(page("retention-tell", "asked"), asked)
    told = carla.post(page("retention-tell", "answered"), reply)
    with cast.at(cast.lakeview):
        row = RetentionStatement.objects.get(step="answered")

    read = sign_in(cast.lena).get(page("retention-file", row.pk, of_use=False))
    content = b"".join(read.streaming_content)

    assert told.status_code == 302
    assert read.status_code == 200
    assert content.startswith(b"%PDF")
    assert "Vera approved it for the whole organisation (org-1)" in (
        carla.get(page("retention", of_use=False)).text
    )


def test_what_was_recorded_is_offered_again_to_be_corrected(cast, page, sign_in):
    asked = {"outcome": "done", "on": "2026-11-02", "who": "sales", "words": "Please."}
    carla = sign_in(cast.carla)
    carla.post(page("retention-tell", "asked"), asked)
    form = carla.get(page("retention-tell", "asked"))
    carla.post(page("retention-tell", "asked"), asked | {"who": "support"})
    back = {"outcome": "retracted", "words": "It was another client."}
    carla.post(page("retention-tell", "asked"), back)

    listed = carla.get(page("retention", of_use=False))

    assert 'value="sales"' in form.text
    assert "the earlier record stays to be read" in form.text
    assert "Earlier records, corrected since" in listed.text
    assert "Taken back: It was another client." in listed.text


def test_a_step_that_does_not_exist_is_not_found(cast, page, sign_in):
    assert sign_in(cast.carla).get(page("retention-tell", "attested")).status_code == 404


def test_who_only_reads_neither_attests_nor_sets_aside(cast, page, sign_in, engagement, host):
    with cast.at(cast.lakeview, cast.carla):
        capture = given.prove(cast, engagement, host, given.MONITORED)
    here = page("retention-proof", capture.held_id, of_use=False)
    lena = sign_in(cast.lena)

    assert lena.get(here).status_code == 200
    for verb in ("attest", "set_aside"):
        assert lena.post(here, {"verb": verb, "reason": "x"}).status_code == 403
    assert sign_in(cast.hugo).get(here).status_code == 404


def test_the_generic_page_of_evidence_leads_to_the_proof(cast, page, sign_in, engagement, host):
    with cast.at(cast.lakeview, cast.carla):
        capture = given.prove(cast, engagement, host, given.MONITORED)

    answer = sign_in(cast.pavel).post(
        page("held", capture.held_id, of_use=False), {"verb": "accept"}
    )

    assert answer.headers["Location"] == page("retention-proof", capture.held_id, of_use=False)
    with cast.at(cast.lakeview):
        assert HeldEvidence.objects.get().state == "recorded"


def test_the_page_asks_the_database_a_fixed_number_of_times(
    cast, page, sign_in, engagement, host, django_assert_max_num_queries
):
    with cast.at(cast.lakeview, cast.carla):
        given.set_up(cast, engagement, host)
        for _ in range(4):
            given.prove(cast, engagement, host)
    lena = sign_in(cast.lena)

    with django_assert_max_num_queries(40):
        lena.get(page("retention", of_use=False))
