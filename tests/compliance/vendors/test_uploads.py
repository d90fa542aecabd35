"""A document is handed in, read in the background, compared with its pages and recorded."""

import pytest
from django.urls import reverse

from compliance.pdf.foreign import count_pages
from compliance.vendors import actions as vendors
from compliance.vendors.actions import uploads
from compliance.vendors.forms.uploads import DROP, KEEP
from compliance.vendors.models import ReportUpload, VendorReport
from compliance.vendors.queries import findings_of
from compliance.vendors.rules import ReportRefused
from compliance.vendors.rules.uploads import UploadState
from portal.audit.models import AuditEvent
from portal.files.intake import receive
from portal.files.store import default_store
from tests.cast import NOON
from tests.compliance.vendors.documents import LETTER_LINES, printed, soc2
from tests.papers import REPORT, received


def page(name, *more):
    return reverse(f"compliance:{name}", args=("northgate", *more))


@pytest.fixture
def hand_in(cast, host, run_jobs):
    """Hand a PDF in as Carla and let the job read it."""

    def handed(file):
        with cast.at(cast.northgate, cast.carla):
            made = uploads.hand_in(
                service=host,
                received=receive(file, store=default_store()),
                by=cast.carla,
                at=NOON,
            )
        run_jobs()
        with cast.at(cast.northgate):
            return ReportUpload.objects.select_related("file").get(pk=made.pk)

    return handed


def confirmed(found, **changed):
    """What the page sends when everything is confirmed as proposed."""
    sent = {
        "kind": "soc_2",
        "type": "type_2",
        "system_name": "Ferrow Vault",
        "auditor": "Quist & Varley LLP",
        "period_start": "2025-07-01",
        "period_end": "2026-06-30",
        "report_date": "2026-08-20",
        "categories": ["security"],
        "opinion": "unqualified",
    }
    for name in list(sent):
        sent[f"compared_{name}"] = "on"
    for prefix, key in (("exception", "exceptions"), ("cuec", "cuecs"), ("sub", "subservice")):
        proposed = found.proposals[key]
        sent[f"{prefix}-TOTAL_FORMS"] = sent[f"{prefix}-INITIAL_FORMS"] = len(proposed)
        for i, one in enumerate(proposed):
            value = one["value"] | {"criteria": ", ".join(one["value"]["criteria"])}
            sent |= {f"{prefix}-{i}-{k}": v for k, v in value.items()}
            sent |= {f"{prefix}-{i}-decision": KEEP, f"{prefix}-{i}-page": one["places"][0]["page"]}
    return sent | changed


def test_a_report_is_handed_in_and_read_in_the_background(cast, host, sign_in, run_jobs):
    carla = sign_in(cast.carla)

    answer = carla.post(page("upload-new", host.pk), {"file": soc2()})
    waiting = carla.get(answer.url)
    run_jobs()
    read = carla.get(answer.url)

    assert "It is being read" in waiting.text
    assert "Proposed, not yet confirmed" in read.text
    assert 'value="Quist &amp; Varley LLP"' in read.text
    assert "For 2 of 40 leavers access was removed late." in read.text
    assert "Keeping keys secret and replacing them every year." in read.text


def test_a_report_that_was_read_is_ready_for_packets(hand_in, settings, tmp_path):
    settings.SHELF_ROOT = tmp_path / "shelf"

    hand_in(soc2())

    [pdf] = settings.SHELF_ROOT.glob("??/*.pdf")
    assert count_pages(pdf) > 1


def test_every_proposal_stands_beside_the_picture_of_its_page(cast, sign_in, hand_in):
    found = hand_in(soc2())
    carla = sign_in(cast.carla)

    shown = carla.get(page("upload", found.pk))
    picture = carla.get(page("upload-page", found.pk, 4))

    assert '<a href="#page-4">page 4</a>' in shown.text
    assert page("upload-page", found.pk, 4) in shown.text
    assert picture["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert carla.get(page("upload-page", found.pk, 99)).status_code == 404


def test_nothing_counts_until_every_proposal_is_confirmed(cast, sign_in, hand_in):
    found = hand_in(soc2())
    sent = confirmed(found)
    del sent["compared_opinion"], sent["exception-0-decision"]

    answer = sign_in(cast.carla).post(page("upload", found.pk), sent)

    assert answer.status_code == 422
    assert "Compare it with the page first." in answer.text
    assert "Confirm it or leave it out." in answer.text
    with cast.at(cast.northgate):
        assert not VendorReport.objects.exists()


def test_what_was_confirmed_and_corrected_becomes_the_report(cast, sign_in, hand_in):
    found = hand_in(soc2())
    sent = confirmed(
        found,
        **{
            "auditor": "Quist and Varley LLP",
            "cuec-1-decision": DROP,
            "cuecs": "Agree who may ask for a restore. | CC6.3",
        },
    )

    answer = sign_in(cast.carla).post(page("upload", found.pk), sent)

    with cast.at(cast.northgate):
        [report] = VendorReport.objects.all()
        found.refresh_from_db()
    assert answer.url == page("report", report.pk)
    assert report.auditor == "Quist and Varley LLP"
    assert report.file_id == found.file_id
    assert [c["text"] for c in report.cuecs] == [
        "Removing users who have left the user entity.",
        "Agree who may ask for a restore.",
    ]
    [exception] = report.exceptions
    assert (exception["control"], exception["page"]) == ("AC-02", 4)
    assert exception["result"] == "Exception noted. For 2 of 40 leavers access was removed late."
    assert found.stands is UploadState.RECORDED
    assert sign_in(cast.carla).get(page("upload", found.pk)).url == page("report", report.pk)


def test_correcting_a_report_later_keeps_the_words_of_its_exceptions(cast, host, hand_in):
    entry = {"control": "AC-02", "criteria": ["CC6.2"], "has_response": False}
    stated = REPORT | {"exceptions": [entry | {"result": "Late.", "page": 4}]}
    with cast.at(cast.northgate, cast.carla):
        report = vendors.receive_report(
            service=host, received=received(), stated=stated, by=cast.carla, at=NOON
        )
        changed = REPORT | {"exceptions": [entry | {"has_response": True}]}
        vendors.review_report(
            report=report,
            stated=changed,
            answers={one.key: "Seen." for one in findings_of(report, today=NOON.date())},
            by=cast.carla,
            at=NOON,
            today=NOON.date(),
        )
        report.refresh_from_db()

    assert report.exceptions == [entry | {"has_response": True, "result": "Late.", "page": 4}]


def test_a_scan_says_what_to_do(cast, sign_in, hand_in):
    found = hand_in(printed([], [], []))

    shown = sign_in(cast.carla).get(page("upload", found.pk))

    assert found.proposals["is_scan"]
    assert "This is a scan" in shown.text
    assert "Ask the vendor for the PDF as the auditor issued it" in shown.text


def test_a_paper_of_another_kind_is_called_what_it_is(cast, sign_in, hand_in):
    found = hand_in(
        printed(["Certificate of a management system", "Issued to Ferrow Systems, Inc."])
    )

    shown = sign_in(cast.carla).get(page("upload", found.pk))

    assert "does not read like a SOC report" in shown.text


def test_a_bridge_letter_is_added_to_its_report(cast, host, sign_in, hand_in):
    with cast.at(cast.northgate, cast.carla):
        report = vendors.receive_report(
            service=host, received=received(), stated=REPORT, by=cast.carla, at=NOON
        )
    found = hand_in(printed(LETTER_LINES))
    carla = sign_in(cast.carla)

    shown = carla.get(page("upload", found.pk))
    answer = carla.post(
        page("upload", found.pk),
        {
            "report": report.pk,
            "covers_from": "2026-10-01",
            "covers_until": "2026-10-20",
            "by_management": "on",
            "compared": "on",
        },
    )

    assert "This reads like a bridge letter" in shown.text
    assert 'value="2026-10-20"' in shown.text
    assert answer.url == page("report", report.pk)
    with cast.at(cast.northgate):
        report.refresh_from_db()
    assert report.bridge_until.isoformat() == "2026-10-20"
    assert report.bridge_file_id == found.file_id


def test_a_document_is_recorded_once(cast, hand_in):
    found = hand_in(soc2())
    with cast.at(cast.northgate, cast.carla):
        uploads.record_report(upload=found, stated=REPORT, by=cast.carla, at=NOON)

        with pytest.raises(ReportRefused):
            uploads.record_report(upload=found, stated=REPORT, by=cast.carla, at=NOON)

        assert VendorReport.objects.count() == 1


def test_who_opens_the_pages_is_on_the_trail_once(cast, sign_in, hand_in):
    found = hand_in(soc2())
    carla = sign_in(cast.carla)

    carla.get(page("upload", found.pk))
    carla.get(page("upload", found.pk))

    with cast.at(cast.northgate):
        assert AuditEvent.objects.filter(action="compliance.report.shown").count() == 1


def test_it_is_read_anew_when_asked_and_not_after_it_is_recorded(cast, sign_in, hand_in, run_jobs):
    found = hand_in(soc2())
    carla = sign_in(cast.carla)

    carla.post(page("upload-read-anew", found.pk))
    with cast.at(cast.northgate):
        found.refresh_from_db()
        waiting = found.stands
    run_jobs()
    carla.post(page("upload", found.pk), confirmed(found))
    after = carla.post(page("upload-read-anew", found.pk))

    assert waiting is UploadState.WAITING
    assert after.status_code == 409


def test_another_partner_finds_neither_document_nor_pages(cast, sign_in, hand_in):
    found = hand_in(soc2())
    stranger = sign_in(cast.sora)

    assert stranger.get(page("upload", found.pk)).status_code == 404
    assert stranger.get(page("upload-page", found.pk, 1)).status_code == 404
