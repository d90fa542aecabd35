"""Reading agreements: who sees what, and what is noted."""

from django.utils import timezone

from compliance.agreements import actions
from compliance.agreements.models import Agreement
from compliance.agreements.rules import Side
from portal.audit.models import AuditEvent
from tests.compliance.agreements import papers
from tests.compliance.agreements.browsing import page

# Reading


def test_the_agreement_is_read_on_the_page_and_that_is_noted(cast, engagement, soon, sign_in):
    answer = sign_in(cast.samuel).get(page(engagement, "agreement", soon.pk))

    assert 'id="clause-4.7"' in answer.text
    assert soon.document_sha256 in answer.text
    assert "Go on to sign" in answer.text
    with cast.at(cast.lakeview):
        assert Agreement.objects.get().client_opened_at
        read = AuditEvent.objects.get(action="compliance.agreement.read").told
        assert (read["by"]["name"], read["data"]["copy"]) == ("Samuel Sign", "text")


def test_everybody_else_sees_whose_turn_it_is(cast, engagement, soon, sign_in):
    for who in (cast.lena, cast.carla, cast.emil, cast.pavel):
        answer = sign_in(who).get(page(engagement, "agreement", soon.pk))
        assert "Waiting for Samuel Sign" in answer.text
        assert "Go on to" not in answer.text


def test_the_document_is_downloaded_and_that_is_noted(cast, engagement, soon, sign_in):
    answer = sign_in(cast.mona).get(page(engagement, "agreement-file", soon.pk, "document"))

    assert b"".join(answer) == papers.PDF
    assert "attachment" in answer.headers["Content-Disposition"]
    with cast.at(cast.lakeview):
        read = AuditEvent.objects.get(action="compliance.agreement.read").told
        assert read["data"]["sha256"] == soon.document_sha256


def test_there_are_no_other_files_and_no_other_ways(cast, engagement, soon, sign_in):
    browser = sign_in(cast.samuel)

    answers = [
        browser.get(page(engagement, "agreement-file", soon.pk, "draft")),
        browser.get(page(engagement, "agreement-end", soon.pk, "delete")),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_before_it_is_sent_there_is_nothing_to_download_and_reading_is_not_noted(
    cast, engagement, template, sign_in
):
    with cast.at(cast.lakeview):
        prepared = papers.prepare(cast, engagement, template)
    browser = sign_in(cast.samuel)

    shown = browser.get(page(engagement, "agreement", prepared.pk))
    nothing = browser.get(page(engagement, "agreement-file", prepared.pk, "document"))

    assert "The portal is making the document" in shown.text
    assert nothing.status_code == 404
    with cast.at(cast.lakeview):
        assert not AuditEvent.objects.filter(action="compliance.agreement.read").exists()


def test_there_is_no_executed_copy_before_there_is_one(cast, engagement, soon, sign_in):
    answer = sign_in(cast.lena).get(page(engagement, "agreement-file", soon.pk, "executed"))

    assert answer.status_code == 404


def test_the_list_takes_few_queries(cast, engagement, sent, sign_in, django_assert_max_num_queries):
    browser = sign_in(cast.carla)

    with django_assert_max_num_queries(24):
        browser.get(page(engagement))


def test_another_tenant_finds_nothing_here(cast, engagement, soon, template, sign_in):
    addresses = [
        page(engagement),
        page(engagement, "agreement-new", template.pk),
        page(engagement, "agreement", soon.pk),
        page(engagement, "agreement-sign", soon.pk),
        *(page(engagement, "agreement-file", soon.pk, copy) for copy in ("document", "executed")),
        *(
            page(engagement, "agreement-end", soon.pk, verb)
            for verb in ("decline", "paper", "void", "terminate")
        ),
    ]

    for who in (cast.quinn, cast.hugo, cast.ada, cast.oskar):
        browser = sign_in(who)
        assert {browser.get(address).status_code for address in addresses} == {404}


# While the portal works, and afterwards


def test_the_state_is_asked_for_until_the_portal_is_done(cast, engagement, soon, sign_in):
    browser = sign_in(cast.lena)
    with cast.at(cast.lakeview):
        for side, who in ((Side.CLIENT, cast.samuel), (Side.PARTNER, cast.pavel)):
            now = timezone.now()
            actions.open_document(agreement=soon, copy=actions.Copy.TEXT, by=who, at=now)
            seen = papers.replace(papers.SEEN, factor_at=now)
            papers.sign(cast, soon, side, at=now, seen=seen)
        actions.note_failure(
            agreement_id=soon.pk, why="No time-stamp could be obtained.", at=timezone.now()
        )

    working = browser.get(page(engagement, "agreement", soon.pk), headers={"HX-Request": "true"})
    with cast.at(cast.lakeview):
        stored = papers.default_store().put_bytes(b"%PDF-1.7 sealed")
        actions.execute(agreement_id=soon.pk, stored=stored, pages=9, at=timezone.now())
    done = browser.get(page(engagement, "agreement", soon.pk), headers={"HX-Request": "true"})
    executed = browser.get(page(engagement, "agreement", soon.pk))
    copy = browser.get(page(engagement, "agreement-file", soon.pk, "executed"))

    assert "tries again by itself" in working.text
    assert "No time-stamp could be obtained." in working.text
    assert "HX-Refresh" not in working.headers
    assert done.headers["HX-Refresh"] == "true"
    assert "Executed copy" in executed.text
    assert stored.sha256 in executed.text
    assert b"".join(copy) == b"%PDF-1.7 sealed"


def test_the_end_is_recorded_by_either_side_and_by_nobody_else(
    cast, engagement, countersigned, sign_in
):
    with cast.at(cast.lakeview):
        stored = papers.default_store().put_bytes(b"%PDF-1.7 sealed")
        actions.execute(agreement_id=countersigned.pk, stored=stored, pages=9, at=papers.NOON)
    address = page(engagement, "agreement-end", countersigned.pk, "terminate")
    ended = {"reason": "The services ended", "ended_on": "2026-12-31"}

    refused = sign_in(cast.emil).post(address, ended)
    done = sign_in(cast.samuel).post(address, ended)

    assert refused.status_code == 403
    assert done.status_code == 302
    with cast.at(cast.lakeview):
        assert Agreement.objects.get().state == "terminated"
