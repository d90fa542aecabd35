"""The main job, end to end: ten steps, each by its own person, in the browser, on a real stack."""

import pytest

from tests.journeys import agreeing, arriving, engaging, proving

pytestmark = pytest.mark.browser


def test_a_booked_call_ends_with_a_packet_that_an_auditor_checks(stack, site, tmp_path):
    nadia = arriving.found_northgate(stack, site)
    pavel = arriving.bring_in_colleague(nadia, "Pavel Prins", "Partner signatory")
    carla = arriving.bring_in_colleague(nadia, "Carla Conti", "Partner consultant")
    emil = arriving.bring_in_colleague(nadia, "Emil Engström", "Partner engineer")
    engaging.take_calls(carla)

    # 1. A visitor books a call, and is told at once that the public API is ruled out, and why.
    engaging.book_call(site)

    # 2. The consultant makes an engagement of it and invites the client's people.
    home = engaging.make_engagement(carla)
    lena = arriving.bring_in_client(carla, home, "Lena Larsen", "Client owner")
    samuel = arriving.bring_in_client(carla, home, "Samuel Stein", "Client signatory")

    # 3. The route becomes Llama 3.1 in the client's own cloud; the requirements appear.
    engaging.decide_route(carla, home)
    service = proving.name_the_host(carla, home)
    engaging.requirements_appear(lena, home)

    # 4. The BAA is sent, signed, countersigned and sealed, and both get the file.
    agreeing.enter_templates(carla)
    agreeing.send_baa(carla, home, client="Samuel Stein", partner="Pavel Prins")
    agreeing.sign_baa(samuel, pavel)
    executed = agreeing.both_get_the_file(samuel, pavel, tmp_path)
    assert executed.read_bytes().startswith(b"%PDF")

    # 5. The cloud host's report and DPA are reviewed, and accepted by a second person.
    report = proving.record_report(carla, service, tmp_path / "hartfield-soc2.pdf")
    proving.accept_report(pavel, report)
    review = proving.review_dpa(carla, home, tmp_path / "host-dpa.pdf")
    proving.accept_dpa(pavel, review)
    paper = proving.record_host_baa(carla, home, tmp_path / "host-baa.pdf")
    proving.accept_paper(pavel, paper)

    # 6. The engineer records the milestones with evidence; the client accepts them.
    proving.lay_out_plan(carla, home)
    for title in proving.BEFORE_GO_LIVE:
        proving.record_milestone(emil, home, title, tmp_path / "evidence.pdf")
        proving.accept_milestone(lena, home, title)

    # 7. Everything that was missing is met.
    proving.is_clear(lena, home)

    assert not site.amiss, "\n".join(site.amiss)
