"""Packets that are not finished get the section that did not exist when they were asked for."""

from django.db import migrations

TABLE = "compliance_packet"
TELL = f"""
UPDATE {TABLE} SET sections = sections || '["duties"]'::jsonb
WHERE state IN ('requested', 'building', 'failed')
    AND readers = 'auditor'
    AND jsonb_exists(sections, 'coverage')
    AND NOT jsonb_exists(sections, 'duties')
"""


class Migration(migrations.Migration):

    dependencies = [
        ("compliance", "0022_answer_each_exception"),
    ]

    # Row security holds for the owner of the table as well, who for once sees every tenant.
    operations = [
        migrations.RunSQL(
            [
                f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY",
                TELL,
                f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY",
            ],
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
