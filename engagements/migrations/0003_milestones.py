import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.tenancy.rls import SameOrgKey, client_owned


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0002_bookings'),
        ('files', '0001_stored_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=40)),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('evidence_wanted', models.TextField()),
                ('citation', models.CharField(blank=True, max_length=200)),
                ('depends_on', models.JSONField(default=list)),
                ('weeks_low', models.PositiveSmallIntegerField()),
                ('weeks_likely', models.PositiveSmallIntegerField()),
                ('weeks_high', models.PositiveSmallIntegerField()),
                ('is_go_live', models.BooleanField(default=False)),
                ('due_on', models.DateField()),
                ('state', models.CharField(default='planned', max_length=12)),
                ('started_on', models.DateField(null=True)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('accepted_on', models.DateField(null=True)),
                ('returned_reason', models.TextField(blank=True)),
                ('accepted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('engagement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagements.engagement')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='MilestoneEvidence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('form', models.CharField(choices=[('file', 'File'), ('link', 'Link'), ('output', 'Output of a command')], max_length=10)),
                ('title', models.CharField(max_length=200)),
                ('link', models.URLField(blank=True, max_length=1000)),
                ('output', models.TextField(blank=True)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('added_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('milestone', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagements.milestone')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('removed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.UniqueConstraint(fields=('engagement', 'key'), name='one_milestone_per_key'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False), ('accepted_on__isnull', False), ('state', 'accepted'), ('submitted_by__isnull', False)), models.Q(models.Q(('state', 'accepted'), _negated=True), ('accepted_at', None), ('accepted_by', None), ('accepted_on', None)), _connector='OR'), name='milestone_accepted_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'submitted'), _negated=True), ('submitted_by__isnull', False), _connector='OR'), name='milestone_submitted_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('returned_reason', ''), _negated=True), _connector='OR'), name='milestone_returned_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='milestoneevidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', False), ('form', 'file')), models.Q(('file', None), ('form', 'link'), models.Q(('link', ''), _negated=True)), models.Q(('file', None), ('form', 'output'), models.Q(('output', ''), _negated=True)), _connector='OR'), name='milestone_evidence_has_its_form'),
        ),
        client_owned('engagements_milestone'),
        client_owned('engagements_milestoneevidence'),
        SameOrgKey('engagements_milestone', 'org_id, engagement_id', 'engagements_engagement', 'org_id, id'),
        SameOrgKey('engagements_milestoneevidence', 'org_id, milestone_id', 'engagements_milestone', 'org_id, id'),
        SameOrgKey('engagements_milestoneevidence', 'org_id, file_id', 'files_storedfile', 'org_id, id'),
    ]
