"""A vendor's report from the first letter to the last duty, in the browser, on a real stack."""

import pytest

from tests.journeys import answering, arriving, asking, engaging, proving

pytestmark = pytest.mark.browser


def test_a_report_is_asked_for_read_judged_mapped_and_what_it_leaves_is_shown(
    stack, site, tmp_path
):
    nadia = arriving.found_northgate(stack, site)
    pavel = arriving.bring_in_colleague(nadia, "Pavel Prins", "Partner signatory")
    carla = arriving.bring_in_colleague(nadia, "Carla Conti", "Partner consultant")
    home = engaging.open_engagement(carla)
    lena = arriving.bring_in_client(carla, home, "Lena Larsen", "Client owner")
    service = proving.name_the_host(carla, home)

    # Ask for it; it comes in, is read in the background, confirmed, and judged.
    asked = asking.ask_for_report(carla, service)
    report = proving.record_report(carla, service, tmp_path / proving.SOC2)
    asking.is_received(carla, asked)
    proving.accept_report(pavel, report)

    # The map says what is covered, and what is handed back.
    asking.map_says(lena, home, "Yours, open", name="map-with-open-duties")

    # What is handed back is given to somebody, shown and accepted; the map follows.
    answering.settle_controls(carla, lena, pavel, home)
    asking.map_says(lena, home, "Yours, evidenced", name="map-with-duties-shown")

    assert not site.amiss, "\n".join(site.amiss)
