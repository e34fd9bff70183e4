"""With whom? What the page asks, ranks and says, and how a team keeps its weights."""

import csv
import io
import re
from datetime import date

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kb.analysis.withwhom.partners import CRITERIA, EQUAL
from kb.models import (
    Agreement,
    Boundary,
    Candidate,
    Claim,
    DataVersion,
    Membership,
    Municipality,
    PartnerWeight,
    Source,
)

pytestmark = pytest.mark.django_db
PARTNERS = "/studies/halen-herk-lummen/partners/"
SQUARE = {"type": "Polygon", "coordinates": [[[5.0, 51.0], [5.1, 51.0], [5.1, 51.1], [5.0, 51.0]]]}


@pytest.fixture
def reader(client_of):
    return client_of("reader")


def pk(name):
    return Municipality.objects.filter(name=name).order_by("nis").first().pk


def two(**more):
    """Halen and Lummen look for a third."""
    return {"base": [pk("Halen"), pk("Lummen")], **more}


def names(response):
    return response.context["found"].table["joined"].tolist()


def weights(**changed):
    return {f"w_{name}": weight for name, weight in (EQUAL | changed).items()}


def test_the_three_look_among_the_candidates(reader):
    response = reader.get(PARTNERS)
    question = response.context["question"]
    assert (len(question.base), question.joins, question.area) == (3, 1, "candidates")
    assert set(names(response)) == {
        "Beringen",
        "Diest",
        "Geetbets",
        "Hasselt",
        "Heusden-Zolder",
        "Kortenaken",
        "Nieuwerkerken",
    }
    assert dict(question.weights) == EQUAL


def test_halen_and_lummen_find_herk_first(reader):
    response = reader.get(PARTNERS, two())
    first = response.context["podium"][0]
    assert first.row["joined"] == "Herk-de-Stad"
    assert (first.row["population"], first.row["threshold"], first.row["regions"]) == (37_113, 35_000, 1)
    assert first.closest == {"newcomer": "Herk-de-Stad", "one": "Halen", "shared": 22}
    assert first.row["mean_all"] == pytest.approx((22 / 30 + 24 / 29 + 21 / 32) / 3)


def test_who_joins_borders_the_base(reader):
    """Geetbets borders Herk-de-Stad only: it comes along with it, not alone."""
    assert "Geetbets" not in names(reader.get(PARTNERS, two()))
    assert "Geetbets, Herk-de-Stad" in names(reader.get(PARTNERS, two(joins=2)))


@pytest.mark.parametrize(
    ("area", "joined"),
    [
        ("region", {"Beringen", "Heusden-Zolder", "Hasselt", "Nieuwerkerken"}),
        ("province", {"Beringen", "Heusden-Zolder", "Hasselt", "Nieuwerkerken"}),
        (
            "neighbours",
            {
                "Beringen",
                "Bekkevoort",
                "Diest",
                "Geetbets",
                "Hasselt",
                "Heusden-Zolder",
                "Kortenaken",
                "Nieuwerkerken",
            },
        ),
    ],
)
def test_from_where(reader, area, joined):
    assert set(names(reader.get(PARTNERS, {"area": area}))) == joined


def test_a_weight_changes_the_order(reader):
    calm = reader.get(PARTNERS, weights(region=0, province=0, **dict.fromkeys(("all", "few"), 0)))
    near = reader.get(PARTNERS, weights(region=10, province=10))
    assert names(calm) != names(near)
    crossing = near.context["found"].table.set_index("joined")["regions"]
    assert (crossing.iloc[:4] == 1).all()
    assert (crossing.iloc[4:] > 1).all()


def test_crossing_the_border_is_warned_of_with_the_rule(reader):
    alone = dict.fromkeys(CRITERIA, 0) | {"few": 10}
    text = reader.get(PARTNERS, weights(**alone)).text
    assert "31 december 2030" in text
    assert 'href="/studies/halen-herk-lummen/network/borders/"' in text


def test_remarks_of_the_analysis_stand_with_the_candidate(reader):
    response = reader.get(PARTNERS, weights(**(dict.fromkeys(CRITERIA, 0) | {"region": 10})))
    first = next(step for step in response.context["podium"] if step.row["joined"] == "Hasselt")
    hasselt = Candidate.objects.get(municipality__name="Hasselt")
    assert first.remarks == [hasselt]
    assert hasselt.remark in response.text
    assert hasselt.check_note in response.text


def test_what_turns_it_over_holds(reader):
    """The weight that the page names, and a little more, really puts that set first."""
    response = reader.get(PARTNERS, weights(population=3, region=2, chance=1))
    found = response.context["found"]
    for turn in found.turns:
        rises = turn.after >= turn.before
        past = int(turn.after) + 1 if rises else int(turn.after)
        if not 0 <= past <= 10 or past == turn.after:
            continue
        changed = {"population": 3, "region": 2, "chance": 1} | {turn.criterion: past}
        assert names(reader.get(PARTNERS, weights(**changed)))[0] != found.first["joined"]


def test_an_unknown_population_is_named_and_never_zero(reader):
    response = reader.get(PARTNERS, {"area": "neighbours"})
    found = response.context["found"]
    assert found.unpeopled == ["Bekkevoort"]
    row = found.table.set_index("joined").loc["Bekkevoort"]
    assert row["unknown"] > 0
    assert row["low"] < row["score"] <= row["high"]
    assert names(response)[-1] == "Bekkevoort"
    assert "Bekkevoort" in response.text


def test_refused_values_are_said_and_stand_as_usual(reader):
    response = reader.get(PARTNERS, {"joins": "9", "area": "moon", "w_all": "11", "base": "0", "most": "1"})
    assert response.status_code == 200
    assert {"joins", "area", "w_all", "base", "most"} <= set(response.context["form"].errors)
    assert dict(response.context["question"].weights) == EQUAL


def test_without_any_weight_nobody_is_first(reader):
    response = reader.get(PARTNERS, weights(**dict.fromkeys(CRITERIA, 0)))
    assert not response.context["found"].weighed
    assert response.context["podium"] == []
    assert 'class="podium"' not in response.text


def test_a_shared_first_place_is_said_as_shared(reader):
    """Only the province counts, and all candidates but three lie in it."""
    response = reader.get(PARTNERS, weights(**(dict.fromkeys(CRITERIA, 0) | {"province": 10})))
    assert len(response.context["found"].tied) == 3
    assert response.context["found"].turns == []
    flips = re.search(r'id="flips".*?</section>', response.text, re.S).group()
    assert len(re.findall("<p>", flips)) >= 2
    assert "Nothing: whatever" not in response.text


def test_nobody_ticked_is_refused_and_stays_unticked(reader):
    """A form that was sent without a tick differs from an address without a query."""
    response = reader.get(PARTNERS, {"asked": "1"})
    assert response.context["form"].nobody
    assert response.context["found"].table.empty
    assert not re.search(r'name="base"[^>]*checked', response.text)
    assert re.search(r'name="base"[^>]*checked', reader.get(PARTNERS).text)


def test_another_day(reader):
    response = reader.get(PARTNERS, {"on": "2023-06-01"})
    assert response.context["view"].reading.on == date(2023, 6, 1)
    assert reader.get(PARTNERS, {"on": "never"}).status_code == 200


def test_the_source_that_knows_all_is_the_default(reader, demo):
    """A register that states something of the base and of every candidate."""
    now = timezone.now()
    register = Source.objects.create(code="whole", title="Whole register", kind=Source.Kind.REGISTER)
    ties = Membership.objects.filter(agreement=Agreement.objects.cooperation().current().first())
    wanted = {*demo.municipalities.all(), *(row.municipality for row in demo.candidates.all())}
    agreement = Agreement.objects.cooperation().current().first()
    for municipality in wanted:
        tie, _new = Membership.objects.get_or_create(agreement=agreement, municipality=municipality)
        Claim.objects.create(membership=tie, source=register, says=Claim.Says.MEMBER, recorded_at=now)
    DataVersion.raise_it()
    assert ties.count() >= len(wanted)
    response = reader.get(PARTNERS)
    assert response.context["form"].chosen_source == "whole"
    assert "Whole register" in response.text
    assert reader.get(PARTNERS, {"source": "all"}).context["form"].chosen_source == ""


def test_no_neighbour_known(reader):
    Municipality.neighbours.through.objects.all().delete()
    response = reader.get(PARTNERS)
    assert response.context["found"].table.empty
    assert response.context["found"].lonely == ["Halen", "Herk-de-Stad", "Lummen"]
    assert 'href="/import/"' in response.text


def test_on_a_day_on_which_none_of_them_existed(client_of, demo):
    Municipality.objects.filter(studies=demo).update(valid_from=date(2023, 1, 1))
    DataVersion.raise_it()
    response = client_of("reader").get(PARTNERS)
    assert response.status_code == 200
    assert response.context["found"].table.empty
    assert response.context["base"] == []


def test_the_map_needs_an_outline(reader):
    assert "best-set-spec" not in reader.get(PARTNERS).text
    Boundary.objects.create(municipality=Municipality.objects.get(nis="71020"), geometry=SQUARE)
    cache.clear()
    assert "best-set-spec" in reader.get(PARTNERS).text


def test_the_ranking_leaves_as_a_file(reader):
    body = reader.get(f"{PARTNERS}export.csv", two()).content
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert rows[1][:2] == ["Herk-de-Stad", "1"]
    assert "37113" in rows[1]
    assert reader.get(f"{PARTNERS}export.docx").status_code == 404


@pytest.mark.parametrize("which", ["bars", "map"])
def test_pictures_are_files(reader, which):
    assert reader.get(f"{PARTNERS}{which}.svg").content.startswith(b"<svg")


@pytest.mark.parametrize("name", ["nothing.svg", "bars.jpg", "map.pdf"])
def test_no_other_picture_exists(reader, name):
    assert reader.get(f"{PARTNERS}{name}").status_code == 404


def test_without_the_register_the_test_says_what_is_missing(reader):
    response = reader.get(f"{PARTNERS}tested/")
    assert response.context["found"] is None
    assert 'href="/import/"' in response.text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"source": "nope"}, "no source with the code nope"),
        ({"on": date(2019, 1, 1), "source": "analyse-2022"}, "No merger of 2019-01-01"),
    ],
)
def test_the_command_tells_which_cause_it_is(demo, options, said):
    with pytest.raises(CommandError, match=said):
        call_command("backtest_partners", **options)


def test_a_team_keeps_its_weights(client_of):
    editor = client_of("editor")
    saved = editor.post(f"{PARTNERS}weights/?joins=2", weights(region=9, few=0) | {"seen": 0})
    assert (saved.status_code, saved["Location"]) == (302, f"{PARTNERS}?joins=2")
    assert dict(PartnerWeight.objects.values_list("criterion", "weight")) == EQUAL | {"region": 9, "few": 0}
    page = client_of("reader").get(PARTNERS)
    assert dict(page.context["question"].weights) == EQUAL | {"region": 9, "few": 0}
    assert dict(client_of("reader").get(PARTNERS, {"w_region": 1}).context["question"].weights)["region"] == 1


def test_the_weights_before_are_a_click_away(client_of):
    editor = client_of("editor")
    editor.post(f"{PARTNERS}weights/", weights(region=9) | {"seen": 0})
    said = editor.post(f"{PARTNERS}weights/reset/", follow=True)
    assert not PartnerWeight.objects.exists()
    back = re.search(r'href="([^"]*w_region=9[^"]*)"', said.text).group(1).replace("&amp;", "&")
    assert dict(editor.get(back).context["question"].weights)["region"] == 9


def test_two_people_saving_at_once(client_of):
    owner, editor = client_of("owner"), client_of("editor")
    seen = re.search(r'name="seen" value="(\d+)"', editor.get(PARTNERS).text).group(1)
    owner.post(f"{PARTNERS}weights/", weights(region=9) | {"seen": seen})
    late = editor.post(f"{PARTNERS}weights/", weights(region=1) | {"seen": seen})
    assert late.status_code == 422
    assert "owner" in late.text
    assert dict(late.context["question"].weights)["region"] == 1
    assert PartnerWeight.objects.get(criterion="region").weight == 9
    newer = re.search(r'name="seen" value="(\d+)"', late.text).group(1)
    assert editor.post(f"{PARTNERS}weights/", weights(region=1) | {"seen": newer}).status_code == 302
    assert PartnerWeight.objects.get(criterion="region").weight == 1


def test_weights_outside_the_scale_are_refused(client_of):
    response = client_of("owner").post(f"{PARTNERS}weights/", weights(region=11) | {"seen": 0})
    assert response.status_code == 422
    assert not PartnerWeight.objects.exists()


def test_a_reader_saves_nothing(client_of):
    reader = client_of("reader")
    assert reader.post(f"{PARTNERS}weights/", weights()).status_code == 403
    assert "/weights/" not in reader.get(PARTNERS).text


def test_questions_to_the_database_do_not_grow(reader):
    reader.get(PARTNERS)
    few = {}
    for query in ({}, {"joins": 5, "area": "all"}):
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert reader.get(PARTNERS, query).status_code == 200
        few[str(query)] = len(captured)
    assert max(few.values()) <= 25, few
