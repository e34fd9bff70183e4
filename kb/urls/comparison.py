from django.urls import path

from kb.views import alike, comparison, ladder

COMPARISON = "studies/<slug:slug>/comparison/"

urlpatterns = [
    path(COMPARISON, comparison.show, name="comparison"),
    path(f"{COMPARISON}agreements.<str:form>", comparison.export, name="comparison_export"),
    path(f"{COMPARISON}ladder/", ladder.show, name="ladder"),
    path(f"{COMPARISON}ladder/steps.<str:form>", ladder.export, name="ladder_export"),
    path(f"{COMPARISON}ladder/<int:number>/<slug:whose>/add/", ladder.add, name="evidence_add"),
    path(f"{COMPARISON}ladder/evidence/<int:pk>/", ladder.change, name="evidence"),
    path(f"{COMPARISON}ladder/evidence/<int:pk>/remove/", ladder.remove, name="evidence_remove"),
    path(f"{COMPARISON}alike/", alike.show, name="alike"),
    path(f"{COMPARISON}alike/groups.<str:form>", alike.export, name="alike_export"),
    path(f"{COMPARISON}alike/groups/", alike.groups, name="alike_groups"),
]
