"""The function that chains the trail finds no temporary table in the place of one of ours."""

from django.db import migrations

from portal.tenancy.rls import Sql

# PostgreSQL looks into the schema of temporary tables first, unless it is named.
LAST = "ALTER FUNCTION audit_chain() SET search_path = pg_catalog, public, pg_temp"
BEFORE = "ALTER FUNCTION audit_chain() SET search_path = pg_catalog, public"


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_add_checks'),
    ]

    operations = [
        Sql(LAST, BEFORE, what='Look in temporary schemas last'),
    ]
