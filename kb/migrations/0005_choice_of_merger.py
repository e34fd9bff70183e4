import django.db.models.deletion
from django.db import migrations, models


def carry_over(apps, schema_editor):
    """A choice counted for every merger of its scenario; without a merger there is nothing to choose."""
    choices, steps = apps.get_model("kb", "Choice"), apps.get_model("kb", "ScenarioChange")
    history = apps.get_model("kb", "HistoricalChoice")
    for choice in choices.objects.all():
        mergers = steps.objects.filter(scenario_id=choice.scenario_id, kind="merge").order_by("order", "pk")
        first, *others = [*mergers.values_list("pk", flat=True), None]
        if first is None:
            choice.delete()
            continue
        choices.objects.filter(pk=choice.pk).update(merger_id=first)
        history.objects.filter(id=choice.pk).update(merger_id=first)
        for merger in filter(None, others):
            choice.pk, choice.merger_id = None, merger
            choice.save(force_insert=True)


class Migration(migrations.Migration):
    dependencies = [("kb", "0004_legal_form_transfers_management")]

    operations = [
        migrations.AlterModelOptions(
            name="choice",
            options={
                "ordering": ["merger", "theme"],
                "verbose_name": "choice in a scenario",
                "verbose_name_plural": "choices in scenarios",
            },
        ),
        migrations.RemoveConstraint(model_name="choice", name="choice_once_a_theme"),
        migrations.AddField(
            model_name="choice",
            name="merger",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="choices",
                to="kb.scenariochange",
                verbose_name="merger",
            ),
        ),
        migrations.AddField(
            model_name="historicalchoice",
            name="merger",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="kb.scenariochange",
                verbose_name="merger",
            ),
        ),
        migrations.RunPython(carry_over, elidable=False),
        migrations.AlterField(
            model_name="choice",
            name="merger",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="choices",
                to="kb.scenariochange",
                verbose_name="merger",
            ),
        ),
        migrations.RemoveField(model_name="choice", name="scenario"),
        migrations.RemoveField(model_name="historicalchoice", name="scenario"),
        migrations.AddConstraint(
            model_name="choice",
            constraint=models.UniqueConstraint(
                fields=("merger", "theme"), name="choice_once_a_merger_and_theme"
            ),
        ),
    ]
