import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from portal.tenancy.rls import SameOrgKey, client_owned


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_cache'),
        ('compliance', '0008_add_paper_copies_and_policies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='dpareview',
            name='follows',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.dpareview'),
        ),
        migrations.AddField(
            model_name='dpaverdict',
            name='carried',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='DpaChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=8)),
                ('material', models.BooleanField()),
                ('under', models.CharField(blank=True, max_length=200)),
                ('old_words', models.TextField(blank=True)),
                ('old_page', models.PositiveIntegerField(null=True)),
                ('new_words', models.TextField(blank=True)),
                ('new_page', models.PositiveIntegerField(null=True)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.dpareview')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DpaProposal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('item', models.CharField(max_length=40)),
                ('places', models.JSONField(default=list)),
                ('strength', models.CharField(blank=True, max_length=8)),
                ('reason', models.TextField(blank=True)),
                ('value', models.CharField(blank=True, max_length=40)),
                ('confidence', models.FloatField(default=0)),
                ('standing', models.CharField(blank=True, max_length=8)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.dpareview')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'item'), name='one_proposal_per_item')],
            },
        ),
        migrations.CreateModel(
            name='DpaReading',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(default='waiting', max_length=12)),
                ('why', models.TextField(blank=True)),
                ('pages', models.PositiveIntegerField(null=True)),
                ('asked_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.dpareview')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review',), name='one_reading_per_review')],
            },
        ),
        migrations.CreateModel(
            name='DpaRound',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('item', models.CharField(max_length=40)),
                ('number', models.PositiveSmallIntegerField()),
                ('words', models.TextField()),
                ('outcome', models.CharField(max_length=12)),
                ('told_at', models.DateTimeField()),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.dpareview')),
                ('told_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'item', 'number'), name='one_round_of_a_number')],
            },
        ),
        client_owned('compliance_dpareading'),
        client_owned('compliance_dpaproposal'),
        client_owned('compliance_dpachange'),
        client_owned('compliance_dparound'),
        SameOrgKey('compliance_dpareading', 'org_id, review_id', 'compliance_dpareview', 'org_id, id'),
        SameOrgKey('compliance_dpaproposal', 'org_id, review_id', 'compliance_dpareview', 'org_id, id'),
        SameOrgKey('compliance_dpachange', 'org_id, review_id', 'compliance_dpareview', 'org_id, id'),
        SameOrgKey('compliance_dparound', 'org_id, review_id', 'compliance_dpareview', 'org_id, id'),
        SameOrgKey('compliance_dpareview', 'org_id, follows_id', 'compliance_dpareview', 'org_id, id'),
    ]
