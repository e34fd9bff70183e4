"""What is known: the tables of the knowledge base, a file a subject."""

from kb.models.agreements import Agreement, AgreementIdentifier
from kb.models.framework.arguments import Argument, ArgumentLink, Basis, Citation, LinkKind, Polarity, Stance
from kb.models.framework.assessments import Assessment, Verdict
from kb.models.framework.capacities import Capacity, Gain
from kb.models.framework.questions import AnswerVerdict, Option, OptionAnswer, OptionKind, Question
from kb.models.framework.services import Approach, Guideline, Part, Phase, Service, ServiceGroup, Where
from kb.models.framework.vision import (
    Homework,
    VisionAnswer,
    VisionPoint,
    VisionPrompt,
    VisionSection,
    VisionText,
)
from kb.models.framework.voices import Comment, Support
from kb.models.framework.weighing import Ballot, Criterion, Manner, Score, Weighing, Weight
from kb.models.imports import ImportFile, ImportRun
from kb.models.maturity import Evidence, Ladder, Step
from kb.models.memberships import Claim, Membership
from kb.models.parties import Party, Speaker
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
    "AnswerVerdict",
    "Approach",
    "Argument",
    "ArgumentLink",
    "Assessment",
    "Ballot",
    "Basis",
    "Boundary",
    "Candidate",
    "Capacity",
    "Choice",
    "Citation",
    "Claim",
    "ClusterName",
    "Comment",
    "Criterion",
    "DataVersion",
    "Domain",
    "Evidence",
    "Exemption",
    "Gain",
    "Guideline",
    "Homework",
    "ImportFile",
    "ImportRun",
    "Ladder",
    "LegalForm",
    "LinkKind",
    "Manner",
    "Membership",
    "Municipality",
    "Obligation",
    "Option",
    "OptionAnswer",
    "OptionKind",
    "Part",
    "Participation",
    "PartnerWeight",
    "Party",
    "Phase",
    "Polarity",
    "Province",
    "Question",
    "RecordedOverlap",
    "ReferenceRegion",
    "Region",
    "RegionDomain",
    "RegionLogic",
    "Rule",
    "RuleException",
    "Scenario",
    "ScenarioChange",
    "Score",
    "Service",
    "ServiceGroup",
    "Source",
    "Speaker",
    "Stakeholder",
    "Stance",
    "Step",
    "Study",
    "StudyAccess",
    "Support",
    "Theme",
    "Verdict",
    "VisionAnswer",
    "VisionPoint",
    "VisionPrompt",
    "VisionSection",
    "VisionText",
    "Weighing",
    "Weight",
    "Where",
]
