"""A weighing of the demo's options, for the pages that show one."""

from __future__ import annotations

from django.contrib.auth.models import User

from kb.actions.weighing.ballots import cast_ballot
from kb.actions.weighing.weighings import create_weighing
from kb.models import Study, Weighing


def weighing() -> Weighing:
    """Of every option, weighed by one party by points and by one by order."""
    study, by = Study.objects.get(slug="halen-herk-lummen"), User.objects.get(username="eigenaar")
    made = create_weighing(study=study, title="Alle wegen", options=study.options.all(), by=by)
    numbers = list(made.criteria.values_list("pk", flat=True))
    first, second, *_others = study.parties.all()
    points = {pk: 100 - 20 * at for at, pk in enumerate(numbers)}
    order = {pk: len(numbers) - at for at, pk in enumerate(numbers)}
    cast_ballot(weighing=made, party=first, manner="points", weights=points, by=by)
    cast_ballot(weighing=made, party=second, manner="order", weights=order, by=by)
    return made


def addresses() -> list[str]:
    """Every page of a weighing that knows something, and the list with it."""
    made = weighing()
    one, party = made.get_absolute_url(), made.study.parties.first()
    option, criterion = made.options.first(), made.criteria.first()
    return [
        f"/studies/{made.study.slug}/weighings/",
        one,
        f"{one}edit/",
        f"{one}criteria/",
        f"{one}criteria/{criterion.pk}/",
        f"{one}weights/",
        f"{one}weights/{party.pk}/",
        f"{one}weights/{party.pk}/?manner=order",
        f"{one}weights/{party.pk}/withdraw/",
        f"{one}scores/{option.code}/{criterion.pk}/",
    ]
