from django.urls import path

from kb.views import scenario_choices, scenario_steps, whatif

AT = "studies/<slug:slug>/what-if/"
ONE = f"{AT}<slug:name>/"

urlpatterns = [
    path(AT, whatif.listing, name="scenarios"),
    path(ONE, whatif.show, name="scenario"),
    path(f"{ONE}pictures/", whatif.pictures, name="scenario_pictures"),
    path(f"{ONE}<slug:table>.<str:form>", whatif.export, name="scenario_table"),
    path(f"{ONE}edit/", whatif.edit, name="scenario_edit"),
    path(f"{ONE}copy/", whatif.copy, name="scenario_copy"),
    path(f"{ONE}delete/", whatif.delete, name="scenario_delete"),
    path(f"{ONE}steps/", scenario_steps.add, name="scenario_step_add"),
    path(f"{ONE}steps/<int:pk>/move/", scenario_steps.move, name="scenario_step_move"),
    path(f"{ONE}steps/<int:pk>/remove/", scenario_steps.remove, name="scenario_step_remove"),
    path(f"{ONE}choices/", scenario_choices.show, name="scenario_choices"),
    path(f"{ONE}choices/<int:merger>/<int:theme>/", scenario_choices.save, name="scenario_choice"),
    path(f"{ONE}choices/export.<str:form>", scenario_choices.export, name="scenario_export"),
]
