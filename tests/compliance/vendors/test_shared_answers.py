"""Answers from the time when exceptions at one control shared one."""

from importlib import import_module

import pytest
from django.db import connection

from compliance.vendors import actions
from compliance.vendors.models import VendorReport
from tests.cast import NOON
from tests.papers import REPORT, received

SHARE = import_module("compliance.migrations.0022_answer_each_exception").SHARE


def noted(control):
    return {"control": control, "criteria": ["CC6.2"], "has_response": True}


@pytest.mark.parametrize(
    ("controls", "before", "after"),
    [
        (
            ["A", "B", "A", "A"],
            {"exception:A": "Minor.", "gap": "Asked."},
            {"exception:A": "Minor.", "exception:A#2": "Minor.", "exception:A#3": "Minor."}
            | {"gap": "Asked."},
        ),
        (["A", "A"], {"exception:A": "Minor.", "exception:A#2": "Own."}, None),
        (["A", "B"], {"exception:A": "Minor."}, None),
        (["A", "A"], {}, None),
        ([], {}, None),
    ],
)
def test_each_exception_gets_the_answer_that_it_shared(cast, host, controls, before, after):
    with cast.at(cast.northgate, cast.carla):
        report = actions.receive_report(
            service=host, received=received(pages=4), stated=REPORT, by=cast.carla, at=NOON
        )
        found = VendorReport.objects.filter(pk=report.pk)
        found.update(exceptions=[noted(one) for one in controls], answers=before)

        with connection.cursor() as cursor:
            cursor.execute(SHARE)

        assert found.get().answers == (before if after is None else after)
