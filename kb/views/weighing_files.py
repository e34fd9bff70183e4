from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from openpyxl import Workbook

from kb.exchange.writers import add_sheet, saved
from kb.guards import study_view
from kb.insight.weighing import Weighed, weighed
from kb.models import Study, Weighing, Weight
from kb.tables.weighing import Rows, score_file, sum_file, weight_file
from kb.views.files import attachment, table_file
from kb.views.weighings import named


def _weights(weighing: Weighing, found: Weighed) -> Rows:
    rows = Weight.objects.filter(ballot__weighing=weighing)
    given = {
        (party, pk): value for party, pk, value in rows.values_list("ballot__party", "criterion", "value")
    }
    return weight_file(found, given)


FILES: dict[str, Callable[[Weighing, Weighed], Rows]] = {
    "scores": lambda _weighing, found: score_file(found),
    "weights": _weights,
    "sums": lambda _weighing, found: sum_file(found),
}


@require_safe
@study_view()
def export(request: HttpRequest, study: Study, name: str, table: str, form: str) -> HttpResponse:
    """One table of a weighing."""
    weighing = named(study, name)
    if table not in FILES:
        raise Http404
    return table_file(*FILES[table](weighing, weighed(weighing)), form, f"{name}-{table}", table)


@require_safe
@study_view()
def whole(request: HttpRequest, study: Study, name: str) -> HttpResponse:
    """Every table in one workbook: enough to compute all of it again."""
    weighing = named(study, name)
    found = weighed(weighing)
    book = Workbook(write_only=True)
    for table, make in FILES.items():
        add_sheet(book, table, *make(weighing, found))
    return attachment(saved(book), f"{name}.xlsx")
