"""Options weighed on criteria: the table, the parties' weights, and what follows from them."""

from kb.insight.weighing.cautions import Caution
from kb.insight.weighing.outcome import Doubt, Outcome
from kb.insight.weighing.voices import Voice
from kb.insight.weighing.weighed import Named, Weighed, weighed

__all__ = ["Caution", "Doubt", "Named", "Outcome", "Voice", "Weighed", "weighed"]
