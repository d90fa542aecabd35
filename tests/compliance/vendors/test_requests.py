"""A vendor is asked for a report: whom, until when, what was written, what came of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from compliance.clearance.queries import standpoint
from compliance.clearance.rules import RequirementKind
from compliance.evidence.rules import show_date
from compliance.vendors.actions import requests
from compliance.vendors.models import ReportRequest, ReportUpload, RequestLetter, VendorService
from compliance.vendors.rules.requests import RequestRefused, request_words
from engagements.lifecycle.rules import Party
from portal.accounts.actions import end_membership
from portal.accounts.models import Membership
from portal.mail.models import Mail
from tests.cast import NOON
from tests.compliance.vendors.asking import DUE, STATED, TODAY, asked
from tests.compliance.vendors.documents import read_document, soc2

BOOK = "/o/northgate/"
LATE = DUE + timedelta(days=1)


def page(name, *more):
    return reverse(f"compliance:{name}", args=("northgate", *more))


def mails(cast, org=None):
    with cast.at(org or cast.northgate):
        about = Mail.objects.filter(subject__contains="Amazon EC2").order_by("created_at")
        return list(about.values_list("to", "subject"))


def current(cast, request):
    with cast.at(cast.northgate):
        return ReportRequest.objects.get(pk=request.pk)


@pytest.fixture
def request_(cast, host):
    return asked(cast, host)


def test_a_request_is_kept_and_the_vendor_hears_nothing_before_a_person_says_so(
    cast, host, sign_in
):
    carla = sign_in(cast.carla)
    today = cast.northgate.day(timezone.now())
    dates = {"asked_on": today, "expected_on": today + timedelta(days=21)}
    sent = {name: value for name, value in (STATED | dates).items() if value}

    answer = carla.post(page("request-new", host.pk), sent)
    shown = carla.get(answer.url)

    assert f"Asked {show_date(today)}, due {show_date(dates['expected_on'])}" in shown.text
    assert "Our non-disclosure agreement of 3 March 2026 covers it." in shown.text
    assert mails(cast) == []


def test_the_letter_goes_out_in_the_persons_words_and_is_recorded(cast, request_, sign_in):
    sign_in(cast.carla).post(
        page("request-step", request_.pk, "write"), {"words": "Dear Vera, where is it?"}
    )

    [(to, subject)] = mails(cast)
    assert to == "vera@vendor.example"
    assert subject == "SOC 2 Type II report on Amazon EC2, asked for by Northgate"
    with cast.at(cast.northgate):
        [letter] = RequestLetter.objects.all()
        mail = Mail.objects.get(to=to)
    assert "Dear Vera, where is it?" in mail.text
    assert mail.reply_to == cast.carla.email
    assert (letter.sent_by_id, letter.words) == (cast.carla.pk, "Dear Vera, where is it?")


def test_a_letter_that_is_sent_twice_goes_out_once(cast, request_, sign_in):
    step, carla = page("request-step", request_.pk, "write"), sign_in(cast.carla)

    carla.post(step, {"words": "Dear Vera"})
    again = carla.post(step, {"words": "Dear Vera"})

    assert again.status_code == 409
    assert "less than a day ago" in again.text
    assert len(mails(cast)) == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"contact_email": ""}, "Say whom you asked"),
        ({"asked_on": TODAY + timedelta(days=1)}, "still to come"),
        ({"expected_on": TODAY - timedelta(days=1)}, "before it was asked for"),
        ({"nda": "here"}, "Attach the NDA"),
        ({"nda_on": None}, "which day the NDA"),
        ({"period_from": DUE, "period_until": TODAY}, "ends before it begins"),
    ],
)
def test_a_request_that_nobody_could_follow_is_refused(cast, host, changed, words):
    with pytest.raises(RequestRefused, match=words):
        asked(cast, host, **changed)

    with cast.at(cast.northgate):
        assert not ReportRequest.objects.exists()


def test_the_same_is_not_asked_for_twice_while_it_is_open(cast, host, request_):
    with pytest.raises(RequestRefused, match="asked for that already"):
        asked(cast, host)


def test_the_register_and_the_book_say_what_is_late(cast, host, request_, sign_in):
    early = asked(
        cast,
        _another(cast, host),
        asked_on=TODAY - timedelta(days=40),
        expected_on=TODAY - timedelta(days=19),
    )
    carla = sign_in(cast.carla)

    with cast.at(cast.northgate):
        requests.expect_by(
            asked=request_,
            on=timezone.localdate() + timedelta(days=9),
            by=cast.carla,
            at=NOON,
            today=TODAY,
        )

    register, book = carla.get(page("vendors")).text, carla.get(BOOK).text

    assert "asked 16 November 2026, due" in register
    assert "asked 7 October 2026, due 28 October 2026" in register
    assert register.count("Late") == 1
    assert page("request", early.pk) in book
    assert page("request", request_.pk) not in book
    assert page("request", early.pk) not in sign_in(cast.emil).get(BOOK).text
    assert request_words(early.facts, today=TODAY).endswith("due 28 October 2026, late")


def test_once_who_asked_has_left_everybody_who_could_have_is_told(cast, request_):
    with cast.at(cast.northgate, cast.pavel):
        row = Membership.objects.current().get(user=cast.carla)
        end_membership(membership=row, by=cast.pavel, at=NOON)
        requests.nudge(request_id=request_.pk, at=NOON + timedelta(days=22))

    told = {to for to, _ in mails(cast)}
    assert cast.pavel.email in told
    assert cast.carla.email not in told


def test_whoever_asked_is_reminded_on_the_first_late_day_and_then_weekly(cast, request_):
    def nudge(days):
        with cast.at(cast.northgate):
            return requests.nudge(request_id=request_.pk, at=NOON + timedelta(days=days))

    told = [nudge(days) for days in (21, 22, 22, 23, 28, 29, 36)]

    assert told == [False, True, False, False, False, True, True]
    assert mails(cast) == [(cast.carla.email, "Late: SOC 2 Type II report on Amazon EC2")] * 3


def test_another_promised_day_is_noted_and_what_was_late_no_longer_is(cast, request_, sign_in):
    step = page("request-step", request_.pk, "promise")
    carla = sign_in(cast.carla)

    refused = carla.post(step, {"expected_on": "soon"})
    carla.post(step, {"expected_on": "2099-01-31"})

    assert refused.status_code == 409
    assert "Say by which day" in refused.text
    assert current(cast, request_).expected_on.isoformat() == "2099-01-31"


def test_a_document_that_is_handed_in_is_tied_to_the_request(cast, host, request_, sign_in):
    carla = sign_in(cast.carla)
    form = carla.get(page("upload-new", host.pk))

    carla.post(page("upload-new", host.pk), {"file": soc2(), "answers": str(request_.pk)})

    found = current(cast, request_)
    with cast.at(cast.northgate):
        [upload] = ReportUpload.objects.all()
    assert "The request of 16 November 2026: SOC 2 Type II report" in form.text
    assert (found.ended_as, found.upload_id) == ("received", upload.pk)


def test_what_is_here_already_can_be_tied_later(cast, host, request_, sign_in):
    with cast.at(cast.northgate, cast.carla):
        upload = read_document(host, by=cast.carla)

    sign_in(cast.carla).post(page("request-step", request_.pk, "receive"), {"came": str(upload.pk)})

    assert current(cast, request_).upload_id == upload.pk


def test_something_of_another_service_is_no_answer(cast, host, request_):
    with cast.at(cast.northgate, cast.carla):
        upload = read_document(_another(cast, host), by=cast.carla)
        with pytest.raises(RequestRefused, match="for this service"):
            requests.receive_requested(asked=request_, upload=upload, by=cast.carla, at=NOON)


@pytest.mark.parametrize(("verb", "state"), [("decline", "declined"), ("withdraw", "withdrawn")])
def test_a_request_is_closed_with_a_reason_and_once(cast, request_, sign_in, verb, state):
    step, carla = page("request-step", request_.pk, verb), sign_in(cast.carla)

    without = carla.post(step, {"reason": " "})
    carla.post(step, {"reason": "They sell no report."})
    again = carla.post(step, {"reason": "Once more."})

    found = current(cast, request_)
    assert "Say why" in without.text
    assert again.status_code == 409
    assert (found.ended_as, found.reason) == (state, "They sell no report.")
    with cast.at(cast.northgate):
        assert not requests.nudge(request_id=request_.pk, at=NOON + timedelta(days=60))


def test_readiness_says_that_the_vendor_was_asked_and_when_that_is_late(cast, engagement, request_):
    def line(day):
        with cast.at(cast.lakeview):
            lines = standpoint(engagement, today=day).readiness.lines
        kinds = {one.requirement.kind: one for one in lines}
        return kinds[RequirementKind.SOC2_REPORT]

    on_time, late = line(TODAY), line(LATE)

    assert on_time.holder is Party.VENDOR
    assert "is not here: asked 16 November 2026, due 7 December 2026." in on_time.sentence
    assert late.holder is Party.PARTNER
    assert "late" in late.sentence


def test_letters_to_a_vendor_are_the_partners_alone(cast, request_):
    with cast.at(cast.northgate, cast.carla):
        requests.write_to_vendor(asked=request_, words="Hello", by=cast.carla, at=NOON)
    with cast.at(cast.lakeview):
        assert not RequestLetter.objects.exists()
    with cast.at(cast.southbank):
        assert not ReportRequest.objects.exists()


def _another(cast, host):
    with cast.at(cast.northgate):
        return VendorService.objects.exclude(pk=host.pk).by_name()[0]
