from django.db import migrations

from portal.tenancy.rls import Sql

MAKE = """
CREATE TABLE accounts_cache (
    cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
);
CREATE INDEX accounts_cache_expires ON accounts_cache (expires);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_account_events'),
    ]

    operations = [
        Sql(MAKE, 'DROP TABLE accounts_cache', what='The table of the cache'),
    ]
