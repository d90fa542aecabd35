"""One question for what calls of other partners take of several people."""

from django.db import migrations

from portal.tenancy.rls import ORG, Sql

# Row security shows the times of one person, for whom one acts; here that is each in turn.
LOOK = f"""
CREATE FUNCTION taken_elsewhere(people uuid[], since timestamptz)
RETURNS TABLE (person uuid, begun timestamptz, ended timestamptz) LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
DECLARE
    before text := coalesce(current_setting('app.user', true), '');
    one uuid;
BEGIN
    FOREACH one IN ARRAY people LOOP
        PERFORM set_config('app.user', one::text, true);
        RETURN QUERY SELECT user_id, starts_at, ends_at FROM engagements_takentime
            WHERE user_id = one AND ends_at > since AND partner_id <> {ORG};
    END LOOP;
    PERFORM set_config('app.user', before, true);
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0007_take_people_once'),
    ]

    operations = [
        Sql(LOOK, 'DROP FUNCTION taken_elsewhere(uuid[], timestamptz)', what='Ask for the taken times of several people'),
    ]
