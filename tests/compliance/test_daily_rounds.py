"""The clock of the portal finds every duty with an owner, and every report that is owed."""

import pytest
from celery import current_app

import portal.celery
from compliance.cuecs.models import CuecDuty
from portal.jobs.models import Job
from tests.compliance.cuecs.relying import CONTROLS, given, rely
from tests.compliance.vendors.asking import asked


@pytest.mark.django_db(transaction=True, databases=["default", "system"])
def test_engagements_with_owned_duties_and_open_requests_are_looked_at(
    cast, engagement, host, run_jobs
):
    rely(cast, host, CONTROLS)
    run_jobs()
    with cast.at(cast.lakeview):
        duty = CuecDuty.objects.standing().select_related("engagement")[0]
    given(cast, duty)
    asked(cast, host)
    portal.celery.app.loader.import_default_modules()

    current_app.tasks["compliance.tend_duties"]()
    current_app.tasks["compliance.tend_requests"]()

    assert jobs(cast, cast.lakeview, "compliance.remind_of_duties") == 1
    assert jobs(cast, cast.northgate, "compliance.nudge_request") == 1
    run_jobs()
    assert jobs(cast, cast.lakeview, "compliance.remind_of_duties", state="failed") == 0


def jobs(cast, org, name, **more):
    with cast.at(org):
        return Job.objects.filter(name=name, **more).count()
