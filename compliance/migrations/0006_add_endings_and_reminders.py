import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from portal.tenancy.rls import SameOrgKey, Sql, client_owned

# What became of the PHI is evidence: nobody changes it, the portal included.
REFUSE = """
CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON compliance_phidisposal
    FOR EACH ROW EXECUTE FUNCTION compliance_refuse_change();
CREATE TRIGGER term_stays_as_it_is BEFORE UPDATE ON compliance_agreement
    FOR EACH ROW WHEN (
        OLD.document_id IS NOT NULL
        AND (OLD.ends_on, OLD.template_version, OLD.template_sha256, OLD.sign_by)
            IS DISTINCT FROM (NEW.ends_on, NEW.template_version, NEW.template_sha256, NEW.sign_by)
    ) EXECUTE FUNCTION compliance_refuse_change();
"""
ALLOW = """
DROP TRIGGER term_stays_as_it_is ON compliance_agreement;
DROP TRIGGER never_changed ON compliance_phidisposal;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_cache'),
        ('compliance', '0005_packets'),
        ('files', '0002_sealed_hashes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('sent_at', models.DateTimeField()),
                ('agreement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.agreement')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PhiDisposal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('outcome', models.CharField(max_length=20)),
                ('extent', models.TextField()),
                ('method', models.TextField()),
                ('done_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('agreement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.agreement')),
                ('file', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('agreement',), name='one_phi_disposal_per_agreement'), models.CheckConstraint(condition=models.Q(models.Q(('extent', ''), _negated=True), models.Q(('method', ''), _negated=True)), name='phi_disposal_says_what_and_how'), models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['returned', 'destroyed']), _negated=True), ('file__isnull', False), _connector='OR'), name='phi_disposal_is_evidenced')],
            },
        ),
        client_owned('compliance_reminder'),
        client_owned('compliance_phidisposal'),
        SameOrgKey('compliance_reminder', 'org_id, agreement_id', 'compliance_agreement', 'org_id, id'),
        SameOrgKey('compliance_phidisposal', 'org_id, agreement_id', 'compliance_agreement', 'org_id, id'),
        SameOrgKey('compliance_phidisposal', 'org_id, file_id', 'files_storedfile', 'org_id, id'),
        Sql(REFUSE, ALLOW, what='What became of the PHI, and the term of what was sent, stay as they are'),
    ]
