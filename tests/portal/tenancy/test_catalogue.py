"""What PostgreSQL itself says of every table, key, function, view and role. New ones included."""

import pytest
from django.apps import apps
from django.db import connection

from portal.tenancy.models import TenantQuery

pytestmark = pytest.mark.django_db

OWNERS = {"org_id", "partner_id"}
# Tables of nobody: people, their sessions and second factors, hashes of sealed files, Django's own.
SHARED = {
    "account_emailaddress",
    "account_emailconfirmation",
    "accounts_cache",
    "accounts_user",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "django_session",
    "files_sealedhash",
    "mfa_authenticator",
    "usersessions_usersession",
}
# Owned by a person instead of an organisation.
PERSONAL = {"accounts_accountevent"}
# Unique across tenants: the public word of an organisation in addresses, and what is random.
PUBLIC_OR_RANDOM = {
    ("accounts_organization", ("slug",)),
    ("engagements_booking", ("ical_uid",)),
    ("engagements_booking", ("token_digest",)),
    ("engagements_host", ("feed_digest",)),
}


def rows(query, *params):
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return cursor.fetchall()


def tables():
    """Every table with its columns: {"audit_auditevent": {"id", "org_id", ...}}."""
    found = rows(
        "SELECT c.relname, array_agg(a.attname) FROM pg_class c"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') GROUP BY 1"
    )
    return {name: set(columns) for name, columns in found}


def owned():
    return {name for name, columns in tables().items() if columns & OWNERS} | PERSONAL


# Row security


def test_every_table_has_an_owner_or_is_named_as_shared():
    assert set(tables()) - owned() == SHARED


def test_row_security_is_on_and_forced_on_every_owned_table():
    guarded = rows("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")

    assert owned() - {name for (name,) in guarded} == set()


def test_every_owned_table_has_a_policy_for_each_of_the_four_commands():
    found = rows(
        "SELECT c.relname, string_agg(p.polcmd::text, '' ORDER BY p.polcmd::text)"
        " FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid GROUP BY 1"
    )

    assert dict(found) == dict.fromkeys(owned(), "adrw")


def test_no_policy_lets_through_without_looking_at_who_asks():
    clauses = rows(
        "SELECT c.relname, p.polname, pg_get_expr(p.polqual, p.polrelid),"
        " pg_get_expr(p.polwithcheck, p.polrelid)"
        " FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid"
    )
    lax = [
        (table, policy)
        for table, policy, *conditions in clauses
        for condition in conditions
        if condition is not None and "current_setting('app." not in condition
    ]

    assert lax == []


def test_reading_is_judged_by_columns_alone():
    """A subquery in a policy is slow, and looks through the eyes of whoever owns the table."""
    clauses = rows("SELECT pg_get_expr(polqual, polrelid) FROM pg_policy WHERE polqual NOTNULL")

    assert [clause for (clause,) in clauses if "select" in clause.lower()] == []


def test_every_model_of_an_owned_table_is_loud_outside_a_tenant_block():
    quiet = [
        model._meta.label
        for model in apps.get_models()
        if model._meta.db_table in owned()
        and not isinstance(model._default_manager.all().query, TenantQuery)
    ]

    assert quiet == []


# Keys


def foreign_keys():
    """(table, its columns, the table referred to) of every foreign key."""
    return rows(
        "SELECT c.conrelid::regclass::text, array(SELECT a.attname FROM unnest(c.conkey) k"
        " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k),"
        " c.confrelid::regclass::text FROM pg_constraint c WHERE c.contype = 'f'"
    )


def test_every_key_between_owned_tables_carries_the_owner():
    """PostgreSQL checks keys without row security: one id alone reaches into other tenants."""
    plain = [
        (table, columns, parent)
        for table, columns, parent in foreign_keys()
        if {table, parent} <= owned() and not set(columns) & OWNERS
    ]

    assert plain == []


def test_every_reference_of_a_model_to_an_owned_table_is_a_key_of_the_database():
    keyed = {(table, column) for table, columns, _ in foreign_keys() for column in columns}
    loose = [
        str(field)
        for model in apps.get_models()
        if model._meta.db_table in owned()
        for field in model._meta.local_fields
        if field.is_relation
        and field.related_model._meta.db_table in owned()
        and (model._meta.db_table, field.column) not in keyed
    ]

    assert loose == []


def test_no_unique_index_tells_one_tenant_what_another_has():
    uniques = rows(
        "SELECT i.indrelid::regclass::text, array_agg(a.attname ORDER BY a.attname),"
        " bool_or(a.atttypid = 'uuid'::regtype) FROM pg_index i"
        " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)"
        " WHERE i.indisunique AND NOT i.indisprimary GROUP BY i.indexrelid, 1"
    )
    telling = {
        (table, tuple(columns))
        for table, columns, has_uuid in uniques
        if table in owned() and not has_uuid
    }

    assert telling <= PUBLIC_OR_RANDOM


# Roles


@pytest.mark.parametrize(
    ("role", "bypasses"), [("portal_app", False), ("portal_owner", False), ("portal_system", True)]
)
def test_no_role_of_ours_is_a_superuser_or_a_member_of_another(role, bypasses):
    powers = rows(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolreplication,"
        " EXISTS (SELECT FROM pg_auth_members WHERE member = r.oid) FROM pg_roles r"
        " WHERE rolname = %s",
        role,
    )

    assert powers == [(False, bypasses, False, False, False)]


@pytest.mark.parametrize("role", ["portal_app", "portal_system"])
def test_the_roles_that_serve_own_nothing(role):
    assert rows("SELECT relname FROM pg_class WHERE relowner = %s::regrole", role) == []
    assert rows("SELECT proname FROM pg_proc WHERE proowner = %s::regrole", role) == []


def test_tests_run_as_the_role_of_the_application():
    assert rows("SELECT current_user") == [("portal_app",)]


@pytest.mark.parametrize("role", ["portal_app", "portal_system"])
def test_the_roles_that_serve_may_read_and_write_rows_and_no_more(role):
    extra = rows(
        "SELECT relname, privilege_type FROM pg_class, aclexplode(relacl)"
        " WHERE grantee = %s::regrole AND relkind = 'r' AND privilege_type NOT IN"
        " ('SELECT', 'INSERT', 'UPDATE', 'DELETE')",
        role,
    )

    assert extra == []


@pytest.mark.parametrize("role", ["portal_app", "portal_system"])
@pytest.mark.parametrize(
    ("table", "rights"),
    [
        ("audit_auditevent", ["INSERT", "SELECT"]),
        ("audit_auditanchor", ["INSERT", "SELECT"]),
        ("audit_audithead", ["SELECT"]),
    ],
)
def test_the_trail_is_added_to_and_nothing_else(role, table, rights):
    granted = rows(
        "SELECT privilege_type FROM pg_class, aclexplode(relacl)"
        " WHERE grantee = %s::regrole AND relname = %s ORDER BY 1",
        role,
        table,
    )

    assert [right for (right,) in granted] == rights


# Functions and views


def test_functions_that_run_as_their_owner_belong_to_no_superuser_and_fix_their_search_path():
    found = rows(
        "SELECT p.proname, r.rolsuper, coalesce(array_to_string(p.proconfig, ' '), '')"
        " FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner"
        " WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace"
    )

    assert found
    assert [
        name
        for name, of_superuser, fixed in found
        # Unless it is named last, temporary tables of whoever calls are found first.
        if of_superuser or not fixed.endswith("search_path=pg_catalog, public, pg_temp")
    ] == []


def test_views_look_with_the_eyes_of_whoever_asks():
    """A view otherwise sees what its owner sees; one that is stored sees everything."""
    lax = rows(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND (relkind = 'm' OR relkind = 'v'"
        "  AND NOT coalesce('security_invoker=true' = ANY (reloptions), false))"
    )

    assert lax == []
