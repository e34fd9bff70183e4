"""Options weighed on criteria: the table, the parties' weights, and what follows from them."""

from kb.insight.weighing.weighed import Named, Weighed, weighed

__all__ = ["Named", "Weighed", "weighed"]
