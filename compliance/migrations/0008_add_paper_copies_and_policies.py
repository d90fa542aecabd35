import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from portal.tenancy.rls import SameOrgKey, Sql, client_owned, partner_owned

# A copy is recorded once and judged once; a rule is only followed by the next.
REFUSE = """
CREATE TRIGGER never_deleted BEFORE DELETE ON compliance_papercopy
    FOR EACH ROW EXECUTE FUNCTION compliance_refuse_change();
CREATE TRIGGER judged_once BEFORE UPDATE ON compliance_papercopy
    FOR EACH ROW WHEN (
        OLD.confirmed_at IS NOT NULL OR OLD.returned_at IS NOT NULL
        OR (OLD.agreement_id, OLD.scan_id, OLD.client_signer, OLD.client_capacity,
            OLD.client_signed_on, OLD.partner_signer, OLD.partner_capacity, OLD.partner_signed_on,
            OLD.recorded_by_id, OLD.recorded_at)
        IS DISTINCT FROM
           (NEW.agreement_id, NEW.scan_id, NEW.client_signer, NEW.client_capacity,
            NEW.client_signed_on, NEW.partner_signer, NEW.partner_capacity, NEW.partner_signed_on,
            NEW.recorded_by_id, NEW.recorded_at)
    ) EXECUTE FUNCTION compliance_refuse_change();
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON compliance_signingpolicy
    FOR EACH ROW EXECUTE FUNCTION compliance_refuse_change();
"""
ALLOW = """
DROP TRIGGER never_changed ON compliance_signingpolicy;
DROP TRIGGER judged_once ON compliance_papercopy;
DROP TRIGGER never_deleted ON compliance_papercopy;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_cache'),
        ('compliance', '0007_add_following_versions'),
        ('engagements', '0004_let_clearance_end_after_go_live'),
        ('files', '0002_sealed_hashes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PaperCopy',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('client_signer', models.CharField(max_length=200)),
                ('client_capacity', models.CharField(max_length=200)),
                ('client_signed_on', models.DateField()),
                ('partner_signer', models.CharField(max_length=200)),
                ('partner_capacity', models.CharField(max_length=200)),
                ('partner_signed_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('returned_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='SigningPolicy',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('four_eyes', models.BooleanField(default=False)),
                ('set_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RemoveConstraint(
            model_name='agreement',
            name='one_open_agreement_per_kind',
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['client_signed', 'countersigned', 'on_paper', 'preparing', 'sent'])), fields=('engagement', 'kind'), name='one_open_agreement_per_kind'),
        ),
        migrations.AddField(
            model_name='papercopy',
            name='agreement',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.agreement'),
        ),
        migrations.AddField(
            model_name='papercopy',
            name='confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='papercopy',
            name='org',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization'),
        ),
        migrations.AddField(
            model_name='papercopy',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='papercopy',
            name='returned_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='papercopy',
            name='scan',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile'),
        ),
        migrations.AddField(
            model_name='signingpolicy',
            name='partner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization'),
        ),
        migrations.AddField(
            model_name='signingpolicy',
            name='set_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='papercopy',
            constraint=models.UniqueConstraint(condition=models.Q(('returned_at', None)), fields=('agreement',), name='one_paper_copy_stands'),
        ),
        migrations.AddConstraint(
            model_name='papercopy',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_at', None), models.Q(('confirmed_by__isnull', False), ('returned_at', None), models.Q(('confirmed_by', models.F('recorded_by')), _negated=True)), _connector='OR'), name='paper_copy_confirmed_by_a_second_person'),
        ),
        client_owned('compliance_papercopy'),
        partner_owned('compliance_signingpolicy'),
        SameOrgKey('compliance_papercopy', 'org_id, agreement_id', 'compliance_agreement', 'org_id, id'),
        SameOrgKey('compliance_papercopy', 'org_id, scan_id', 'files_storedfile', 'org_id, id'),
        Sql(REFUSE, ALLOW, what='Copies on paper are judged once, rules are only followed'),
    ]
