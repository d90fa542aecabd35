"""Packets that are not finished show answers in their own section, not with other evidence."""

from django.db import migrations

TABLE = "compliance_packet"
SHOW = f"""
UPDATE {TABLE} SET sections = sections || '["questionnaires"]'::jsonb
WHERE state IN ('requested', 'building', 'failed')
    AND jsonb_exists(sections, 'papers')
    AND NOT jsonb_exists(sections, 'questionnaires')
"""


class Migration(migrations.Migration):

    dependencies = [
        ("compliance", "0024_read_answered_questionnaires"),
    ]

    # Row security holds for the owner of the table as well, who for once sees every tenant.
    operations = [
        migrations.RunSQL(
            [
                f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY",
                SHOW,
                f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY",
            ],
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
