"""The words of each chart. None has a default: a page that forgets one fails at once, in every language."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class NetworkLabels:
    """Words of `cluster_map` and `force_layout`; `subtitle` may use {k}, the ties drawn per municipality."""

    title: str
    subtitle: str
    description: str  # what a screen reader says
    municipality: str
    cluster: str
    cooperations: str  # number of cooperations of one municipality
    shared: str  # number of cooperations two municipalities share
    partners: str  # strongest partners of one municipality
    no_evidence: str  # municipality without a cluster or membership in this view
    empty: str


@dataclass(frozen=True, kw_only=True)
class HeatmapLabels:
    """Words of `overlap_heatmap`; `subtitle` may use {shown} and {total}, both numbers of municipalities."""

    title: str
    subtitle: str
    description: str
    row: str
    column: str
    measure: str  # name of the measure that colours the cells
    shared: str
    row_cooperations: str
    column_cooperations: str
    no_evidence: str
    crowded: str  # where names may find no room
    empty: str


@dataclass(frozen=True, kw_only=True)
class MemberLabels:
    """Words of `agreement_map`."""

    title: str
    subtitle: str
    description: str
    municipality: str
    status: str
    confirmed: str
    to_check: str
    no_evidence: str
    empty: str


@dataclass(frozen=True, kw_only=True)
class CountLabels:
    """Words of `count_map` and `count_bars`."""

    title: str
    subtitle: str
    description: str
    name: str  # what one area or bar is
    value: str  # what is counted
    no_evidence: str
    empty: str


@dataclass(frozen=True, kw_only=True)
class ConnectionLabels:
    """Words of `connections`."""

    title: str
    subtitle: str
    description: str
    thing: str  # what one point is
    kind: str
    tie: str  # what one line says
    empty: str


@dataclass(frozen=True, kw_only=True)
class ReadingsLabels:
    """Words of `reading_rows` and `reading_squares`; `subtitle` may use {shown} and {total}."""

    title: str
    subtitle: str
    description: str
    pair: str
    reading: str
    value: str
    empty: str


@dataclass(frozen=True, kw_only=True)
class PairedLabels:
    """Words of `paired_bars`."""

    title: str
    subtitle: str
    description: str
    name: str  # what one pair of bars is
    side: str  # what the two bars of a pair are
    value: str
    count: str
    empty: str


@dataclass(frozen=True, kw_only=True)
class ContributionLabels:
    """Words of `contributions`."""

    title: str
    subtitle: str
    description: str
    name: str  # what one bar is
    part: str  # what a piece of a bar is
    points: str
    empty: str


@dataclass(frozen=True, kw_only=True)
class SetLabels:
    """Words of `set_map`."""

    title: str
    subtitle: str
    description: str
    municipality: str
    role: str
    base: str  # who looks for a partner
    joins: str  # who would join
    other: str
    empty: str


@dataclass(frozen=True, kw_only=True)
class WinnerLabels:
    """Words of `winner_tiles`."""

    title: str
    subtitle: str
    description: str
    option: str
    party: str
    score: str
    span: str  # from the lowest to the highest score
    empty: str


@dataclass(frozen=True, kw_only=True)
class PlaceLabels:
    """Words of `place_bars`."""

    title: str
    subtitle: str
    description: str
    option: str
    place: str
    share: str  # how often it takes that place
    empty: str


@dataclass(frozen=True, kw_only=True)
class SwingLabels:
    """Words of `swing_bars`."""

    title: str
    subtitle: str
    description: str
    criterion: str
    side: str  # what is changed
    span: str  # from the lowest to the highest lead
    empty: str


@dataclass(frozen=True, kw_only=True)
class PriorityLabels:
    """Words of `priorities`; from `neutral_from` on a service is one to start with."""

    title: str
    subtitle: str
    description: str
    name: str  # what stands in a circle
    neutrality: str
    least_neutral: str
    most_neutral: str
    potential: str
    least: str
    most: str
    first: str  # the ground of those to start with
    neutral_from: int
    empty: str


@dataclass(frozen=True, kw_only=True)
class TimelineLabels:
    """Words of `timeline`."""

    title: str
    subtitle: str
    description: str
    name: str  # what one bar is
    dates: str
    today: str
    empty: str


AnyLabels = (
    NetworkLabels
    | HeatmapLabels
    | MemberLabels
    | CountLabels
    | ConnectionLabels
    | ReadingsLabels
    | PairedLabels
    | ContributionLabels
    | SetLabels
    | WinnerLabels
    | PlaceLabels
    | SwingLabels
    | PriorityLabels
    | TimelineLabels
)
