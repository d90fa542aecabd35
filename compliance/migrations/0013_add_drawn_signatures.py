from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0012_add_their_papers'),
    ]

    operations = [
        migrations.AddField(
            model_name='signature',
            name='drawing',
            field=models.TextField(blank=True),
        ),
    ]
