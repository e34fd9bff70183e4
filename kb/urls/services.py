from django.urls import path

from kb.views.services import phases, roadmap, services
from kb.views.services import versions as service_versions

AT = "studies/<slug:slug>/services/"
ONE = f"{AT}<slug:code>/"
ROAD = "studies/<slug:slug>/roadmap/"

urlpatterns = [
    path(AT, services.listing, name="services"),
    path(f"{AT}export.<str:form>", services.export, name="services_export"),
    path(f"{AT}picture.<str:form>", services.picture, name="services_picture"),
    path(f"{AT}new/", services.create, name="service_new"),
    path(f"{AT}new/standard/", services.adopt, name="services_adopt"),
    path(ONE, services.show, name="service"),
    path(f"{ONE}edit/", services.edit, name="service_edit"),
    path(f"{ONE}delete/", service_versions.delete, name="service_delete"),
    path(f"{ONE}history/", service_versions.history, name="service_history"),
    path(f"{ONE}history/<int:version>/", service_versions.restore, name="service_restore"),
    path(ROAD, roadmap.show, name="roadmap"),
    path(f"{ROAD}timeline/", roadmap.timeline, name="roadmap_timeline"),
    path(f"{ROAD}timeline/picture.<str:form>", roadmap.picture, name="roadmap_picture"),
    path(f"{ROAD}export.<str:form>", roadmap.export, name="roadmap_export"),
    path(f"{ROAD}move/", roadmap.move, name="roadmap_move"),
    path(f"{ROAD}back/", roadmap.back, name="roadmap_back"),
    path(f"{ROAD}proposal/", roadmap.propose, name="roadmap_proposal"),
    path(f"{ROAD}phases/", phases.add, name="phase_add"),
    path(f"{ROAD}phases/<int:pk>/", phases.edit, name="phase"),
    path(f"{ROAD}phases/<int:pk>/move/", phases.move, name="phase_move"),
    path(f"{ROAD}phases/<int:pk>/remove/", phases.remove, name="phase_remove"),
]
