from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0005_follow_calls_to_their_end'),
    ]

    operations = [
        migrations.AddField(
            model_name='engagement',
            name='duties',
            field=models.JSONField(default=list),
        ),
    ]
