"""The official register beside the repository as frames: active agreements, municipalities of 2019-2024."""

import json
from pathlib import Path

import pandas as pd

from kb.analysis.geo import adjacency

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "flanders"
BESIDE_LIMBURG = ("Diest", "Bekkevoort", "Kortenaken", "Geetbets")


def municipalities() -> pd.DataFrame:
    frame = pd.read_csv(FOLDER / "municipalities.csv", dtype=str)
    frame = frame[frame["in_2019_2024"] == "1"]
    return frame.assign(id=frame["nis"].astype("int64")).sort_values("id", ignore_index=True)


def limburg_and_beside() -> list[int]:
    frame = municipalities()
    wanted = (frame["province"] == "Limburg") | frame["name"].isin(BESIDE_LIMBURG)
    return frame.loc[wanted, "id"].tolist()


def agreements() -> pd.DataFrame:
    frame = pd.read_csv(FOLDER / "agreements.csv", dtype=str)
    frame = frame[(frame["status"] == "Actief") & (frame["legal_form"] != "Referentieregio")]
    frame = frame.sort_values("id", ignore_index=True).rename(columns={"id": "code"})
    counts = _rows()["agreement_id"].value_counts()
    return frame.assign(id=frame.index, size=frame["code"].map(counts).fillna(0).astype("int64"))


def memberships() -> pd.DataFrame:
    rows = _rows()
    ids = agreements().set_index("code")["id"]
    frame = pd.DataFrame(
        {"municipality": rows["nis"].astype("int64"), "agreement": rows["agreement_id"].map(ids)}
    ).dropna()
    return frame.astype("int64").sort_values(["agreement", "municipality"], ignore_index=True)


def neighbours() -> list[tuple[int, int]]:
    collection = json.loads((FOLDER / "municipalities_2019.geojson").read_text(encoding="utf-8"))
    shapes = {feature["properties"]["nis"]: feature["geometry"] for feature in collection["features"]}
    return [(int(a), int(b)) for a, b in adjacency(shapes)]


def _rows() -> pd.DataFrame:
    """One row per pair: a municipality and its OCMW may both be member."""
    frame = pd.read_csv(FOLDER / "memberships.csv", dtype=str)
    known = frame["nis"].isin(municipalities()["nis"])
    return frame[known].drop_duplicates(["agreement_id", "nis"])
