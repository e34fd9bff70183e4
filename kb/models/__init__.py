"""What is known: the tables of the knowledge base, a file a subject."""

from kb.models.agreements import Agreement, AgreementIdentifier
from kb.models.imports import ImportFile, ImportRun
from kb.models.maturity import Evidence, Ladder, Step
from kb.models.memberships import Claim, Membership
from kb.models.preferences import ClusterName, PartnerWeight
from kb.models.recorded import RecordedOverlap
from kb.models.regions import Region, RegionDomain, RegionLogic
from kb.models.rulings import Exemption, Rule, RuleException
from kb.models.scenarios import Choice, Scenario, ScenarioChange
from kb.models.sources import Source
from kb.models.stakeholders import Participation, Stakeholder
from kb.models.study import Candidate, Study, StudyAccess
from kb.models.subjects import Domain, LegalForm, Obligation, Theme
from kb.models.territory import Boundary, Municipality, Province, ReferenceRegion
from kb.models.version import DataVersion

__all__ = [
    "Agreement",
    "AgreementIdentifier",
    "Boundary",
    "Candidate",
    "Choice",
    "Claim",
    "ClusterName",
    "DataVersion",
    "Domain",
    "Evidence",
    "Exemption",
    "ImportFile",
    "ImportRun",
    "Ladder",
    "LegalForm",
    "Membership",
    "Municipality",
    "Obligation",
    "Participation",
    "PartnerWeight",
    "Province",
    "RecordedOverlap",
    "ReferenceRegion",
    "Region",
    "RegionDomain",
    "RegionLogic",
    "Rule",
    "RuleException",
    "Scenario",
    "ScenarioChange",
    "Source",
    "Stakeholder",
    "Step",
    "Study",
    "StudyAccess",
    "Theme",
]
