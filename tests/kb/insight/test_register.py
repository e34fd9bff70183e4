"""The official register on top of the demo: what is counted and contradicted, clusters, and cost."""

from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.actions.imports import begin, receive_import
from kb.analysis.reading import Reading
from kb.exchange.read import files_of
from kb.exchange.runs import carry_out, prepare
from kb.insight.overlap.readings import four_readings
from kb.insight.pictures import picture
from kb.insight.regions.alike import Wish, alike_to
from kb.insight.regions.comparison import compared
from kb.insight.regions.knowing import common_source, knowledge
from kb.insight.scenes import scene
from kb.insight.standing import standing, waiting
from kb.models import Agreement, Boundary, Claim, ImportRun, Membership, Municipality, Region

REGISTER = Path(__file__).parents[4] / "shared" / "data" / "flanders"
TODAY = date(2026, 11, 23)
SOURCE = "abb-register-2023"
PAGES = (
    "/",
    "/facts/agreements/",
    "/facts/memberships/",
    "/municipalities/71020/",
    "/regions/neteland/",
    "/import/",
    "/studies/halen-herk-lummen/",
    "/studies/halen-herk-lummen/edit/",
    "/studies/halen-herk-lummen/cooperations/",
    "/studies/halen-herk-lummen/cooperations/list/?whose=all",
    "/studies/halen-herk-lummen/cooperations/map/",
    "/studies/halen-herk-lummen/network/",
    "/studies/halen-herk-lummen/network/?scope=all&view=heatmap",
    "/studies/halen-herk-lummen/to-confirm/",
)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not REGISTER.is_dir(), reason="the register folder is not beside this checkout"),
]


@pytest.fixture
def register(cast, demo):
    """The demo study after the folder was brought in."""
    run = receive_import(files=files_of(REGISTER), by=cast["owner"])
    prepare(run=run)
    run.refresh_from_db()
    assert begin(run=run, since=[ImportRun.State.READ], to=ImportRun.State.APPLYING)
    carry_out(run=run, by=cast["owner"])
    run.refresh_from_db()
    assert run.state == ImportRun.State.APPLIED
    return demo


def test_the_register_stands_beside_the_demo(register):
    """What it holds, where it contradicts the analysis of 2022, and what it leaves as it was."""
    said = Claim.objects.filter(source__code=SOURCE, says=Claim.Says.MEMBER)
    assert said.count() == 3809
    assert Agreement.objects.filter(identifiers__scheme="register").distinct().count() == 482
    assert (Municipality.objects.count(), Boundary.objects.count()) == (327, 312)
    disputed = Membership.objects.annotate_disputed().filter(disputed=True)
    assert set(disputed.values_list("municipality__name", "agreement__name")) == {
        ("Herk-de-Stad", "Cipal"),
        ("Herk-de-Stad", "Haspengouw & Voeren"),
        ("Lummen", "Lage Kempen"),
    }
    assert waiting(register, TODAY).disputed == 3
    _view, figures = standing(register, TODAY)
    assert (figures.divergent, figures.themes) == (7, 25)
    assert Agreement.objects.filter(name__icontains="Cipal").count() == 1


def test_limburgs_clusters_are_contiguous(register):
    """Active agreements without reference regions, municipalities of 2019–2024; Voeren borders nobody."""
    view = scene(register, Reading(source=SOURCE, on=date(2023, 8, 31)), TODAY)
    found = picture(view)
    assert len(found.nodes) == 46
    through = Municipality.neighbours.through.objects
    borders = nx.Graph(list(through.values_list("from_municipality", "to_municipality")))
    voeren = set(found.nodes.loc[found.nodes["name"] == "Voeren", "id"])
    parts = {
        label: nx.number_connected_components(borders.subgraph(set(group["id"]) - voeren))
        for label, group in found.nodes.groupby("cluster_label")
    }
    assert set(parts.values()) == {1}
    assert 4 <= len(parts) <= 9


def test_lists_of_the_study_alone_do_not_tie_it_together(register):
    """What the analysis of 2022 knows of the three only would tie them closer than anybody else."""
    found = {
        asked: four_readings(register, Reading(include_incomplete=asked), TODAY) for asked in (False, True)
    }
    plain, whole = (one.pairs[one.pairs["studied"] == 2] for one in found.values())
    assert found[False].whole.left_out.only_here == found[True].whole.left_out.one_sided == 19
    assert (plain["shared_all"].tolist(), whole["shared_all"].tolist()) == ([9, 10, 9], [24, 26, 23])
    assert set(plain["evidence"]) == {"none"}
    assert "above" in set(whole["evidence"])


def test_neteland_and_the_study_in_the_same_register(register):
    """Like with like: one source for both, and every group of five of Flanders against Neteland.

    One test, because bringing in the register takes seconds.
    """
    region = Region.objects.get()
    known = knowledge(list(register.municipalities.all()), list(region.members.all()))
    assert common_source(known, 3, 5).code == SOURCE
    assert (known[0].study, known[0].region) == (11, 16)
    found = compared(register, region, Reading(source=SOURCE, scope="all"), TODAY)
    described = [(side.description.agreements, side.description.shared_by_all) for side in found.sides]
    assert described == [(11, 8), (16, 10)]
    assert [round(side.description.jaccard_mean, 4) for side in found.sides] == [0.8091, 0.8299]
    assert [side.perimeter.across_regions for side in found.sides] == [6, 11]
    assert found.by == "form"
    how = Reading(source=SOURCE, scope="all", obligation="voluntary")
    groups = alike_to(register, region, how, Wish(5), TODAY)
    assert (groups.searched, groups.unknown, len(groups.groups)) == (48_570, 0, 5)
    assert [name for name, _nis in groups.groups[0].members] == [
        "Merksplas",
        "Oud-Turnhout",
        "Ravels",
        "Rijkevorsel",
        "Turnhout",
    ]


def test_a_page_asks_at_most_twenty_questions(register, client_of):
    """Counted on an empty cache, as the first visitor after a change finds it."""
    owner = client_of("owner")
    owner.get("/studies/halen-herk-lummen/")
    asked = {}
    for path in PAGES:
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert owner.get(path).status_code == 200
        asked[path] = len(captured)
    assert {path: number for path, number in asked.items() if number > 20} == {}
