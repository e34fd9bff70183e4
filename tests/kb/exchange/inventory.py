"""The inventory of Halen, Herk-de-Stad and Lummen (2022) in its wide form, as a team would keep it."""

import io

from openpyxl import Workbook

HEADINGS = ["Domein", "Thema", "Halen", "Herk-de-Stad", "Lummen"]
ENERGY = "Energiehuis Limburg\nFluvius Limburg\nNuhma"
KANTONNALE = "Kantonnale Bouwmij. van Beringen"
ROWS = {
    "Erfgoed, cultuur, vrije tijd en jeugd": [
        ["Intergemeentelijke onroerenderfgoeddiensten", "Lage Kempen", "/", "Lage Kempen"],
        ["Sociaal-cultureel volwassenenwerk", "Limburg", "Limburg", "Limburg"],
        ["Sportregio's", "West-Limburg", "West-Limburg", "West-Limburg"],
        ["UiTPAS-regio's", "/", "Herk-de-Stad & Lummen", "Herk-de-Stad & Lummen"],
        ["Toerisme", "OV Schulensmeer", "OV Schulensmeer", "OV Schulensmeer"],
    ],
    "Ruimte en duurzaamheid": [
        ["Afvalintercommunales", "Limburg.net", "Limburg.net", "Limburg.net"],
        ["Energie & klimaat", ENERGY, ENERGY, ENERGY],
        ["Regionale landschappen", "Lage Kempen", "Haspengouw & Voeren", "Lage Kempen"],
        ["Vervoerregio's", "Limburg", "Limburg", "Limburg"],
        ["Water", "De Watergroep", "De Watergroep", "De Watergroep"],
    ],
    "Sociaal beleid, werk en welzijn": [
        ["1 gezin 1 plan", "Gezin Centraal", "1sgezind", "Gezin Centraal"],
        ["Centra algemeen welzijnswerk", "CAW Limburg", "CAW Limburg", "CAW Limburg"],
        ["Eerstelijnszones", "MidWestLim", "Herkenrode", "MidWestLim"],
        ["Netwerken geestelijke gezondheidszorg", "Reling", "Reling", "Reling"],
        ["Wijk-werken", *["PV Wijk-werken West-Limburg"] * 3],
        ["Overige", "IGL", "IGL", "IGL"],
    ],
    "Veiligheid en justitie": [
        ["Gerechtelijke arrondissementen", "Limburg", "Limburg", "Limburg"],
        ["Hulpverleningszones", *["Zuid-West-Limburg"] * 3],
        ["Politiezones", *["5907 Limburg Regio Hoofdstad"] * 3],
    ],
    "Wonen": [
        ["Intergemeentelijke samenwerking lokaal woonbeleid", *["Wonen in West-Limburg"] * 3],
        [
            "Sociale huisvestingsmaatschappijen",
            f"{KANTONNALE}; Kleine Landeigendom",
            f"{KANTONNALE}; Kleine Landeigendom",
            f"{KANTONNALE}; Vooruitzien",
        ],
        ["Sociale verhuurkantoren", "Land van Loon", "Land van Loon", "Platform West-Limburg"],
        ["Woonmaatschappijen", "Limburg", "Limburg", "Limburg"],
    ],
    "Overige": [
        ["Interne audit", None, "Audio (te controleren)", None],
        ["HR/ICT", "Cipal", "Cipal", "Cipal"],
    ],
}


def as_workbook(rows, *, title=None, merge=()):
    book = Workbook()
    sheet = book.active
    sheet.title = "Inventaris"
    for row in [[title], []] * bool(title) + rows:
        sheet.append(row)
    for area in merge:
        sheet.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def domain_once():
    """The domain stands in its own column, in the first of its rows only."""
    rows = [HEADINGS]
    for domain, themes in ROWS.items():
        rows += [[domain if not at else None, *theme] for at, theme in enumerate(themes)]
    return rows


def domain_in_rows_of_its_own():
    """The domain is a heading above its themes; there is no column for it."""
    rows = [HEADINGS[1:]]
    for domain, themes in ROWS.items():
        rows += [[domain], *themes]
    return rows
