"""The product's own template: the long form with lists to choose from, an example and an explanation."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from .limits import MAX_ROWS
from .vocabulary import CHOICES, LONG_COLUMNS, LONG_FIELDS, heading
from .writers import add_sheet, saved

LIST_SHEET, CHOICE_SHEET, HELP_SHEET = "Samenwerkingen", "Lijsten", "Uitleg"
LAST_ROW = 5_000
# Names that are not in these lists may be typed too: a new theme, an old municipality.
OPEN_FIELDS = ("municipality", "domain", "theme", "form")
EXAMPLE_ROW = {
    "agreement": "Voorbeeld: Regionaal Landschap",
    "domain": "Ruimte en duurzaamheid",
    "theme": "Regionale landschappen",
    "form": "vzw",
    "obligation": "vrijwillig",
    "municipality": "Halen",
    "body": "gemeente",
    "since": "1/1/2020",
    "confirmed": "ja",
    "source": "Jaarverslag 2023",
}


def template_xlsx(
    domains: Sequence[str],
    themes: Sequence[tuple[str, str]],
    forms: Sequence[str],
    municipalities: Sequence[str],
) -> bytes:
    """An empty list to fill in. `themes` are (domain, theme) pairs; names are shown in the order given."""
    choices = {
        "municipality": municipalities,
        "domain": domains,
        "theme": [theme for _domain, theme in themes],
        "form": forms,
        **{field: [accepted[0] for accepted in words.values()] for field, words in CHOICES.items()},
    }
    book = Workbook(write_only=True)
    example = tuple(EXAMPLE_ROW.get(field) for field in LONG_FIELDS)
    listed = add_sheet(book, LIST_SHEET, LONG_COLUMNS, [example])
    _add_choices(book, choices)
    for at, (field, words) in enumerate(choices.items(), start=1):
        if words:
            listed.data_validations.append(_drop_down(field, get_column_letter(at), len(words)))
    add_sheet(book, HELP_SHEET, [_("Column"), _("What to fill in")], list(_explanations().items()))
    return saved(book)


def _add_choices(book: Workbook, choices: Mapping[str, Sequence[str]]) -> Worksheet:
    longest = max(map(len, choices.values()))
    rows = [[words[at] if at < len(words) else None for words in choices.values()] for at in range(longest)]
    return add_sheet(book, CHOICE_SHEET, [heading(field) for field in choices], rows)


def _drop_down(field: str, column: str, length: int) -> DataValidation:
    validation = DataValidation(
        type="list",
        formula1=f"{CHOICE_SHEET}!${column}$2:${column}${length + 1}",
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="warning" if field in OPEN_FIELDS else "stop",
        errorTitle=heading(field),
        error=_("This is not in the list of the sheet “%(sheet)s”.") % {"sheet": CHOICE_SHEET},
    )
    letter = get_column_letter(LONG_FIELDS.index(field) + 1)
    validation.add(f"{letter}2:{letter}{LAST_ROW}")
    return validation


def _explanations() -> dict[str, str]:
    texts = {
        "code": _("Leave empty for a new agreement. An exported list has the code here: do not change it."),
        "agreement": _("Required. One row for each member; repeat the name in every row."),
        "domain": _("The policy domain, as your team calls it."),
        "theme": _("Names such as “Limburg” occur in several themes: the theme tells them apart."),
        "form": _("The legal form, when it is known."),
        "obligation": _("Whether the law imposes the cooperation."),
        "state": _("Whether the agreement is active, ended or planned."),
        "founded": _("A date as day/month/year, like every date in this list."),
        "expires": _("The day on which the agreement ends unless it is renewed."),
        "municipality": _("The name of the member, or its NIS code beside it. Empty: no members are known."),
        "body": _("The municipality itself or its OCMW. Empty means the municipality."),
        "since": _("When the membership began."),
        "until": _("When the membership ended. Empty while it lasts."),
        "confirmed": _("“ja”, or “te controleren” when someone still has to check it."),
        "last_confirmed": _("When someone last confirmed the membership."),
        "source": _("Where this is known from; several sources between semicolons."),
    }
    notes = {
        _("Example"): _("The row that starts with “Voorbeeld:” is not imported."),
        _("At most"): _("%(count)s rows in one file.") % {"count": MAX_ROWS},
    }
    return {heading(field): text for field, text in texts.items()} | notes
