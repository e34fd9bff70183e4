from django.urls import path

from kb.views.framework import answers, assessments, options, questions
from kb.views.framework import history as deliberation_history

STUDY = "studies/<slug:slug>/"
QUESTIONS = f"{STUDY}questions/"
QUESTION = f"{QUESTIONS}<slug:code>/"
ANSWER = f"{QUESTION}answers/<slug:option>/"
OPTIONS = f"{STUDY}options/"
OPTION = f"{OPTIONS}<slug:code>/"
ASSESSMENTS = f"{STUDY}assessments/"

urlpatterns = [
    path(QUESTIONS, questions.listing, name="questions"),
    path(f"{QUESTIONS}new/", questions.create, name="question_new"),
    path(f"{QUESTIONS}export.<str:form>", questions.export, name="questions_export"),
    path(QUESTION, questions.show, name="question"),
    path(f"{QUESTION}edit/", questions.edit, name="question_edit"),
    path(f"{QUESTION}move/", questions.move, name="question_move"),
    path(f"{QUESTION}history/", deliberation_history.question, name="question_history"),
    path(f"{QUESTION}delete/", questions.delete, name="question_delete"),
    path(ANSWER, answers.edit, name="answer"),
    path(f"{ANSWER}delete/", answers.delete, name="answer_delete"),
    path(OPTIONS, options.listing, name="options"),
    path(f"{OPTIONS}new/", options.create, name="option_new"),
    path(f"{OPTIONS}compare/", options.compare, name="options_compare"),
    path(f"{OPTIONS}export.<str:form>", options.export, name="options_export"),
    path(OPTION, options.show, name="option"),
    path(f"{OPTION}edit/", options.edit, name="option_edit"),
    path(f"{OPTION}move/", options.move, name="option_move"),
    path(f"{OPTION}history/", deliberation_history.option, name="option_history"),
    path(f"{OPTION}delete/", options.delete, name="option_delete"),
    path(ASSESSMENTS, assessments.matrix, name="assessments"),
    path(f"{ASSESSMENTS}export.<str:form>", assessments.export, name="assessments_export"),
    path(f"{ASSESSMENTS}<slug:who>/<slug:what>/", assessments.edit, name="assessment"),
    path(f"{ASSESSMENTS}<slug:who>/<slug:what>/delete/", assessments.delete, name="assessment_delete"),
    path(
        f"{ASSESSMENTS}<slug:who>/<slug:what>/history/",
        deliberation_history.assessment,
        name="assessment_history",
    ),
]
