import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from portal.tenancy.rls import SameOrgKey, Sql, client_owned

# Consent to be replaced is evidence, and what follows what is never told otherwise.
REFUSE = """
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON compliance_delegation
    FOR EACH ROW EXECUTE FUNCTION compliance_refuse_change();
CREATE TRIGGER line_stays_as_it_is BEFORE UPDATE ON compliance_agreement
    FOR EACH ROW WHEN (
        (OLD.follows_id, OLD.number) IS DISTINCT FROM (NEW.follows_id, NEW.number)
    ) EXECUTE FUNCTION compliance_refuse_change();
"""
ALLOW = """
DROP TRIGGER line_stays_as_it_is ON compliance_agreement;
DROP TRIGGER never_changed ON compliance_delegation;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_cache'),
        ('compliance', '0006_add_endings_and_reminders'),
        ('engagements', '0004_let_clearance_end_after_go_live'),
        ('files', '0002_sealed_hashes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('side', models.CharField(max_length=10)),
                ('words', models.CharField(max_length=800)),
                ('reason', models.TextField()),
                ('given_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='agreement',
            name='agreement_ended_with_reason',
        ),
        migrations.AddField(
            model_name='agreement',
            name='follows',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.agreement'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='number',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['declined', 'reassigned', 'replaced', 'terminated', 'void']), _negated=True), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='agreement_ended_with_reason'),
        ),
        migrations.AddField(
            model_name='delegation',
            name='agreement',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.agreement'),
        ),
        migrations.AddField(
            model_name='delegation',
            name='given_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='delegation',
            name='given_to',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='delegation',
            name='org',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.UniqueConstraint(fields=('agreement',), name='one_delegation_per_version'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('given_by', models.F('given_to')), _negated=True), models.Q(('words', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='delegation_to_somebody_else_in_words'),
        ),
        client_owned('compliance_delegation'),
        SameOrgKey('compliance_delegation', 'org_id, agreement_id', 'compliance_agreement', 'org_id, id'),
        SameOrgKey('compliance_agreement', 'org_id, follows_id', 'compliance_agreement', 'org_id, id'),
        Sql(REFUSE, ALLOW, what='Consent to be replaced, and the line of versions, stay as they are'),
    ]
