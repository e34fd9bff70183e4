"""What a thing is connected to, and how, in words: from the knowledge graph to a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from unicodedata import combining, normalize
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kb.analysis.connections.explaining import Path, paths
from kb.analysis.connections.knowledge import Group, Knowledge, Node, Tie, neighbourhood
from kb.strands.base import kinds, relations

DEEPEST = 2  # three steps away lies nearly everything


@dataclass(frozen=True)
class Shown:
    """A thing as a page names it; ``page`` is its own, '' for none; ``ties`` counts what it is tied to."""

    node: Node
    label: str
    kind: str
    state: str
    page: str
    url: str
    ties: int

    @property
    def address(self) -> str:
        return ":".join(self.node)


@dataclass(frozen=True)
class Line:
    """``ways``: the things of the step before that lead here; ``mark`` and ``note`` are of the tie."""

    thing: Shown
    ways: int
    mark: str
    note: str


@dataclass(frozen=True)
class Section:
    code: str
    ring: int
    title: str
    kind: str
    n: int
    lines: tuple[Line, ...]

    @property
    def left_out(self) -> int:
        return self.n - len(self.lines)


@dataclass(frozen=True)
class Sentence:
    text: SafeString
    mark: str
    note: str


@dataclass(frozen=True)
class Way:
    """One explanation, step by step; ``cost`` and ``beside`` as in `kb.analysis.connections.explaining`."""

    things: tuple[Shown, ...]
    ties: tuple[Tie, ...]
    sentences: tuple[Sentence, ...]
    cost: float
    beside: bool

    @property
    def between(self) -> tuple[Shown, ...]:
        return self.things[1:-1]


def url_of(of: str, **more: str) -> str:
    return f"{reverse('kb:connections')}?{urlencode({'of': of, **more})}"


def node_at(known: Knowledge, address: str) -> Node | None:
    """The thing that an address names, if the reader may know of it."""
    kind, _colon, key = address.partition(":")
    return (kind, key) if (kind, key) in known.graph else None


def shown(known: Knowledge, node: Node) -> Shown:
    kind, said = kinds()[node[0]], known.graph.nodes[node]
    page = kind.page(node[1]) if kind.page else ""
    url = url_of(":".join(node))
    return Shown(node, said["label"], str(kind.one), said["state"], page, url, known.degree(node))


def around(
    known: Knowledge, node: Node, depth: int = 1, only: Collection[str] | None = None, most: int | None = None
) -> list[Section]:
    """The neighbourhood of ``node``, group by group."""
    return [_section(known, group) for group in groups_of(known, node, depth, only, most)]


def groups_of(
    known: Knowledge, node: Node, depth: int = 1, only: Collection[str] | None = None, most: int | None = None
) -> list[Group]:
    """As `knowledge.neighbourhood`, in the order in which the strands name their relations."""
    order = {code: place for place, code in enumerate(relations())}
    groups = neighbourhood(known, node, depth, only, most)
    return sorted(groups, key=lambda group: (group.ring, order[group.relation]))


def _section(known: Knowledge, group: Group) -> Section:
    relation, kind = relations()[group.relation], kinds()[group.kind]
    title = relation.title if group.outward else relation.back_title
    lines = tuple(
        Line(shown(known, member.node), member.ways, member.said.get("mark", ""), member.said.get("note", ""))
        for member in group.members
    )
    direction = "to" if group.outward else "from"
    code = f"{group.ring}.{group.relation}.{direction}.{group.kind}"
    return Section(code, group.ring, str(title), str(kind.one if group.n == 1 else kind.many), group.n, lines)


def ways(known: Knowledge, one: Node, other: Node, most: int = 3) -> list[Way]:
    """The shortest explanations of how two things are connected; none where no connection is known."""
    return [_way(known, path) for path in paths(known, one, other, most)]


def _way(known: Knowledge, path: Path) -> Way:
    things = tuple(shown(known, node) for node in path.nodes)
    sentences = tuple(
        sentence(one, tie, shown(known, tie.other)) for one, tie in zip(things, path.ties, strict=False)
    )
    return Way(things, path.ties, sentences, path.cost, path.beside)


def sentence(one: Shown, tie: Tie, other: Shown) -> Sentence:
    """The tie read from ``one``; both names lead on."""
    links = {name: _link(thing) for name, thing in (("one", one), ("other", other))}
    return Sentence(format_html(words_of(tie), **links), tie.said["mark"], tie.said["note"])


def words_of(tie: Tie) -> str:
    """How the tie reads from the end at which we stand, with room for {one} and {other}."""
    relation = relations()[tie.relation]
    return str(relation.says if tie.outward else relation.back)


def _link(thing: Shown) -> SafeString:
    return format_html('<a href="{}">{}</a>', thing.page or thing.url, thing.label)


def meant(found: list[Shown], words: str) -> Shown | None:
    """The thing that these words can only mean: the one found, or the one of exactly that name."""
    named = [thing for thing in found if folded(thing.label) == folded(words.strip())]
    sure = named or found
    return sure[0] if len(sure) == 1 else None


def find(known: Knowledge, words: str, most: int = 12) -> list[Shown]:
    """Things whose name holds ``words``; first those that begin with them, then what is tied to most."""
    wanted = folded(words.strip())
    if not wanted:
        return []
    names = {node: folded(label) for node, label in known.graph.nodes(data="label")}
    hits = [node for node, name in names.items() if wanted in name]
    hits.sort(
        key=lambda node: (
            names[node] != wanted,
            not names[node].startswith(wanted),
            -known.degree(node),
            node,
        )
    )
    return [shown(known, node) for node in hits[:most]]


def folded(text: str) -> str:
    """Without accents and capitals, as people search."""
    return "".join(sign for sign in normalize("NFKD", text) if not combining(sign)).casefold()


def census(known: Knowledge) -> list[tuple[int, str]]:
    """How many there are of each kind, in the order of the strands."""
    return _counted(Counter(kind for kind, _key in known.graph))


def near(known: Knowledge, node: Node) -> list[tuple[int, str]]:
    """How many of each kind ``node`` is tied to directly, most first: of a fact, the facts."""
    found = Counter(kind for kind, _key in known.around(node)[node])
    return sorted(_counted(found), key=lambda each: -each[0])


def naming(known: Knowledge, node: Node) -> list[tuple[int, str]]:
    """How many of each kind that is no fact, such as a scenario, have a tie with the fact ``node``."""
    beside = set(known.ways[node]) - set(known.around(node)[node])
    return _counted(Counter(kind for kind, _key in beside))


def _counted(found: Counter[str]) -> list[tuple[int, str]]:
    return [
        (found[code], str(kind.one if found[code] == 1 else kind.many))
        for code, kind in kinds().items()
        if found[code]
    ]
