"""What is known of one group, in words: a value, and what must stand beside it (n, spread, names)."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.analysis.chance.nulls import Standing
from kb.analysis.regions import describing
from kb.insight.regions.comparison import Side
from kb.wording import decimals, percent


@dataclass(frozen=True)
class Cell:
    value: str
    notes: tuple[str, ...] = ()


def members(side: Side) -> Cell:
    names = ", ".join(side.municipalities["name"])
    provinces, regions = side.among("province"), side.among("reference_region")
    land = {True: _("one piece of land"), False: _("not one piece of land"), None: ""}[side.connected]
    said = [
        ngettext("province: %(names)s", "provinces: %(names)s", len(provinces))
        % {"names": ", ".join(provinces)},
        ngettext("reference region: %(names)s", "reference regions: %(names)s", len(regions))
        % {"names": ", ".join(regions)},
    ]
    where = [words for words, known in zip(said, (provinces, regions), strict=True) if known]
    return Cell(decimals(len(side.ids), 0), tuple(note for note in (names, land, *where) if note))


def population(side: Side) -> Cell:
    known = side.municipalities["population"].dropna()
    notes = [_("known of %(n)s of %(all)s") % {"n": len(known), "all": len(side.ids)}]
    if len(known):
        ends = {"low": decimals(known.min(), 0), "high": decimals(known.max(), 0)}
        notes.append(_("from %(low)s to %(high)s") % ends)
    summed = int((side.municipalities["population_from"] == "predecessors").sum())
    if summed:
        said = ngettext(
            "%(n)s as the sum of its predecessors", "%(n)s as the sum of their predecessors", summed
        )
        notes.append(said % {"n": summed})
    notes.append(_("evenness %(value)s") % {"value": decimals(side.evenness)})
    return Cell(decimals(side.population, 0), tuple(notes))


def agreements(side: Side) -> Cell:
    described = side.description
    said = ngettext("%(n)s membership", "%(n)s memberships", described.memberships)
    notes = [said % {"n": described.memberships}]
    if side.to_check:
        left = ngettext("%(n)s to check is not counted", "%(n)s to check are not counted", side.to_check)
        rows = f"{reverse('kb:facts_table', args=['memberships'])}?status=to_check"
        notes.append(format_html('<a href="{}">{}</a>', rows, left % {"n": side.to_check}))
    return Cell(decimals(described.agreements, 0), tuple(notes))


def themes(side: Side) -> Cell:
    said = ngettext("%(n)s theme", "%(n)s themes", side.themes) % {"n": side.themes}
    domains = ngettext("in %(n)s domain", "in %(n)s domains", side.domains) % {"n": side.domains}
    unknown = int((side.agreements["theme"] == -1).sum())
    of = {"n": unknown, "all": len(side.agreements)}
    notes = (domains, _("theme not known of %(n)s of %(all)s agreements") % of) if unknown else (domains,)
    return Cell(said, notes)


def depth(side: Side) -> Cell:
    steps = [(level_words(row.level, row.years), row.n) for row in side.depth.itertuples() if row.n]
    lines = tuple(f"{n} × {words}" for words, n in steps)
    return Cell("", lines) if lines else Cell("–")


def level_words(level: str, years: int) -> str:
    """A level of :func:`describing.depth` as people say it."""
    return {
        describing.LOOSE: _("no legal person, nothing laid down by decree"),
        describing.AGREED: _("an agreement under the decree, no legal person"),
        describing.TERM: _("a legal person for at most %(years)s years") % {"years": years},
        describing.LASTING: _("a legal person, no longest term known"),
        describing.TRANSFERRED: _("a legal person that takes the management over"),
        describing.UNKNOWN: _("legal form or legal person not known"),
    }[level]


def overlap(side: Side) -> Cell:
    found = side.description
    spread = {"low": percent(found.jaccard_min, 0), "high": percent(found.jaccard_max, 0)}
    pairs = ngettext("%(n)s pair", "%(n)s pairs", found.pairs) % {"n": found.pairs}
    notes = (_("from %(low)s to %(high)s") % spread,) if found.pairs else ()
    middle = (_("median %(value)s") % {"value": percent(found.jaccard_median, 0)},) if found.pairs else ()
    return Cell(percent(found.jaccard_mean, 0), (*notes, *middle, pairs))


def shared(side: Side) -> Cell:
    found = side.description
    of = {"n": found.shared_by_all, "all": found.agreements}
    return Cell(percent(found.share_by_all, 0), (_("%(n)s of %(all)s agreements") % of,))


def density(side: Side) -> Cell:
    found = side.description
    of = {"n": found.memberships, "all": found.n * found.agreements}
    return Cell(percent(found.density, 0), (_("%(n)s of %(all)s possible memberships") % of,))


def congruence(side: Side) -> Cell:
    return Cell(decimals(side.congruence), (_("mean of %(n)s municipalities") % {"n": len(side.ids)},))


def structure(side: Side) -> Cell:
    if side.structure is None:
        few = _("%(n)s municipalities; from %(least)s on") % {"n": len(side.ids), "least": describing.ENOUGH}
        return Cell(_("too small to say"), (few,))
    clusters, nested = side.structure.modularity, side.structure.nestedness
    return Cell("", (f"Q_B {_standing(clusters)}", f"NODF {_standing(nested)}"))


def _standing(found: Standing) -> str:
    said = {"value": decimals(found.observed), "z": decimals(found.z, 1), "n": found.n}
    return _("%(value)s (z %(z)s against %(n)s random networks)") % said


def perimeter(side: Side) -> Cell:
    around, n = side.perimeter, len(side.agreements)
    others = ngettext("%(n)s other municipality", "%(n)s other municipalities", len(side.others))
    counts = {
        _("%(n)s of %(all)s agreements among themselves only, as far as known"): around.own,
        _("%(n)s of %(all)s cross a border of a province"): around.across_provinces,
        _("%(n)s of %(all)s cross a border of a reference region"): around.across_regions,
    }
    notes = tuple(words % {"n": count, "all": n} for words, count in counts.items())
    return Cell(others % {"n": len(side.others)}, notes)
