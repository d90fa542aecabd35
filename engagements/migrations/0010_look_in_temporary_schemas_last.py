"""Functions of 0007 and 0008 find no temporary table in the place of one of ours."""

from django.db import migrations

from portal.tenancy.rls import Sql

# PostgreSQL looks into the schema of temporary tables first, unless it is named: whoever may make
# one could lead a function that runs as its owner to it (CREATE FUNCTION, "Writing SECURITY
# DEFINER Functions Safely").
LAST = """
ALTER FUNCTION keep_taken_time() SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION taken_elsewhere(uuid[], timestamptz) SET search_path = pg_catalog, public, pg_temp;
"""
BEFORE = """
ALTER FUNCTION keep_taken_time() SET search_path = pg_catalog, public;
ALTER FUNCTION taken_elsewhere(uuid[], timestamptz) SET search_path = pg_catalog, public;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0009_add_what_runs_out'),
    ]

    operations = [
        Sql(LAST, BEFORE, what='Look in temporary schemas last'),
    ]
