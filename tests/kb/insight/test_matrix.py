from datetime import UTC, date, datetime

import pytest

from kb.analysis.reading import Reading
from kb.insight.matrix import matrix
from kb.insight.scenes import scene
from kb.insight.standing import recorded, standing, studied, waiting
from kb.models import Agreement, Claim, LegalForm, Membership, Municipality, Source

TODAY = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


def drawn(study, **reading):
    return matrix(scene(study, Reading(scope="study", **reading), TODAY), studied(study))


def row(table, name):
    return next(row for row in table.rows if row.name == name)


def test_the_matrix_has_the_25_themes_in_6_domains(demo):
    table = drawn(demo)
    assert len(table.rows) == 25
    assert [(group.name, len(group.rows)) for group in table.groups] == [
        ("Erfgoed, cultuur, vrije tijd en jeugd", 5),
        ("Ruimte en duurzaamheid", 5),
        ("Sociaal beleid, werk en welzijn", 6),
        ("Veiligheid en justitie", 3),
        ("Wonen", 4),
        ("Overige", 2),
    ]
    assert [municipality.name for municipality in table.municipalities] == ["Halen", "Herk-de-Stad", "Lummen"]


def test_seven_themes_are_divergent_each_with_two_together(demo):
    found = drawn(demo).divergent
    assert [(row.name, row.together) for row in found] == [
        ("Onroerend erfgoed (IOED)", 2),
        ("UiTPAS", 2),
        ("Regionaal landschap", 2),
        ("1 gezin 1 plan", 2),
        ("Eerstelijnszone", 2),
        ("Sociale huisvesting", 2),
        ("Sociaal verhuurkantoor", 2),
    ]
    assert {row.kind for row in found} == {"split", "partial"}
    assert len(found) == 7
    assert len(drawn(demo).differences().rows) == 7


def test_a_tie_to_check_is_shown_but_not_counted(demo):
    audit = row(drawn(demo), "Interne audit")
    assert (audit.kind, audit.together) == ("empty", 0)
    assert [[tie.agreement.name for tie in cell] for cell in audit.cells] == [[], ["Audio"], []]
    counted = row(drawn(demo, include_to_check=True), "Interne audit")
    assert (counted.kind, counted.together) == ("partial", 1)


def test_agreements_without_a_theme_stand_apart(demo):
    loose = Agreement.objects.create(code="los", name="Los verband")
    Membership.objects.create(agreement=loose, municipality=Municipality.objects.get(nis="71020"))
    table = drawn(demo)
    assert [row.name for row in table.unthemed] == ["Los verband"]
    assert len(table.rows) == 25


def test_bodies_of_one_municipality_show_once(demo):
    halen = Municipality.objects.get(nis="71020")
    cipal = Agreement.objects.get(name="Cipal")
    Membership.objects.create(agreement=cipal, municipality=halen, body=Membership.Body.OCMW)
    assert [len(cell) for cell in row(drawn(demo), "HR en ICT").cells] == [1, 1, 1]


def test_territorial_divisions_are_no_cooperation(demo):
    form = LegalForm.objects.filter(kind=LegalForm.Kind.TERRITORIAL).first()
    region = Agreement.objects.create(code="regio", name="Referentieregio", legal_form=form)
    for municipality in demo.municipalities.all():
        Membership.objects.create(agreement=region, municipality=municipality)
    assert drawn(demo).unthemed == []


def test_the_standing_of_the_demo(demo):
    view, figures = standing(demo, TODAY)
    assert (figures.known, figures.shared_by_all, figures.themes, figures.divergent, figures.unthemed) == (
        32,
        20,
        25,
        7,
        0,
    )
    assert figures.share == 0.625
    best = figures.strongest
    assert {view.names[best["a"]], view.names[best["b"]]} == {"Halen", "Lummen"}
    assert (best["shared"], round(best["jaccard"], 4)) == (24, 0.8276)


def test_a_study_without_cooperation_has_no_figures(demo):
    Membership.objects.all().delete()
    _view, figures = standing(demo, TODAY)
    assert (figures.known, figures.share, figures.strongest) == (0, None, None)


def test_what_waits_for_somebody(demo):
    open_ends = waiting(demo, TODAY)
    assert (open_ends.to_check, open_ends.disputed) == (1, 0)
    assert [member.outlined for member in studied(demo)] == [False, False, False]
    confirmed = Membership.objects.filter(municipality__studies=demo, status="confirmed")
    assert open_ends.unconfirmed == confirmed.count()
    Membership.objects.filter(municipality__studies=demo).update(last_confirmed_on=date(2026, 1, 1))
    assert waiting(demo, TODAY).unconfirmed == 0


def test_a_contradiction_waits_until_somebody_settles_it(demo):
    tie = Membership.objects.get(agreement__name="Cipal", municipality__name="Herk-de-Stad")
    register = Source.objects.get(code="abb-register-2023")
    moment = datetime(2026, 11, 1, tzinfo=UTC)
    tie.claims.create(source=register, says=Claim.Says.NOT_MEMBER, recorded_at=moment)
    assert waiting(demo, TODAY).disputed == 1
    Membership.objects.filter(pk=tie.pk).update(settled_at=moment)
    assert waiting(demo, TODAY).disputed == 0


def test_recorded_overlap_is_shown_as_it_was_counted(demo):
    assert [
        (str(row.municipality), row.partner and str(row.partner), row.year, row.count)
        for row in recorded(demo)
    ] == [
        ("Herk-de-Stad", None, 2012, 51),
        ("Herk-de-Stad", "Halen", 2012, 45),
        ("Herk-de-Stad", "Lummen", 2012, 42),
    ]
