"""The inventory and the municipalities of the source, as literals that the fixtures are compared with."""

THREE = ("Halen", "Herk-de-Stad", "Lummen")
DOMAINS = {
    "Erfgoed, cultuur, vrije tijd en jeugd": [
        "Intergemeentelijke onroerenderfgoeddiensten",
        "Sociaal-cultureel volwassenenwerk",
        "Sportregio's",
        "UiTPAS-regio's",
        "Toerisme",
    ],
    "Ruimte en duurzaamheid": [
        "Afvalintercommunales",
        "Energie & klimaat",
        "Regionale landschappen",
        "Vervoerregio's",
        "Water",
    ],
    "Sociaal beleid, werk en welzijn": [
        "1 gezin 1 plan",
        "Centra algemeen welzijnswerk",
        "Eerstelijnszones",
        "Netwerken geestelijke gezondheidszorg",
        "Wijk-werken",
        "Overige",
    ],
    "Veiligheid en justitie": ["Gerechtelijke arrondissementen", "Hulpverleningszones", "Politiezones"],
    "Wonen": [
        "Intergemeentelijke samenwerking lokaal woonbeleid",
        "Sociale huisvestingsmaatschappijen",
        "Sociale verhuurkantoren",
        "Woonmaatschappijen",
    ],
    "Overige": ["Interne audit", "HR/ICT"],
}
BERINGEN = "Kantonnale Bouwmij. van Beringen"
ENERGY = {"Energiehuis Limburg", "Fluvius Limburg", "Nuhma"}
# Theme: what each of the three is in; one set where they are all in the same.
INVENTORY: dict[str, tuple[set[str], ...]] = {
    "Intergemeentelijke onroerenderfgoeddiensten": ({"Lage Kempen"}, set(), {"Lage Kempen"}),
    "Sociaal-cultureel volwassenenwerk": ({"Limburg"},),
    "Sportregio's": ({"West-Limburg"},),
    "UiTPAS-regio's": (set(), {"Herk-de-Stad & Lummen"}, {"Herk-de-Stad & Lummen"}),
    "Toerisme": ({"OV Schulensmeer"},),
    "Afvalintercommunales": ({"Limburg.net"},),
    "Energie & klimaat": (ENERGY,),
    "Regionale landschappen": ({"Lage Kempen"}, {"Haspengouw & Voeren"}, {"Lage Kempen"}),
    "Vervoerregio's": ({"Limburg"},),
    "Water": ({"De Watergroep"},),
    "1 gezin 1 plan": ({"Gezin Centraal"}, {"1sgezind"}, {"Gezin Centraal"}),
    "Centra algemeen welzijnswerk": ({"CAW Limburg"},),
    "Eerstelijnszones": ({"MidWestLim"}, {"Herkenrode"}, {"MidWestLim"}),
    "Netwerken geestelijke gezondheidszorg": ({"Reling"},),
    "Wijk-werken": ({"PV Wijk-werken West-Limburg"},),
    "Overige": ({"IGL"},),
    "Gerechtelijke arrondissementen": ({"Limburg"},),
    "Hulpverleningszones": ({"Zuid-West-Limburg"},),
    "Politiezones": ({"5907 Limburg Regio Hoofdstad"},),
    "Intergemeentelijke samenwerking lokaal woonbeleid": ({"Wonen in West-Limburg"},),
    "Sociale huisvestingsmaatschappijen": (
        {BERINGEN, "Kleine Landeigendom"},
        {BERINGEN, "Kleine Landeigendom"},
        {BERINGEN, "Vooruitzien"},
    ),
    "Sociale verhuurkantoren": ({"Land van Loon"}, {"Land van Loon"}, {"Platform West-Limburg"}),
    "Woonmaatschappijen": ({"Limburg"},),
    "Interne audit": (set(), {"Audio (to_check)"}, set()),
    "HR/ICT": ({"Cipal"},),
}
NEIGHBOURS = {
    "Halen": {"Herk-de-Stad", "Lummen", "Diest", "Kortenaken", "Bekkevoort"},
    "Herk-de-Stad": {"Halen", "Lummen", "Nieuwerkerken", "Kortenaken", "Geetbets", "Hasselt"},
    "Lummen": {"Halen", "Herk-de-Stad", "Beringen", "Heusden-Zolder", "Diest", "Hasselt"},
}
LIMBURG = ("Limburg", "Limburg")
BRABANT = ("Vlaams-Brabant", "Oost-Brabant")
ANTWERP = ("Antwerpen", "Kempen")
# NIS code: name, province and reference region, inhabitants on 1 January 2020.
MUNICIPALITIES = {
    "71020": ("Halen", *LIMBURG, 9485),
    "71024": ("Herk-de-Stad", *LIMBURG, 12650),
    "71037": ("Lummen", *LIMBURG, 14978),
    "71004": ("Beringen", *LIMBURG, 46598),
    "71070": ("Heusden-Zolder", *LIMBURG, 33892),
    "71022": ("Hasselt", *LIMBURG, 78714),
    "71072": ("Hasselt", *LIMBURG, None),
    "73040": ("Kortessem", *LIMBURG, None),
    "71045": ("Nieuwerkerken", *LIMBURG, 6998),
    "24008": ("Bekkevoort", *BRABANT, None),
    "24054": ("Kortenaken", *BRABANT, 7892),
    "24028": ("Geetbets", *BRABANT, 6136),
    "24020": ("Diest", *BRABANT, 24234),
    "13010": ("Grobbendonk", *ANTWERP, 11172),
    "13011": ("Herentals", *ANTWERP, 28272),
    "13012": ("Herenthout", *ANTWERP, 9109),
    "13029": ("Olen", *ANTWERP, 12560),
    "13044": ("Vorselaar", *ANTWERP, 7936),
    "13019": ("Lille", *ANTWERP, 16564),
    "13017": ("Kasterlee", *ANTWERP, 18882),
}
ENTERPRISE_NUMBERS = {
    "Cipal": "0219395192",
    "Fluvius Limburg": "0207165769",
    "IGL": "0201310929",
    "Limburg.net": "0214533712",
    "OV Schulensmeer": "0218031848",
    "PV Wijk-werken West-Limburg": "0690818063",
    "Zuid-West-Limburg": "0500919876",
    "5907 Limburg Regio Hoofdstad": "0642781089",
    "Audio": "0827396340",
    "Lage Kempen": "0677597755",
    "Haspengouw & Voeren": "0648863286",
    "Neteland": "0687552727",
    "PZ Neteland": "0267369612",
}
