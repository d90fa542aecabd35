import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from engagements.migrations._taken import EMPTY, FILL, KEEP_TAKEN, LET_GO
from portal.tenancy.rls import ORG, USER, Protect, SameOrgKey, Sql


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_cache'),
        ('engagements', '0006_add_duties'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TakenTime',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), (models.Func('starts_at', 'ends_at', django.contrib.postgres.fields.ranges.RangeBoundary(), function='TSTZRANGE', output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField()), '&&')], name='person_is_booked_once')],
            },
        ),
        # The owner sees the rows of all partners only while row security is not forced, and
        # writes the new table only before it is protected.
        Sql(FILL, EMPTY, what='Keep the times of calls that stand'),
        Protect(
            'engagements_takentime',
            read=f'user_id = {USER} OR partner_id = {ORG}',
            write=f'partner_id = {ORG}',
        ),
        SameOrgKey(
            'engagements_takentime', 'partner_id, id', 'engagements_booking', 'partner_id, id', on_delete='CASCADE'
        ),
        Sql(KEEP_TAKEN, LET_GO, what='Calls take the time of a person, for whichever partner'),
        migrations.RemoveConstraint(model_name='booking', name='host_is_booked_once'),
    ]
