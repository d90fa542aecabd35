import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.tenancy.rls import SameOrgKey, Sql, client_owned

KEEP_SEALED = """
CREATE FUNCTION packet_keep_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a sealed packet is not changed';
END $$;
CREATE TRIGGER keep_sealed BEFORE UPDATE OR DELETE ON compliance_packet
    FOR EACH ROW WHEN (OLD.state = 'sealed') EXECUTE FUNCTION packet_keep_sealed();
"""
LET_GO = """
DROP TRIGGER keep_sealed ON compliance_packet;
DROP FUNCTION packet_keep_sealed();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0004_dpa'),
        ('files', '0001_stored_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Packet',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('audience', models.CharField(max_length=200)),
                ('as_of', models.DateField()),
                ('requested_at', models.DateTimeField()),
                ('state', models.CharField(default='requested', max_length=12)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('doing', models.CharField(blank=True, max_length=200)),
                ('manifest', models.TextField(blank=True)),
                ('head_seq', models.BigIntegerField(null=True)),
                ('head_hash', models.CharField(blank=True, max_length=64)),
                ('failure', models.TextField(blank=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('engagement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagements.engagement')),
                ('file', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('engagement', 'number'), name='one_packet_per_number'), models.UniqueConstraint(condition=models.Q(('state__in', ['building', 'requested'])), fields=('engagement',), name='one_packet_built_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', False), ('head_seq__isnull', False), ('state', 'sealed'), models.Q(('manifest', ''), _negated=True), models.Q(('head_hash', ''), _negated=True)), models.Q(models.Q(('state', 'sealed'), _negated=True), ('file', None), ('head_hash', ''), ('head_seq', None), ('manifest', '')), _connector='OR'), name='packet_sealed_has_its_file'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), models.Q(('failure', ''), _negated=True)), models.Q(models.Q(('state', 'failed'), _negated=True), ('failure', '')), _connector='OR'), name='packet_failed_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at', None), ('state__in', ['building', 'requested'])), models.Q(models.Q(('state__in', ['building', 'requested']), _negated=True), ('finished_at__isnull', False)), _connector='OR'), name='packet_finished_has_a_time')],
            },
        ),
        client_owned('compliance_packet'),
        SameOrgKey('compliance_packet', 'org_id, engagement_id', 'engagements_engagement', 'org_id, id'),
        SameOrgKey('compliance_packet', 'org_id, file_id', 'files_storedfile', 'org_id, id'),
        Sql(KEEP_SEALED, LET_GO, what='Keep sealed packets as they are'),
    ]
