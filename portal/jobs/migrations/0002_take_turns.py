"""When a job was begun, and a look at the line of one kind of job, for turns among all clients."""

from django.db import migrations, models

from portal.tenancy.rls import ORG, Sql

OWN = f"org_id IS NOT DISTINCT FROM {ORG}"
IN_LINE = "name = NULLIF(current_setting('app.line', true), '')"


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_job_table")]

    operations = [
        migrations.AddField("job", "begun_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "job",
            models.Index(
                fields=["name", "org_id", "begun_at"],
                condition=models.Q(("begun_at__isnull", False)),
                name="jobs_begun",
            ),
        ),
        Sql(
            f"ALTER POLICY seen ON jobs_job USING ({OWN} OR {IN_LINE})",
            f"ALTER POLICY seen ON jobs_job USING ({OWN})",
            what="The jobs of one name are seen by whoever tells turns",
        ),
    ]
