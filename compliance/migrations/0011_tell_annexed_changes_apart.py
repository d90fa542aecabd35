
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0010_add_report_uploads'),
    ]

    operations = [
        migrations.AddField(
            model_name='dpachange',
            name='annexed',
            field=models.BooleanField(default=False),
        ),
    ]
