import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from portal.tenancy.rls import SameOrgKey, Sql, client_owned

TABLES = (
    'compliance_retentionstatement',
    'compliance_retentioncapture',
    'compliance_retentionattestation',
)

# What was recorded is corrected by a later record, never edited away.
REFUSE = ''.join(
    f'CREATE TRIGGER stays_as_it_is BEFORE UPDATE OR DELETE ON {table}'
    ' FOR EACH ROW EXECUTE FUNCTION compliance_refuse_change();'
    for table in TABLES
)
ALLOW = ''.join(f'DROP TRIGGER stays_as_it_is ON {table};' for table in TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_cache'),
        ('compliance', '0015_choose_what_packets_show'),
        ('engagements', '0006_add_duties'),
        ('files', '0002_sealed_hashes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RetentionAttestation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('until', models.DateField()),
                ('words', models.TextField(blank=True)),
                ('attested_at', models.DateTimeField()),
                ('attested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('held', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.heldevidence')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RetentionCapture',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('form', models.CharField(max_length=20)),
                ('account', models.CharField(max_length=200)),
                ('claim', models.CharField(max_length=300)),
                ('keeps_nothing', models.BooleanField()),
                ('rule', models.CharField(blank=True, max_length=60)),
                ('call', models.CharField(blank=True, max_length=300)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('as_of', models.DateField(null=True)),
                ('verdict', models.CharField(max_length=12)),
                ('because', models.TextField()),
                ('compared', models.JSONField(default=list)),
                ('account_match', models.CharField(max_length=12)),
                ('account_found', models.CharField(blank=True, max_length=300)),
                ('held', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.heldevidence')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('held',), name='one_capture_per_proof')],
            },
        ),
        migrations.CreateModel(
            name='RetentionStatement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(max_length=12)),
                ('outcome', models.CharField(max_length=12)),
                ('on', models.DateField(null=True)),
                ('who', models.CharField(blank=True, max_length=200)),
                ('reach', models.CharField(blank=True, max_length=12)),
                ('account', models.CharField(blank=True, max_length=200)),
                ('setting', models.CharField(blank=True, max_length=200)),
                ('value', models.CharField(blank=True, max_length=200)),
                ('where', models.CharField(blank=True, max_length=300)),
                ('words', models.TextField(blank=True)),
                ('told_at', models.DateTimeField()),
                ('engagement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagements.engagement')),
                ('file', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('service', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.vendorservice')),
                ('told_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['org', 'engagement', 'told_at'], name='retention_told')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['not_needed', 'retracted']), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='retention_reason_given')],
            },
        ),
        client_owned('compliance_retentionstatement'),
        client_owned('compliance_retentioncapture'),
        client_owned('compliance_retentionattestation'),
        SameOrgKey('compliance_retentionstatement', 'org_id, engagement_id', 'engagements_engagement', 'org_id, id'),
        SameOrgKey('compliance_retentionstatement', 'org_id, partner_id', 'accounts_organization', 'id, partner_id'),
        SameOrgKey('compliance_retentionstatement', 'partner_id, service_id', 'compliance_vendorservice', 'partner_id, id'),
        SameOrgKey('compliance_retentionstatement', 'org_id, file_id', 'files_storedfile', 'org_id, id'),
        SameOrgKey('compliance_retentioncapture', 'org_id, held_id', 'compliance_heldevidence', 'org_id, id'),
        SameOrgKey('compliance_retentionattestation', 'org_id, held_id', 'compliance_heldevidence', 'org_id, id'),
        Sql(REFUSE, ALLOW, what='What was recorded of a retention setting stays as it was'),
    ]
