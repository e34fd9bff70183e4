from django.db import migrations, models

RUNNING = models.DateField(blank=True, null=True, verbose_name="running since")


class Migration(migrations.Migration):
    dependencies = [("kb", "0008_seats")]

    operations = [
        migrations.AddField("historicalservice", "done_on", RUNNING),
        migrations.AddField("service", "done_on", RUNNING),
    ]
