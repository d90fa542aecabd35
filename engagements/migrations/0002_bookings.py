from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0001_lifecycle'),
    ]

    operations = []
