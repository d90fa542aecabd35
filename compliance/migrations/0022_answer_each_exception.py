"""Exceptions at one control used to share an answer: each of them gets it as its own."""

from django.db import migrations

TABLE = "compliance_vendorreport"
SHARE = f"""
WITH noted AS (
    SELECT report.id, one.exception ->> 'control' AS control, row_number() OVER (
        PARTITION BY report.id, one.exception ->> 'control' ORDER BY one.place
    ) AS number
    FROM {TABLE} AS report,
        jsonb_array_elements(report.exceptions) WITH ORDINALITY AS one (exception, place)
), shared AS (
    SELECT noted.id, jsonb_object_agg(
        'exception:' || control || '#' || number, report.answers -> ('exception:' || control)
    ) AS answers
    FROM noted JOIN {TABLE} AS report ON report.id = noted.id
    WHERE number > 1 AND jsonb_exists(report.answers, 'exception:' || control)
    GROUP BY noted.id
)
UPDATE {TABLE} AS report SET answers = shared.answers || report.answers
FROM shared WHERE report.id = shared.id
"""


class Migration(migrations.Migration):

    dependencies = [
        ("compliance", "0021_add_weekly_mails"),
    ]

    # Row security holds for the owner of the table as well, who for once sees every tenant.
    operations = [
        migrations.RunSQL(
            [
                f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY",
                SHARE,
                f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY",
            ],
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
