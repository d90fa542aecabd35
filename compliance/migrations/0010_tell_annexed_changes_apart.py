
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0009_add_dpa_readings'),
    ]

    operations = [
        migrations.AddField(
            model_name='dpachange',
            name='annexed',
            field=models.BooleanField(default=False),
        ),
    ]
