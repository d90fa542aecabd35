import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from portal.tenancy.rls import SameOrgKey, Sql, client_owned

# What was received, and what a worker read in it, is never told otherwise.
REFUSE = """
CREATE TRIGGER never_deleted BEFORE DELETE ON compliance_theirpaper
    FOR EACH ROW EXECUTE FUNCTION compliance_refuse_change();
CREATE TRIGGER received_stays_as_it_is BEFORE UPDATE ON compliance_theirpaper
    FOR EACH ROW WHEN (
        (OLD.file_id, OLD.engagement_id, OLD.received_by_id, OLD.received_at)
        IS DISTINCT FROM (NEW.file_id, NEW.engagement_id, NEW.received_by_id, NEW.received_at)
        OR OLD.read_at IS NOT NULL AND (OLD.read_at, OLD.unread, OLD.pages, OLD.proposals)
        IS DISTINCT FROM (NEW.read_at, NEW.unread, NEW.pages, NEW.proposals)
    ) EXECUTE FUNCTION compliance_refuse_change();
CREATE TRIGGER source_stays_as_it_is BEFORE UPDATE ON compliance_agreement
    FOR EACH ROW WHEN (OLD.theirs_id IS DISTINCT FROM NEW.theirs_id)
    EXECUTE FUNCTION compliance_refuse_change();
"""
ALLOW = """
DROP TRIGGER source_stays_as_it_is ON compliance_agreement;
DROP TRIGGER received_stays_as_it_is ON compliance_theirpaper;
DROP TRIGGER never_deleted ON compliance_theirpaper;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_cache'),
        ('compliance', '0011_tell_annexed_changes_apart'),
        ('engagements', '0005_follow_calls_to_their_end'),
        ('files', '0002_sealed_hashes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='agreement',
            name='template',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.agreementtemplate'),
        ),
        migrations.AlterField(
            model_name='agreement',
            name='template_version',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.CreateModel(
            name='TheirPaper',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('received_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('unread', models.TextField(blank=True)),
                ('pages', models.JSONField(default=list)),
                ('proposals', models.JSONField(default=dict)),
                ('proposed_notice', models.JSONField(null=True)),
                ('decisions', models.JSONField(default=dict)),
                ('notice', models.JSONField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('engagement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagements.engagement')),
                ('file', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organization')),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='agreement',
            name='theirs',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.theirpaper'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('template__isnull', False), ('theirs', None)), models.Q(('template', None), ('theirs__isnull', False)), _connector='OR'), name='agreement_made_from_a_template_or_their_paper'),
        ),
        client_owned('compliance_theirpaper'),
        SameOrgKey('compliance_theirpaper', 'org_id, file_id', 'files_storedfile', 'org_id, id'),
        SameOrgKey('compliance_theirpaper', 'org_id, engagement_id', 'engagements_engagement', 'org_id, id'),
        SameOrgKey('compliance_agreement', 'org_id, theirs_id', 'compliance_theirpaper', 'org_id, id'),
        Sql(REFUSE, ALLOW, what='What a client gave stays as it was received'),
    ]
