"""Every municipality of a study that exists gets its seat at the table."""

from django.db import migrations


def seat(apps, schema_editor):
    study, party = apps.get_model("kb", "Study"), apps.get_model("kb", "Party")
    for row in study.objects.all():
        for order, municipality in enumerate(row.municipalities.order_by("name"), start=1):
            party.objects.get_or_create(
                study=row, municipality=municipality, defaults={"name": municipality.name, "order": order}
            )


class Migration(migrations.Migration):
    dependencies = [("kb", "0002_analysis_and_framework")]
    operations = [migrations.RunPython(seat, migrations.RunPython.noop)]
