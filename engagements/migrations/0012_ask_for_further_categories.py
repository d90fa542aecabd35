"""A scope can ask that reports cover processing integrity or privacy, with its reason."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0011_agree_on_dates'),
    ]

    operations = [
        migrations.AddField(
            model_name='statedscope',
            name='processing_integrity_needed',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='statedscope',
            name='privacy_needed',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='statedscope',
            name='categories_reason',
            field=models.TextField(blank=True, default=''),
            preserve_default=False,
        ),
    ]
