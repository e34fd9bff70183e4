"""The register as it was published: a small folder of our own, and the real one where it is at hand."""

import datetime as dt
import os
from collections import Counter
from pathlib import Path

import pytest

from kb.exchange.read import files_of, read
from kb.exchange.reasons import ImportRefused, Reason
from kb.exchange.rows import (
    AgreementRow,
    MembershipRow,
    MunicipalityRow,
    ParticipantRow,
    ProvinceRow,
    ReferenceRegionRow,
    Refusal,
    Where,
)

REGISTER = Path(os.environ.get("REGISTER_DIR", "../shared/data/flanders"))
needs_register = pytest.mark.skipif(
    not REGISTER.is_dir(), reason="the register folder is not here (REGISTER_DIR)"
)

MUNICIPALITIES = """\
nis,name,province_nis,province,arrondissement_nis,referentieregio,valid_from,valid_until,in_2019_2024,in_2025,\
nis_2025,merged_from_2025,population_2020,kbo,ovo,uri,status_in_source
71022,Hasselt,70000,Limburg,71000,Limburg,1970-01-01,2024-12-31,1,0,71072,,78714,0207466964,OVO002083,u:1,Actief
71072,Hasselt,70000,Limburg,71000,Limburg,2025-01-01,9999-12-31,0,1,71072,71022|73040|71072,87151,0207466964,,,Actief
"""
AGREEMENTS = """\
id,name,legal_name,alt_names,legal_form,category,theme,status,kbo,ovo,uri
a1,Referentieregio Limburg,,,Referentieregio,Gebiedsafbakening,,Actief,,,w:1
a2,PZ Hasselt,,,Politiezone,Veiligheid,,Niet actief,0862900023,,u:2
a3,Cipal,,,Dienstverlenende vereniging,IGS,,Actief,,,
"""
MEMBERSHIPS = """\
agreement_id,nis,nis_2025,municipality,member_type,role,derivation,member_uri
a2,71022,71072,Hasselt,Gemeente,participant,parsed from police-zone name,
a3,71022,71072,Hasselt,OCMW,participant,org:Membership,
zz,71022,71072,Hasselt,OCMW,participant,org:Membership,
"""
OTHERS = """\
agreement_id,member_name,member_type,role,member_uri
a3,Vlaams-Brabant,Provincie,participant,
"""
FOLDER = [
    ("m.csv", MUNICIPALITIES.encode()),
    ("a.csv", AGREEMENTS.encode()),
    ("l.csv", MEMBERSHIPS.encode()),
    ("o.csv", OTHERS.encode()),
    ("README.md", b"# notes"),
]


def test_municipalities_with_period_population_and_predecessors():
    old, new = read(FOLDER).municipalities
    assert old == MunicipalityRow(
        nis="71022",
        name="Hasselt",
        province="Limburg",
        province_nis="70000",
        reference_region="Limburg",
        valid_from=dt.date(1970, 1, 1),
        valid_until=dt.date(2024, 12, 31),
        population=78714,
        population_on=dt.date(2020, 1, 1),
        kbo="0207466964",
        ovo="OVO002083",
        uri="u:1",
        predecessors=(),
        where=Where("m.csv", 2, "nis"),
    )
    assert (new.valid_until, new.population, new.population_on) == (None, None, None)
    assert new.predecessors == ("71022", "73040")


def test_agreements_with_status_obligation_and_identifiers():
    document = read(FOLDER)
    assert document.agreements[1:] == (
        AgreementRow(
            key="a2",
            name="PZ Hasselt",
            where=Where("a.csv", 3, "name"),
            legal_form="Politiezone",
            obligation="mandatory",
            status="ended",
            identifiers=(("register", "a2"), ("kbo", "0862900023"), ("uri", "u:2")),
        ),
        AgreementRow(
            key="a3",
            name="Cipal",
            where=Where("a.csv", 4, "name"),
            legal_form="Dienstverlenende vereniging",
            obligation="voluntary",
            status="active",
            identifiers=(("register", "a3"),),
        ),
    )
    assert document.provinces == (ProvinceRow("70000", "Limburg", Where("m.csv", 2, "province")),)
    assert document.reference_regions == (ReferenceRegionRow("Limburg", "w:1", Where("a.csv", 2, "name")),)


def test_members_are_complete_over_the_municipalities_of_2019_to_2024():
    document = read(FOLDER)
    police, cipal = document.memberships
    assert police == MembershipRow(
        agreement_key="a2",
        municipality="71022",
        where=Where("l.csv", 2, "nis"),
        role="participant",
        sources=("abb-register-2023",),
        note="parsed from police-zone name",
    )
    assert (cipal.body, cipal.note) == ("ocmw", "")
    assert document.participants == (
        ParticipantRow("a3", "Vlaams-Brabant", "Provincie", "participant", Where("o.csv", 2, "member_name")),
    )
    assert document.closed_agreements == {"a2", "a3"}
    assert document.scope == ("71022",)


def test_a_member_of_an_unlisted_agreement_is_refused_and_notes_are_left_alone():
    document = read(FOLDER)
    where = Where("l.csv", 4, "agreement_id")
    assert document.refusals == (Refusal(where, Reason.UNKNOWN_AGREEMENT, "zz"),)
    assert document.ignored == ("README.md",)


def test_a_part_of_the_register_names_what_is_missing():
    with pytest.raises(ImportRefused) as refused:
        read(FOLDER[1:2])
    assert str(refused.value) == (
        "This is part of the register. Add the missing files: municipalities.csv, memberships.csv."
    )


@needs_register
def test_the_real_register_comes_out_whole():
    progress = []
    document = read(files_of(REGISTER), lambda name, done, total: progress.append((done, total)))
    assert len(document.agreements) == 482
    assert Counter(row.body for row in document.memberships) == {"municipality": 3495, "ocmw": 314}
    assert len(document.municipalities) == 327
    assert len(document.participants) == 21
    assert (len(document.provinces), len(document.reference_regions)) == (5, 15)
    assert Counter(row.status for row in document.agreements) == {"active": 399, "ended": 83}
    assert Counter(row.obligation for row in document.agreements) == {"mandatory": 164, "voluntary": 318}
    assert sum(row.population or 0 for row in document.municipalities) == 6_629_143
    assert (len(document.closed_agreements), len(document.scope)) == (429, 300)
    assert progress[-1] == (len(progress), len(progress))


@needs_register
@pytest.mark.parametrize(("year", "count"), [("2019", 300), ("2025", 285)])
def test_the_real_boundaries_come_out_whole(year, count):
    document = read(files_of(REGISTER / f"municipalities_{year}.geojson"))
    assert len({row.nis for row in document.boundaries}) == len(document.boundaries) == count
    assert document.refusals == ()


@needs_register
def test_both_vintages_of_boundaries_keep_the_first_and_tell_which_differ():
    document = read(files_of(REGISTER))
    assert len(document.boundaries) == 312
    assert [refusal.value for refusal in document.refusals] == [
        "Antwerpen (11002)",
        "Baarle-Hertog (13002)",
        "Knokke-Heist (31043)",
    ]
