import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

from portal.tenancy.rls import SameOrgKey, partner_private


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0001_lifecycle'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # One index over an equal host and overlapping times needs it.
        BtreeGistExtension(),
        migrations.CreateModel(
            name='Host',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('time_zone', models.CharField(max_length=64)),
                ('weekly', models.JSONField(default=dict)),
                ('overrides', models.JSONField(default=dict)),
                ('buffer_before', models.DurationField()),
                ('buffer_after', models.DurationField()),
                ('minimum_notice', models.DurationField()),
                ('horizon', models.DurationField()),
                ('meeting_place', models.CharField(blank=True, max_length=300)),
                ('active', models.BooleanField(default=True)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('block_start', models.DateTimeField()),
                ('block_end', models.DateTimeField()),
                ('state', models.CharField(default='held', max_length=12)),
                ('visitor_name', models.CharField(max_length=200)),
                ('visitor_email', models.EmailField(max_length=254)),
                ('organisation', models.CharField(max_length=200)),
                ('visitor_zone', models.CharField(max_length=64)),
                ('intake', models.JSONField()),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('ical_uid', models.CharField(max_length=300, unique=True)),
                ('ical_sequence', models.PositiveIntegerField(default=0)),
                ('held_at', models.DateTimeField()),
                ('hold_expires_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('outcome_at', models.DateTimeField(null=True)),
                ('engagement_id', models.UUIDField(null=True)),
                ('cancelled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('outcome_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('host', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagements.host')),
            ],
        ),
        migrations.AddConstraint(
            model_name='host',
            constraint=models.UniqueConstraint(fields=('partner', 'user'), name='one_desk_per_host'),
        ),
        migrations.AddIndex(
            model_name='booking',
            index=models.Index(fields=['partner', '-starts_at'], name='calls_of_partner'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ['confirmed', 'held'])), expressions=[('host', '='), (models.Func('block_start', 'block_end', django.contrib.postgres.fields.ranges.RangeBoundary(), function='TSTZRANGE', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='host_is_booked_once'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(('block_start__lte', models.F('starts_at')), ('ends_at__lte', models.F('block_end')), ('starts_at__lt', models.F('ends_at'))), name='booking_block_covers_the_call'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['confirmed', 'took_place', 'no_show']), _negated=True), ('confirmed_at__isnull', False), _connector='OR'), name='booking_confirmed_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', False), ('state', 'cancelled')), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancelled_at', None), ('cancelled_by', None)), _connector='OR'), name='booking_cancelled_has_a_time'),
        ),
        migrations.AddConstraint(
            model_name='booking',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome_at__isnull', False), ('outcome_by__isnull', False), ('state__in', ['took_place', 'no_show'])), models.Q(models.Q(('state__in', ['took_place', 'no_show']), _negated=True), ('outcome_at', None), ('outcome_by', None)), _connector='OR'), name='booking_outcome_was_recorded_by_somebody'),
        ),
        partner_private('engagements_host'),
        partner_private('engagements_booking'),
        SameOrgKey('engagements_booking', 'partner_id, host_id', 'engagements_host', 'partner_id, id'),
        SameOrgKey('engagements_booking', 'partner_id, engagement_id', 'engagements_engagement', 'partner_id, id'),
    ]
