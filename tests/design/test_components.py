"""The components, rendered as pages do."""

import re
from html.parser import HTMLParser
from typing import Any

import django_tables2 as tables
import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def include(component: str, **context: Any) -> str:
    return render_to_string(f"components/{component}.html", context)


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class Tags(HTMLParser):
    """Every tag of a name with its attributes, in order."""

    def __init__(self, html: str, *names: str) -> None:
        super().__init__()
        self.names, self.found = names, []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag in self.names:
            self.found.append((tag, dict(attrs)))


class Agreements(tables.Table):
    name = tables.Column()
    members = tables.Column(attrs={"td": {"class": "number"}})
    remark = tables.Column(orderable=False)
    caption = "Agreements"


def render_table(address: str, rows: int = 25) -> str:
    request = RequestFactory().get(address)
    table = Agreements(
        [{"name": f"A{i:02}", "members": i, "remark": ""} for i in range(rows)], request=request
    )
    tables.RequestConfig(request, paginate={"per_page": 10}).configure(table)
    return Template("{% load django_tables2 %}{% render_table table %}").render(
        Context({"table": table, "request": request})
    )


def test_table_tells_the_order_and_keeps_the_filter() -> None:
    html = render_table("/?domain=3&sort=-members")
    heads = [attrs for _, attrs in Tags(html, "th").found if attrs.get("scope") == "col"]
    assert [attrs.get("aria-sort") for attrs in heads] == [None, "descending", None]
    links = [attrs["href"] for _, attrs in Tags(html, "a").found if "sort" in attrs.get("class", "")]
    assert links == ["?domain=3&sort=name", "?domain=3&sort=members"]


def test_table_names_rows_and_pages() -> None:
    html = render_table("/?page=2")
    rows = [attrs for _, attrs in Tags(html, "th").found if attrs.get("scope") == "row"]
    assert len(rows) == 10
    assert text(html[html.index("table-foot") :]).endswith("25 rows Previous 1 2 3 Next")
    current = [tag for tag, attrs in Tags(html, "span", "a").found if attrs.get("aria-current") == "page"]
    assert current == ["span"]


def test_empty_table_says_so() -> None:
    assert text(render_table("/", rows=0)).endswith("Nothing here yet. 0 rows")


class Plain(forms.Form):
    name = forms.CharField(help_text="As in the statutes.")
    note = forms.CharField(required=False)


def test_field_ties_help_and_error_to_the_control() -> None:
    html = include("field", field=Plain({"name": ""})["name"])
    (control,) = (attrs for _, attrs in Tags(html, "input").found)
    assert control["aria-describedby"].split() == ["id_name_helptext", "id_name_error"]
    assert control["aria-invalid"] == "true"
    ids = {attrs["id"] for _, attrs in Tags(html, "div", "ul").found if "id" in attrs}
    assert ids == {"id_name_helptext", "id_name_error"}


def test_optional_field_says_so_except_in_a_filter() -> None:
    field = Plain()["note"]
    assert text(include("field", field=field)) == "Note (optional)"
    assert text(include("field", field=field, in_filter=True)) == "Note"


@pytest.mark.parametrize(
    ("kind", "label", "words"),
    [
        ("to_check", "", "? to check"),
        ("mandatory", "", "■ mandatory"),
        ("divergent", "2 of 3", "≠ 2 of 3"),
        ("risk", "4", "− 4"),
        ("anything else", "", "? unknown"),
    ],
)
def test_badge_is_sign_and_word(kind: str, label: str, words: str) -> None:
    assert text(include("badge", kind=kind, label=label)) == words


def test_keyfigure_links_to_its_method_and_rows() -> None:
    html = include("keyfigure", value="63 %", label="shared by all", method_url="/m", rows_url="/r")
    assert text(html) == "63 % shared by all How is this computed? Show the rows"
    assert [attrs["href"] for _, attrs in Tags(html, "a").found] == ["/m", "/r"]


def test_chart_carries_its_figures_as_data_and_cannot_break_out() -> None:
    html = include("chart", id="net", spec={"title": "</script><b>"}, title="Who", description="Dots.")
    scripts = [attrs for _, attrs in Tags(html, "script").found]
    assert scripts == [{"id": "net-spec", "type": "application/json"}]
    assert "</script><b>" not in html
    (figure,) = (attrs for _, attrs in Tags(html, "figure").found)
    assert figure["data-chart"] == "net-spec"


def test_stepper_marks_the_current_step() -> None:
    steps = [{"label": "Know", "state": "done"}, {"label": "Weigh", "state": "current", "note": "3 of 4"}]
    html = include("stepper", steps=steps)
    assert [attrs.get("aria-current") for _, attrs in Tags(html, "li").found] == [None, "step"]
    assert text(html) == "Know (done) Weigh 3 of 4"


@pytest.mark.parametrize("name", ["403", "404", "500", "403_csrf"])
def test_error_page_needs_no_request_and_no_database(name: str) -> None:
    html = render_to_string(f"{name}.html")
    assert len(Tags(html, "h1").found) == 1
    assert [attrs["href"] for _, attrs in Tags(html, "a").found if "button" in attrs["class"]] == ["/"]


def test_base_without_navigation_has_no_sidebar() -> None:
    assert "sidebar" not in render_to_string("base.html")


def test_navigation_marks_the_current_page_once_a_copy() -> None:
    item = {"label": "Agreements", "url": "/a", "current": True, "count": 33}
    html = render_to_string("base.html", {"nav": [{"title": "What do we know?", "items": [item]}]})
    current = [attrs["href"] for _, attrs in Tags(html, "a").found if attrs.get("aria-current") == "page"]
    assert current == ["/a", "/a"]  # the sidebar and the menu of small screens; one of them is not displayed
    ids = [attrs["id"] for _, attrs in Tags(html, "p", "div", "main").found if "id" in attrs]
    assert len(ids) == len(set(ids))
