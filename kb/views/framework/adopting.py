from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kb.actions.framework.adopting import adopt_framework
from kb.guards import study_view
from kb.models import Study


@require_POST
@study_view("kb.edit_study")
def adopt(request: HttpRequest, study: Study) -> HttpResponse:
    """Start from the standard set; what the study has already stays as it is."""
    made = adopt_framework(study=study, by=request.user)
    if made:
        said = ngettext(
            "%(n)s question, option or argument was taken over. Change or delete what does not fit.",
            "%(n)s questions, options and arguments were taken over. Change or delete what does not fit.",
            made,
        )
        messages.success(request, said % {"n": made})
    else:
        messages.info(request, _("The study already has everything of the standard set."))
    return redirect("kb:boards", slug=study.slug)
