"""Every page in a browser at three widths: nothing sticks out, axe finds nothing, the console is silent."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from kb.actions.imports import receive_import
from kb.exchange.runs import prepare
from kb.models import Agreement, Boundary, Membership, Municipality
from tests.e2e import weighings
from tests.e2e.conftest import sign_in

pytestmark = pytest.mark.e2e
STUDY = "/studies/halen-herk-lummen/"
WIDTHS = (1360, 768, 360)
AUDITED = (1360, 360)  # the layout of 768 is one of these two
PAGES = [
    "/",
    "/methods/",
    "/password/",
    "/facts/",
    "/facts/agreements/",
    "/facts/memberships/",
    "/import/",
    "/regions/neteland/",
    "/connections/",
    "/connections/?of=municipality:71020",
    "/connections/?of=municipality:71020&depth=2&q=he",
    "/connections/?of=municipality:71020&to=municipality:13011",
    "/municipalities/71024/",
    "/municipalities/71024/edit/",
    "/municipalities/71024/history/",
    "/studies/new/",
    "/agreements/new/",
    STUDY,
    f"{STUDY}edit/",
    f"{STUDY}people/",
    f"{STUDY}parties/",
    f"{STUDY}cooperations/",
    f"{STUDY}cooperations/?differences=1",
    f"{STUDY}cooperations/list/",
    f"{STUDY}cooperations/list/?q=niets",
    f"{STUDY}cooperations/map/",
    f"{STUDY}network/?view=map",
    f"{STUDY}network/?view=force",
    f"{STUDY}network/?view=heatmap&scope=around",
    f"{STUDY}network/?view=heatmap&measure=jaccard&scope=study",
    f"{STUDY}network/readings/",
    f"{STUDY}network/readings/?view=squares",
    f"{STUDY}network/readings/?view=squares&scope=study",
    f"{STUDY}network/readings/71020/71037/",
    f"{STUDY}comparison/",
    f"{STUDY}comparison/?source=analyse-2022",
    f"{STUDY}comparison/ladder/",
    f"{STUDY}comparison/ladder/2/study/add/",
    f"{STUDY}comparison/alike/",
    f"{STUDY}comparison/alike/groups/?size=3&obligation=",
    f"{STUDY}network/borders/",
    f"{STUDY}network/borders/?view=regions&whose=all",
    f"{STUDY}comparison/snapshots/",
    f"{STUDY}network/clusters/",
    f"{STUDY}network/clusters/?scope=study",
    f"{STUDY}network/clusters/chance/",
    f"{STUDY}to-confirm/",
    f"{STUDY}partners/",
    f"{STUDY}partners/?joins=3&area=neighbours&w_diverse=8",
    f"{STUDY}partners/tested/",
    f"{STUDY}board/",
    f"{STUDY}board/strategisch/",
    f"{STUDY}board/strategisch/?q=niets",
    f"{STUDY}arguments/",
    f"{STUDY}arguments/?source=none",
    f"{STUDY}arguments/new/",
    f"{STUDY}arguments/afspraken-houden/",
    f"{STUDY}arguments/afspraken-houden/edit/",
    f"{STUDY}arguments/afspraken-houden/card/ambtelijk/",
    f"{STUDY}arguments/afspraken-houden/history/",
    f"{STUDY}arguments/afspraken-houden/delete/",
    f"{STUDY}what-if/",
    f"{STUDY}what-if/fusie-van-de-drie/",
    f"{STUDY}what-if/fusie-van-de-drie/edit/",
    f"{STUDY}what-if/fusie-van-de-drie/choices/",
    f"{STUDY}services/",
    f"{STUDY}services/?group=land&differs=on",
    f"{STUDY}services/new/",
    f"{STUDY}services/new/standard/",
    f"{STUDY}services/bibliotheek/",
    f"{STUDY}services/bibliotheek/edit/",
    f"{STUDY}services/bibliotheek/history/",
    f"{STUDY}services/bibliotheek/delete/",
    f"{STUDY}roadmap/",
    f"{STUDY}roadmap/timeline/",
    f"{STUDY}roadmap/proposal/",
    f"{STUDY}vision/",
    f"{STUDY}vision/scope/",
    f"{STUDY}vision/scope/history/",
    f"{STUDY}homework/",
    f"{STUDY}homework/new/",
    f"{STUDY}questions/",
    f"{STUDY}questions/new/?core=1",
    f"{STUDY}questions/samen-sterker/",
    f"{STUDY}questions/complementariteit/map/",
    f"{STUDY}questions/complementariteit/map/?at=option-1&around=1",
    f"{STUDY}questions/complementariteit/map/screen/",
    f"{STUDY}questions/complementariteit/map/text/",
    f"{STUDY}questions/samen-sterker/history/",
    f"{STUDY}questions/samen-sterker/delete/",
    f"{STUDY}questions/samen-sterker/answers/fusie/",
    f"{STUDY}options/",
    f"{STUDY}options/fusie/",
    f"{STUDY}options/uitbreiden/edit/",
    f"{STUDY}options/compare/",
    f"{STUDY}options/compare/?option=fusie&option=uitbreiden&option=projectvereniging",
    f"{STUDY}assessments/",
    f"{STUDY}assessments/71020/all/",
    f"{STUDY}assessments/71020/all/history/",
]

LIST = b"""Samenwerkingsverband;Thema;Gemeente
Cipal;HR/ICT;Halen
Nieuw verband;Water;Lummen
Nieuw verband;Water;Lumen
"""


def square(lon: float, lat: float) -> dict[str, object]:
    corners = [(0, 0), (0.05, 0), (0.05, 0.05), (0, 0.05), (0, 0)]
    return {"type": "Polygon", "coordinates": [[[lon + x, lat + y] for x, y in corners]]}


@pytest.fixture
def pages(site: str) -> list[str]:
    """The addresses, with something on every page: outlines, an import, a tie in dispute."""
    for place, municipality in enumerate(Municipality.objects.filter(province__name="Limburg")):
        geometry = square(5 + 0.05 * (place % 4), 50.9 + 0.05 * (place // 4))
        Boundary.objects.create(municipality=municipality, geometry=geometry)
    run = receive_import(files=[("lijst.csv", LIST)], by=User.objects.get(username="eigenaar"))
    prepare(run=run)
    agreement = Agreement.objects.get(name="Cipal")
    tie = Membership.objects.get(agreement=agreement, municipality__name="Halen")
    return [
        *PAGES,
        *weighings.addresses(),
        run.get_absolute_url(),
        agreement.get_absolute_url(),
        f"/agreements/{agreement.pk}/edit/",
        f"/agreements/{agreement.pk}/history/",
        f"/agreements/{agreement.pk}/delete/",
        f"/agreements/{agreement.pk}/exemption/",
        f"/agreements/{agreement.pk}/members/add/",
        f"/memberships/{tie.pk}/",
        f"/memberships/{tie.pk}/settle/",
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits_and_is_accessible(page: Page, site: str, pages: list[str], width: int) -> None:
    sign_in(page, site, "eigenaar")
    page.set_viewport_size({"width": width, "height": 900})
    found: dict[str, object] = {}
    for path in pages:
        page.goto(f"{site}{path}")
        expect(page.locator("h1")).to_be_visible()
        if page.locator("[data-chart]").count():
            expect(page.locator("[data-chart] svg").first).to_be_visible()
        wide = page.evaluate("document.documentElement.scrollWidth")
        violations = Axe().run(page).response["violations"] if width in AUDITED else []
        faults = [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in violations]
        if faults or wide > width:
            found[path] = (wide, faults)
    assert found == {}


@pytest.mark.parametrize("path", ["/login/", "/nergens/"])
def test_pages_before_signing_in_are_accessible(page: Page, site: str, path: str, errors: list[str]) -> None:
    page.goto(f"{site}{path}")
    assert Axe().run(page).response["violations"] == []
    errors[:] = [error for error in errors if "404" not in error]  # the browser notes that nothing is there
