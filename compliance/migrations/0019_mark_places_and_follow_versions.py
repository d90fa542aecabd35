import django.db.models.deletion
from django.db import migrations, models

from portal.tenancy.rls import SameOrgKey, Sql

# What a worker read, and which version came before, is never told otherwise.
REFUSE = """
CREATE TRIGGER reading_stays_as_it_is BEFORE UPDATE ON compliance_theirpaper
    FOR EACH ROW WHEN (
        OLD.follows_id IS DISTINCT FROM NEW.follows_id
        OR OLD.read_at IS NOT NULL AND (OLD.pictures, OLD.marks, OLD.carried, OLD.changes)
        IS DISTINCT FROM (NEW.pictures, NEW.marks, NEW.carried, NEW.changes)
    ) EXECUTE FUNCTION compliance_refuse_change();
"""
ALLOW = "DROP TRIGGER reading_stays_as_it_is ON compliance_theirpaper;"


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0018_add_features_and_regions'),
    ]

    operations = [
        migrations.AddField(
            model_name='theirpaper',
            name='carried',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='theirpaper',
            name='changes',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='theirpaper',
            name='follows',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.theirpaper'),
        ),
        migrations.AddField(
            model_name='theirpaper',
            name='marks',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='theirpaper',
            name='pictures',
            field=models.JSONField(default=dict),
        ),
        SameOrgKey('compliance_theirpaper', 'org_id, follows_id', 'compliance_theirpaper', 'org_id, id'),
        Sql(REFUSE, ALLOW, what='What was read of a version stays as it was read'),
    ]
