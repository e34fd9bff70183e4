from django.urls import path

from kb.views.weighing import ballots, cells, criteria, weighings
from kb.views.weighing import files as weighing_files

AT = "studies/<slug:slug>/weighings/"
ONE = f"{AT}<slug:name>/"
CELL = f"{ONE}scores/<slug:option>/<int:pk>/"

urlpatterns = [
    path(AT, weighings.listing, name="weighings"),
    path(ONE, weighings.show, name="weighing"),
    path(f"{ONE}edit/", weighings.edit, name="weighing_edit"),
    path(f"{ONE}copy/", weighings.copy, name="weighing_copy"),
    path(f"{ONE}delete/", weighings.delete, name="weighing_delete"),
    path(f"{ONE}whole.xlsx", weighing_files.whole, name="weighing_whole"),
    path(f"{ONE}<slug:table>.<str:form>", weighing_files.export, name="weighing_table"),
    path(f"{ONE}criteria/", criteria.listing, name="weighing_criteria"),
    path(f"{ONE}criteria/<int:pk>/", criteria.edit, name="weighing_criterion"),
    path(f"{ONE}criteria/<int:pk>/move/", criteria.move, name="weighing_criterion_move"),
    path(f"{ONE}criteria/<int:pk>/remove/", criteria.remove, name="weighing_criterion_remove"),
    path(f"{ONE}weights/", ballots.listing, name="weighing_weights"),
    path(f"{ONE}weights/standing/", ballots.standing, name="weighing_standing"),
    path(f"{ONE}weights/<int:party>/", ballots.one, name="weighing_ballot"),
    path(f"{ONE}weights/<int:party>/withdraw/", ballots.withdraw, name="weighing_withdraw"),
    path(CELL, cells.show, name="weighing_cell"),
    path(f"{CELL}arguments/", cells.reset, name="weighing_cell_reset"),
]
