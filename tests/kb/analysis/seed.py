"""The inventory of Halen, Herk-de-Stad and Lummen as frames: 25 themes, 33 agreements, 32 with members."""

import pandas as pd

HALEN, HERK, LUMMEN = 1, 2, 3
STUDY = (HALEN, HERK, LUMMEN)

MEMBER = {"H": HALEN, "X": HERK, "L": LUMMEN}
ALL = "HXL"
# Domain, theme, and each agreement with the letters of its members.
INVENTORY = [
    ("Erfgoed en vrije tijd", "IOED", {"Lage Kempen": "HL"}),
    ("Erfgoed en vrije tijd", "Sociaal-cultureel volwassenenwerk", {"Limburg": ALL}),
    ("Erfgoed en vrije tijd", "Sportregio's", {"West-Limburg": ALL}),
    ("Erfgoed en vrije tijd", "UiTPAS-regio's", {"Herk-de-Stad & Lummen": "XL"}),
    ("Erfgoed en vrije tijd", "Toerisme", {"OV Schulensmeer": ALL}),
    ("Ruimte", "Afvalintercommunales", {"Limburg.net": ALL}),
    ("Ruimte", "Energie & klimaat", {"Energiehuis Limburg": ALL, "Fluvius Limburg": ALL, "Nuhma": ALL}),
    ("Ruimte", "Regionale landschappen", {"Lage Kempen": "HL", "Haspengouw & Voeren": "X"}),
    ("Ruimte", "Vervoerregio's", {"Limburg": ALL}),
    ("Ruimte", "Water", {"De Watergroep": ALL}),
    ("Sociaal", "1 gezin 1 plan", {"Gezin Centraal": "HL", "1sgezind": "X"}),
    ("Sociaal", "Centra algemeen welzijnswerk", {"CAW Limburg": ALL}),
    ("Sociaal", "Eerstelijnszones", {"MidWestLim": "HL", "Herkenrode": "X"}),
    ("Sociaal", "Netwerken geestelijke gezondheidszorg", {"Reling": ALL}),
    ("Sociaal", "Wijk-werken", {"PV Wijk-werken West-Limburg": ALL}),
    ("Sociaal", "Overige", {"IGL": ALL}),
    ("Veiligheid", "Gerechtelijke arrondissementen", {"Limburg": ALL}),
    ("Veiligheid", "Hulpverleningszones", {"Zuid-West-Limburg": ALL}),
    ("Veiligheid", "Politiezones", {"5907 Limburg Regio Hoofdstad": ALL}),
    ("Wonen", "Lokaal woonbeleid", {"Wonen in West-Limburg": ALL}),
    (
        "Wonen",
        "Sociale huisvestingsmaatschappijen",
        {"Kantonnale Bouwmij. van Beringen": ALL, "Kleine Landeigendom": "HX", "Vooruitzien": "L"},
    ),
    ("Wonen", "Sociale verhuurkantoren", {"Land van Loon": "HX", "Platform West-Limburg": "L"}),
    ("Wonen", "Woonmaatschappijen", {"Limburg": ALL}),
    ("Overige", "Interne audit", {"Audio": ""}),
    ("Overige", "HR/ICT", {"Cipal": ALL}),
]


def agreements() -> pd.DataFrame:
    domains = list(dict.fromkeys(domain for domain, _, _ in INVENTORY))
    rows = [
        (theme, name, domains.index(domain), domain, label, len(members))
        for theme, (domain, label, named) in enumerate(INVENTORY)
        for name, members in named.items()
    ]
    columns = ["theme", "name", "domain", "domain_name", "theme_name", "size"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(id=range(100, 100 + len(frame)))


def memberships(to_check: bool = False) -> pd.DataFrame:
    members = [members for _, _, named in INVENTORY for members in named.values()]
    rows = [(MEMBER[m], 100 + at) for at, who in enumerate(members) for m in who]
    if to_check:
        audio = agreements().set_index("name").loc["Audio", "id"]
        rows.append((HERK, audio))
    frame = pd.DataFrame(rows, columns=["municipality", "agreement"], dtype="int64")
    return frame.sort_values(["agreement", "municipality"], ignore_index=True)
