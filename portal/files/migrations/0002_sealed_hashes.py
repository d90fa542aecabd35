from django.db import migrations, models

from portal.tenancy.rls import Sql


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_stored_files'),
    ]

    operations = [
        migrations.CreateModel(
            name='SealedHash',
            fields=[
                ('sha256', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('packet', 'compliance packet'), ('agreement', 'agreement')], max_length=20)),
                ('sealed_at', models.DateTimeField()),
            ],
        ),
        # No organisation's data is in it, hence no row security; what was sealed stays sealed.
        Sql(
            'REVOKE UPDATE, DELETE, TRUNCATE ON files_sealedhash FROM portal_app, portal_system',
            'GRANT UPDATE, DELETE ON files_sealedhash TO portal_app, portal_system',
            what='Only add to what was sealed',
        ),
    ]
