import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.tenancy.rls import SameOrgKey, client_owned, partner_owned


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0001_evidence'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='VendorService',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.SlugField(max_length=60)),
                ('vendor', models.CharField(max_length=100)),
                ('product', models.CharField(max_length=200)),
                ('access_route', models.CharField(blank=True, max_length=200)),
                ('role', models.CharField(max_length=20)),
                ('retired_at', models.DateTimeField(null=True)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
            ],
        ),
        migrations.CreateModel(
            name='VendorReport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=10)),
                ('type', models.CharField(max_length=10)),
                ('system_name', models.CharField(max_length=300)),
                ('auditor', models.CharField(max_length=200)),
                ('period_start', models.DateField(null=True)),
                ('period_end', models.DateField()),
                ('report_date', models.DateField()),
                ('categories', models.JSONField(default=list)),
                ('opinion', models.CharField(max_length=20)),
                ('covers_service', models.BooleanField(default=False)),
                ('criteria_not_met', models.JSONField(default=list)),
                ('exceptions', models.JSONField(default=list)),
                ('subservice', models.JSONField(default=list)),
                ('cuecs', models.JSONField(default=list)),
                ('answers', models.JSONField(default=dict)),
                ('bridge_from', models.DateField(null=True)),
                ('bridge_until', models.DateField(null=True)),
                ('bridge_by_management', models.BooleanField(default=False)),
                ('state', models.CharField(default='received', max_length=12)),
                ('received_at', models.DateTimeField()),
                ('reviewed_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('refusal', models.TextField(blank=True)),
                ('bridge_file', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.vendorservice')),
            ],
        ),
        migrations.CreateModel(
            name='StatedPosition',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('topic', models.CharField(max_length=20)),
                ('answer', models.CharField(max_length=10)),
                ('says', models.TextField(blank=True)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('as_of', models.DateField(null=True)),
                ('verify_by', models.DateField(null=True)),
                ('stated_at', models.DateTimeField()),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('service', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.vendorservice')),
            ],
        ),
        migrations.CreateModel(
            name='ServiceUse',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('region', models.CharField(blank=True, max_length=100)),
                ('touches_data', models.BooleanField(default=True)),
                ('named_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('engagement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagements.engagement')),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('service', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.vendorservice')),
            ],
        ),
        migrations.AddConstraint(
            model_name='vendorservice',
            constraint=models.UniqueConstraint(fields=('partner', 'key'), name='one_service_per_key'),
        ),
        migrations.AddConstraint(
            model_name='vendorreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), models.Q(('decided_by__isnull', False), ('reviewed_by__isnull', False), models.Q(('reviewed_by', models.F('decided_by')), _negated=True)), _connector='OR'), name='report_accepted_by_two_people'),
        ),
        migrations.AddConstraint(
            model_name='vendorreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('bridge_file', None), ('bridge_from', None), ('bridge_until', None)), models.Q(('bridge_file__isnull', False), ('bridge_from__isnull', False), ('bridge_until__isnull', False)), _connector='OR'), name='bridge_letter_has_its_dates'),
        ),
        migrations.AddIndex(
            model_name='statedposition',
            index=models.Index(fields=['partner', 'service', 'topic', '-stated_at'], name='position_now'),
        ),
        migrations.AddConstraint(
            model_name='serviceuse',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('engagement', 'service'), name='service_used_once'),
        ),
        partner_owned('compliance_vendorservice'),
        partner_owned('compliance_statedposition'),
        partner_owned('compliance_vendorreport'),
        client_owned('compliance_serviceuse'),
        SameOrgKey('compliance_statedposition', 'partner_id, service_id', 'compliance_vendorservice', 'partner_id, id'),
        SameOrgKey('compliance_vendorreport', 'partner_id, service_id', 'compliance_vendorservice', 'partner_id, id'),
        SameOrgKey('compliance_vendorreport', 'partner_id, file_id', 'files_storedfile', 'org_id, id'),
        SameOrgKey('compliance_vendorreport', 'partner_id, bridge_file_id', 'files_storedfile', 'org_id, id'),
        SameOrgKey('compliance_serviceuse', 'org_id, engagement_id', 'engagements_engagement', 'org_id, id'),
        SameOrgKey('compliance_serviceuse', 'org_id, partner_id', 'accounts_organization', 'id, partner_id'),
        SameOrgKey('compliance_serviceuse', 'partner_id, service_id', 'compliance_vendorservice', 'partner_id, id'),
    ]
