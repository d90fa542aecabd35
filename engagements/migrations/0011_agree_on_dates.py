"""Dates that partner and client agree on for milestones, beside the planned ones."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.tenancy.rls import SameOrgKey, client_owned


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_cache'),
        ('engagements', '0010_look_in_temporary_schemas_last'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='milestone',
            name='agreed_on',
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name='MilestoneDate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='proposed', max_length=10)),
                ('moved_from', models.DateField()),
                ('day', models.DateField()),
                ('reason', models.TextField()),
                ('proposed_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer', models.TextField(blank=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('milestone', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagements.milestone')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('milestone',), name='one_open_date_per_milestone'),
                    models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='milestone_date_answered_by_somebody'),
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='milestone_date_has_a_reason'),
                ],
            },
        ),
        client_owned('engagements_milestonedate'),
        SameOrgKey('engagements_milestonedate', 'org_id, milestone_id', 'engagements_milestone', 'org_id, id'),
    ]
