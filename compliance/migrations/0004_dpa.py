import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.tenancy.rls import SameOrgKey, client_owned


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0003_agreements'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DpaReview',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('document', models.CharField(max_length=200)),
                ('dated', models.DateField(null=True)),
                ('checklist', models.CharField(max_length=20)),
                ('state', models.CharField(default='open', max_length=12)),
                ('opened_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('accepted_on', models.DateField(null=True)),
                ('refusal', models.TextField(blank=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('engagement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagements.engagement')),
                ('file', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('service', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.vendorservice')),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='DpaVerdict',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('item', models.CharField(max_length=40)),
                ('verdict', models.CharField(max_length=20)),
                ('words', models.TextField(blank=True)),
                ('page', models.PositiveIntegerField(null=True)),
                ('note', models.TextField(blank=True)),
                ('condition', models.TextField(blank=True)),
                ('judged_at', models.DateTimeField()),
                ('judged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.dpareview')),
            ],
        ),
        migrations.AddConstraint(
            model_name='dpareview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), models.Q(('accepted_on__isnull', False), ('decided_by__isnull', False), ('submitted_by__isnull', False), models.Q(('submitted_by', models.F('decided_by')), _negated=True)), _connector='OR'), name='review_accepted_by_two_people'),
        ),
        migrations.AddConstraint(
            model_name='dpaverdict',
            constraint=models.UniqueConstraint(fields=('review', 'item'), name='one_verdict_per_item'),
        ),
        client_owned('compliance_dpareview'),
        client_owned('compliance_dpaverdict'),
        SameOrgKey('compliance_dpareview', 'org_id, engagement_id', 'engagements_engagement', 'org_id, id'),
        SameOrgKey('compliance_dpareview', 'org_id, partner_id', 'accounts_organization', 'id, partner_id'),
        SameOrgKey('compliance_dpareview', 'partner_id, service_id', 'compliance_vendorservice', 'partner_id, id'),
        SameOrgKey('compliance_dpareview', 'org_id, file_id', 'files_storedfile', 'org_id, id'),
        SameOrgKey('compliance_dpaverdict', 'org_id, review_id', 'compliance_dpareview', 'org_id, id'),
    ]
