import django.db.models.deletion
from django.db import migrations, models

from portal.tenancy.rls import SameOrgKey, Sql

# The copy that was reviewed is the one that is signed.
REFUSE = """
CREATE TRIGGER copy_stays_as_it_is BEFORE UPDATE ON compliance_theirpaper
    FOR EACH ROW WHEN (
        OLD.read_at IS NOT NULL AND OLD.copy_id IS DISTINCT FROM NEW.copy_id
    ) EXECUTE FUNCTION compliance_refuse_change();
"""
ALLOW = "DROP TRIGGER copy_stays_as_it_is ON compliance_theirpaper;"


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0013_add_drawn_signatures'),
        ('files', '0002_sealed_hashes'),
    ]

    operations = [
        migrations.AddField(
            model_name='theirpaper',
            name='copy',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile'),
        ),
        SameOrgKey('compliance_theirpaper', 'org_id, copy_id', 'files_storedfile', 'org_id, id'),
        Sql(REFUSE, ALLOW, what='The copy that was reviewed is the one that is signed'),
    ]
