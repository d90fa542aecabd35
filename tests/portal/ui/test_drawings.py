"""Drawings are safe, named and true to their dates."""

import re
from dataclasses import replace
from datetime import date

import pytest

from portal.ui.drawings.period_line import Period, PeriodLine, draw_period_line
from portal.ui.drawings.seal import draw_seal
from portal.ui.drawings.svg import Scale, element
from portal.ui.drawings.timeline import Milestone, Timeline, draw_timeline
from portal.ui.gallery.drawn import period_line, timeline

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("svg", [draw_timeline(timeline()), draw_period_line(period_line())])
def test_a_drawing_names_itself_and_writes_no_inline_style(svg: str) -> None:
    assert svg.startswith("<svg ")
    assert 'role="img"' in svg
    assert "<title" in svg
    assert "<desc" in svg
    assert "style=" not in svg


def test_words_in_a_drawing_are_escaped() -> None:
    plan = Timeline([Milestone("<script>x</script>", TODAY, TODAY)], TODAY)

    svg = draw_timeline(plan)

    assert "<script>" not in svg
    assert "&lt;script&gt;" in svg


def test_attributes_are_escaped() -> None:
    assert element("rect", id='"><script>') == '<rect id="&quot;&gt;&lt;script&gt;"/>'


def test_an_attribute_without_a_value_is_left_out() -> None:
    assert element("rect", x=1.0, rx=None) == '<rect x="1"/>'


def test_days_keep_their_order_and_stay_inside() -> None:
    scale = Scale(date(2026, 1, 1), date(2026, 12, 31), 100, 900)

    assert scale.x(date(2025, 1, 1)) == 100
    assert 100 < scale.x(date(2026, 3, 1)) < scale.x(date(2026, 9, 1)) < 900
    assert scale.x(date(2027, 6, 1)) == 900


@pytest.mark.parametrize("years", [0, 1, 3, 12, 80])
def test_there_are_never_more_month_names_than_fit(years: int) -> None:
    months = Scale(date(2026, 1, 15), date(2026 + years, 11, 15), 0, 840).months()

    assert len(months) <= 13
    assert all(month.day == 1 for month in months)


def test_a_late_or_blocked_milestone_says_so_in_words() -> None:
    svg = draw_timeline(timeline())

    assert "20 Nov, late" in svg
    assert "18 Dec, blocked" in svg


def test_only_a_milestone_that_moved_shows_its_first_date() -> None:
    still = Timeline([Milestone("A", TODAY, TODAY, baseline=TODAY)], TODAY)
    moved = Timeline([Milestone("A", TODAY, TODAY, baseline=date(2026, 11, 1))], TODAY)

    assert "d-baseline" not in draw_timeline(still)
    assert "d-baseline" in draw_timeline(moved)


def test_a_line_without_a_gap_says_that_every_day_is_covered() -> None:
    report = Period("SOC 2", date(2026, 1, 1), date(2026, 12, 31))
    line = PeriodLine(date(2026, 1, 1), date(2026, 12, 31), [report], TODAY)

    assert line.description == ("Every day from 1 January 2026 to 31 December 2026 is covered.")


def test_the_days_of_a_gap_are_counted_with_both_ends() -> None:
    assert period_line().gaps[0].days == 92
    assert "92 days are not covered" in period_line().description


def test_where_it_is_looked_at_later_the_day_is_named_and_not_called_today() -> None:
    plan, line = replace(timeline(), today_is="12 Nov 2026"), period_line()
    dated = replace(line, today=line.window_end, today_is="12 Nov 2026")

    for svg in (draw_timeline(plan), draw_period_line(dated)):
        assert ">12 Nov 2026<" in svg
        assert ">Today<" not in svg
    assert ">Today<" in draw_period_line(line)


def test_a_named_seal_is_an_image_and_an_unnamed_one_is_decoration() -> None:
    assert 'aria-label="Sealed"' in draw_seal(size=40, label="Sealed")
    assert 'aria-hidden="true"' in draw_seal(size=40)


def test_each_reference_of_a_drawing_exists_once() -> None:
    svg = draw_timeline(timeline())
    named = re.search(r'aria-labelledby="([^"]+)"', svg)

    assert named
    for reference in named[1].split():
        assert svg.count(f'id="{reference}"') == 1
