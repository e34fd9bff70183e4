"""The words of the file format: headings and values, Dutch first because that is how they are written.

The first word of each entry is what the writers put down; the reader takes all of them, in any case, with
or without accents. Headings do not follow the language of the screen: a list must import anywhere.
"""

from collections.abc import Mapping

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "code": ("Code", "agreement code"),
    "agreement": (
        "Samenwerkingsverband",
        "Samenwerkingsverbanden",
        "Samenwerking",
        "Samenwerkingen",
        "Verband",
        "Agreement",
        "Cooperation",
        "Naam samenwerkingsverband",
        "Naam",
        "Name",
    ),
    "domain": ("Domein", "Beleidsdomein", "Domain"),
    "theme": ("Thema", "Theme"),
    "form": ("Rechtsvorm", "Legal form", "Form"),
    "obligation": ("Verplicht of vrijwillig", "Verplicht", "Verplichting", "Obligation", "Mandatory"),
    "state": ("Status", "Toestand", "State"),
    "founded": ("Opgericht op", "Oprichting", "Founded on", "Founded"),
    "expires": ("Loopt tot", "Vervaldatum", "Vervalt op", "Expires on", "Expires"),
    "ended": ("Beëindigd op", "Ended on"),
    "municipality": ("Gemeente", "Gemeenten", "Lid", "Municipality", "Member"),
    "nis": ("NIS-code", "NIS", "NIScode", "REFNIS"),
    "body": ("Orgaan", "Bestuur", "Body"),
    "role": ("Rol", "Role"),
    "since": ("Sinds", "Vanaf", "Lid sinds", "Since", "From"),
    "until": ("Tot", "Tot en met", "Lid tot", "Until"),
    "confirmed": ("Bevestigd", "Confirmed"),
    "last_confirmed": ("Laatst bevestigd op", "Laatst bevestigd", "Last confirmed on", "Last confirmed"),
    "source": ("Bron", "Bronnen", "Source", "Sources"),
    "kbo": ("KBO", "KBO-nummer", "Ondernemingsnummer", "CBE"),
    "ovo": ("OVO", "OVO-code"),
    "uri": ("URI",),
    "note": ("Opmerking", "Opmerkingen", "Nota", "Note", "Notes", "Remark"),
}

CHOICES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "obligation": {
        "mandatory": ("verplicht", "mandatory", "ja", "yes", "true"),
        "voluntary": ("vrijwillig", "voluntary", "nee", "no", "false"),
        "unknown": ("onbekend", "unknown"),
    },
    "state": {
        "active": ("actief", "active"),
        "ended": ("beëindigd", "ended", "stopgezet", "niet actief", "inactief", "inactive"),
        "planned": ("gepland", "planned"),
        "unknown": ("onbekend", "unknown"),
    },
    "body": {
        "municipality": ("gemeente", "stad", "gemeentebestuur", "municipality"),
        "ocmw": ("OCMW", "CPAS", "public centre for social welfare"),
    },
    "confirmed": {
        "confirmed": ("ja", "bevestigd", "yes", "confirmed", "true", "x"),
        "to_check": ("te controleren", "to check", "te bevestigen", "nee", "no", "false", "?", "onzeker"),
    },
}

NOTHING = frozenset({"", "/", "-", "–", "—", "geen", "none", "nvt", "n.v.t.", "n/a"})
DITTO = frozenset({"idem", "id.", '"', "''", "same", "zelfde", "hetzelfde"})
EXAMPLE = ("voorbeeld:", "example:")


LONG_FIELDS = tuple(HEADINGS)
LONG_COLUMNS = tuple(names[0] for names in HEADINGS.values())


def heading(field: str) -> str:
    return HEADINGS[field][0]


def spoken(field: str, code: str) -> str:
    """The word that stands in a file for a code; whatever has no word stands for itself."""
    return CHOICES.get(field, {}).get(code, (code,))[0]
