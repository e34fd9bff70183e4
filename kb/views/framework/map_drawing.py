from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kb.actions.framework.argument_links import link_arguments
from kb.actions.framework.argument_maps import draw_argument, draw_option, take_back
from kb.analysis.arguments.graph import Node
from kb.forms.framework.argument_map import OPTION, DrawForm, TieForm
from kb.guards import study_view
from kb.insight.arguments.deliberation import Deliberation, deliberation
from kb.insight.arguments.view import View, view_of
from kb.models import Argument, ArgumentLink, Option, Question, Study
from kb.views.framework.maps import PART, context_of, found_in, named, tag_of
from kb.views.inplace import REFUSED

REMEMBERED = 20
MODELS: dict[str, Any] = {"option": Option, "argument": Argument, "link": ArgumentLink}


@require_POST
@study_view("kb.edit_study")
def add(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    """An option, or an argument on what is chosen."""
    question = named(study, code)
    found = found_in(request, question)
    view = view_of(request.GET.dict(), found)
    form = DrawForm(request.POST, found=found, at=view.at)
    made = form.run(lambda: _draw(question, form, request.user))
    if made is None:
        return _refused(request, found, view, draw=form)
    kind = "option" if isinstance(made, Option) else "argument"
    remember(request, question, kind, made.pk)
    at = _node(found, form.cleaned_data["at"])
    now = view.choosing(at).opening(at, found.root)
    return _after(request, question, now, _("Added: %(text)s") % {"text": made})


def _node(found: Deliberation, name: str) -> Node:
    return view_of({"at": name}, found).at


def _draw(question: Question, form: DrawForm, by: Any) -> Option | Argument:
    data = form.cleaned_data
    if data["what"] == OPTION:
        return draw_option(question=question, name=data["text"], by=by)
    return draw_argument(under=form.under, text=data["text"], polarity=data["what"], by=by)


@require_POST
@study_view("kb.edit_study")
def tie(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    """A link between two arguments of the map."""
    question = named(study, code)
    found = found_in(request, question)
    view = view_of(request.GET.dict(), found)
    form = TieForm(request.POST, found=found, at=view.at)
    made = form.run(lambda: link_arguments(**form.link, by=request.user))
    if made is None:
        return _refused(request, found, view, tie=form)
    remember(request, question, "link", made.pk)
    return _after(request, question, view, _("The two arguments are linked."))


def remember(request: HttpRequest, question: Question, kind: str, pk: int) -> None:
    drawn = request.session.setdefault("drawn", {})
    drawn[str(question.pk)] = [*drawn.get(str(question.pk), []), [kind, pk]][-REMEMBERED:]
    request.session.modified = True


@require_POST
@study_view("kb.edit_study")
def undo(request: HttpRequest, study: Study, code: str) -> HttpResponse:
    """Take back the last thing that this person drew here, as long as nobody built on it."""
    question = named(study, code)
    view = view_of(request.GET.dict(), found_in(request, question))
    done = request.session.get("drawn", {}).get(str(question.pk), [])
    kind, pk = done.pop() if done else ("link", 0)
    request.session.modified = True
    row = MODELS[kind].objects.filter(pk=pk).first()
    if row is None:
        return _after(request, question, view, _("There is nothing left to undo."))
    try:
        take_back(row=row, by=request.user)
    except ValidationError as refusal:
        return _after(request, question, view, " ".join(refusal.messages))
    return _after(request, question, view, _("Undone."))


def _refused(request: HttpRequest, found: Deliberation, view: View, **forms: Any) -> HttpResponse:
    url = _url(found.question, view)
    context = context_of(request, found, view, **forms) | {"url": url, "tag": tag_of(request, found, url)}
    page = PART if request.htmx else "kb/map/show.html"  # type: ignore[attr-defined]
    return render(request, page, context, status=REFUSED)


def _after(request: HttpRequest, question: Question, view: View, said: str) -> HttpResponse:
    """The map as it now stands, with the word of what happened."""
    url = _url(question, view)
    if not request.htmx:  # type: ignore[attr-defined]
        messages.info(request, said)
        return redirect(f"{url}#draw")
    found = deliberation(question, everything=view.everything)
    now = view_of(dict(parse_qsl(view.query(), keep_blank_values=True)), found)
    more = {"url": url, "tag": tag_of(request, found, url), "said": said, "drew": True}
    response = render(request, PART, context_of(request, found, now) | more)
    response.headers["HX-Replace-Url"] = url
    return response


def _url(question: Question, view: View) -> str:
    return f"{reverse('kb:map', args=[question.study.slug, question.code])}?{view.query()}"
