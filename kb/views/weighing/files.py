from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from openpyxl import Workbook

from kb.exchange.writers import add_sheet, saved
from kb.guards import study_view
from kb.insight.weighing import Weighed, weighed
from kb.models import Study, Weighing, Weight
from kb.tables import weighing_files as tables
from kb.views.files import attachment, table_file
from kb.views.weighing.weighings import named


def _weights(weighing: Weighing, found: Weighed) -> tables.Rows:
    rows = Weight.objects.filter(ballot__weighing=weighing)
    given = {
        (party, pk): value for party, pk, value in rows.values_list("ballot__party", "criterion", "value")
    }
    return tables.weight_file(found, given)


FILES: dict[str, Callable[[Weighing, Weighed], tables.Rows]] = {
    "weights": _weights,
    "scores": lambda _weighing, found: tables.score_file(found),
    "arguments": lambda _weighing, found: tables.argument_file(found),
    "sums": lambda _weighing, found: tables.sum_file(found),
    "places": lambda _weighing, found: tables.place_file(found),
    "flips": lambda _weighing, found: tables.turn_file(found),
    "doubts": lambda _weighing, found: tables.doubt_file(found),
    "swings": lambda _weighing, found: tables.swing_file(found),
}

NAMES: dict[str, Promise] = {
    "weights": gettext_lazy("Weights"),
    "scores": gettext_lazy("Scores"),
    "arguments": gettext_lazy("Arguments"),
    "sums": gettext_lazy("Points by party"),
    "places": gettext_lazy("Places"),
    "flips": gettext_lazy("What turns it over"),
    "doubts": gettext_lazy("Which ± first"),
    "swings": gettext_lazy("What swings the lead"),
}


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, name: str, table: str, form: str) -> HttpResponse:
    """One table of a weighing."""
    weighing = named(study, name)
    if table not in FILES:
        raise Http404
    return table_file(*FILES[table](weighing, weighed(weighing)), form, f"{name}-{table}", str(NAMES[table]))


@require_safe
@study_view()
def whole(request: HttpRequest, study: Study, name: str) -> HttpResponse:
    """Every table in one workbook: enough to compute all of it again."""
    weighing = named(study, name)
    found = weighed(weighing)
    book = Workbook(write_only=True)
    for table, make in FILES.items():
        add_sheet(book, str(NAMES[table]), *make(weighing, found))
    return attachment(saved(book), f"{name}.xlsx")
