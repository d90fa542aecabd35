from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0003_milestones'),
        ('files', '0001_stored_files'),
    ]

    operations = []
