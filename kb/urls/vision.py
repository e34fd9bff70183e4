from django.urls import path

from kb.views.vision import answers as vision_answers
from kb.views.vision import history as vision_history
from kb.views.vision import homework
from kb.views.vision import overview as vision
from kb.views.vision import points as vision_points
from kb.views.vision import texts as vision_texts

AT = "studies/<slug:slug>/vision/"
ONE = f"{AT}<slug:section>/"
ANSWER = f"{ONE}answers/<slug:prompt>/<int:party>/"
POINT = f"{ONE}points/<int:pk>/"
HOMEWORK = "studies/<slug:slug>/homework/"

urlpatterns = [
    path(AT, vision.show, name="vision"),
    path(f"{AT}export.<str:form>", vision.export, name="vision_export"),
    path(ONE, vision_texts.section, name="vision_section"),
    path(f"{ONE}settle/", vision_texts.settle, name="vision_settle"),
    path(f"{ONE}unsettle/", vision_texts.unsettle, name="vision_unsettle"),
    path(f"{ONE}history/", vision_history.show, name="vision_history"),
    path(f"{ONE}history/<int:version>/", vision_history.restore, name="vision_restore"),
    path(ANSWER, vision_answers.answer, name="vision_answer"),
    path(f"{ANSWER}withdraw/", vision_answers.withdraw, name="vision_withdraw"),
    path(f"{ONE}points/", vision_points.add, name="vision_point_add"),
    path(POINT, vision_points.change, name="vision_point"),
    path(f"{POINT}settle/", vision_points.settle, name="vision_point_settle"),
    path(f"{POINT}reopen/", vision_points.reopen, name="vision_point_reopen"),
    path(f"{POINT}remove/", vision_points.remove, name="vision_point_remove"),
    path(HOMEWORK, homework.show, name="homework"),
    path(f"{HOMEWORK}export.<str:form>", homework.export, name="homework_export"),
    path(f"{HOMEWORK}new/", homework.give, name="homework_new"),
    path(f"{HOMEWORK}<int:pk>/", homework.change, name="homework_change"),
    path(f"{HOMEWORK}<int:pk>/done/", homework.done, name="homework_done"),
    path(f"{HOMEWORK}<int:pk>/reopen/", homework.reopen, name="homework_reopen"),
    path(f"{HOMEWORK}<int:pk>/remove/", homework.remove, name="homework_remove"),
]
