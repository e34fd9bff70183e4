"""The strands of the knowledge graph: each names kinds of things and relations, and reads them from rows."""

from kb.strands.cooperation import COOPERATION
from kb.strands.framework import FRAMEWORK
from kb.strands.regions import REGIONS
from kb.strands.studies import STUDIES
from kb.strands.territory import TERRITORY

OURS = (COOPERATION, TERRITORY, REGIONS, STUDIES, FRAMEWORK)
