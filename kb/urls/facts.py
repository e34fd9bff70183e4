from django.urls import path

from kb.views import agreements, facts, memberships, municipalities, regions, versions

urlpatterns = [
    path("facts/", facts.facts, name="facts"),
    path("facts/agreements/", facts.agreements, name="agreements"),
    path("facts/<slug:table>/", facts.table, name="facts_table"),
    path("facts/<slug:table>/export.<str:form>", facts.export, name="facts_export"),
    path("agreements/new/", agreements.create, name="agreement_new"),
    path("agreements/<int:pk>/", agreements.show, name="agreement"),
    path("agreements/<int:pk>/edit/", agreements.edit, name="agreement_edit"),
    path("agreements/<int:pk>/delete/", agreements.delete, name="agreement_delete"),
    path("agreements/<int:pk>/history/", versions.agreement_history, name="agreement_history"),
    path("agreements/<int:pk>/members.<str:form>", agreements.export, name="agreement_export"),
    path("agreements/<int:pk>/members/add/", memberships.add, name="membership_add"),
    path("memberships/<int:pk>/", memberships.edit, name="membership"),
    path("memberships/<int:pk>/confirm/", memberships.confirm, name="membership_confirm"),
    path("memberships/<int:pk>/settle/", memberships.settle, name="membership_settle"),
    path("memberships/<int:pk>/delete/", memberships.delete, name="membership_delete"),
    path("versions/<slug:kind>/<int:version>/revert/", versions.revert, name="version_revert"),
    path("municipalities/<slug:nis>/", municipalities.show, name="municipality"),
    path("municipalities/<slug:nis>/edit/", municipalities.edit, name="municipality_edit"),
    path("municipalities/<slug:nis>/history/", versions.municipality_history, name="municipality_history"),
    path("regions/<slug:slug>/", regions.show, name="region"),
]
