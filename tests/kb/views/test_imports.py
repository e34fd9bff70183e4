"""The pages of an import as an editor meets them; the work itself runs in its own thread."""

import io
import time
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from kb.actions.imports import begin
from kb.exchange.runs import carry_out
from kb.models import Agreement, ImportRun, Membership, Region
from tests.kb.actions.importing import LIST, received

State = ImportRun.State


@pytest.fixture
def editor(client_of) -> Client:
    client = client_of("editor")
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield client


def upload(client: Client, *files: tuple[str, str | bytes], **fields: Any) -> Any:
    sent = [
        SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode()) for name, text in files
    ]
    return client.post(reverse("kb:imports"), {"files": sent, **fields})


def settled(client: Client, url: str) -> Any:
    """The page once the thread is done."""
    for _ in range(200):
        response = client.get(url)
        if "Refresh" not in response:
            return response
        time.sleep(0.05)
    raise AssertionError("the import never ended")


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.django_db(transaction=True)
def test_upload_preview_apply_undo(editor):
    sent = upload(editor, ("lijst.csv", LIST), source_title="Nota", source_date="2024-05-01")
    preview = settled(editor, sent.url)
    assert "Applying would make 4 new rows and fill in 1." in text_of(preview)
    assert not Agreement.objects.filter(name="Zwembad De Kaai").exists()
    run = ImportRun.objects.get()
    applying = editor.post(reverse("kb:import_apply", args=[run.pk]), {"do": "apply"})
    assert applying.url == run.get_absolute_url()
    result = settled(editor, applying.url)
    assert "4 new rows, 1 filled in, 0 refused." in text_of(result)
    pool = Agreement.objects.get(name="Zwembad De Kaai")
    assert pool.history.get().history_user.username == "editor"
    undo = reverse("kb:import_undo", args=[run.pk])
    assert "Everything this import made is removed" in text_of(editor.get(undo))
    assert editor.post(undo).url == run.get_absolute_url()
    assert "This import is undone" in text_of(editor.get(run.get_absolute_url()))
    assert "This import was undone already." in text_of(editor.post(undo, follow=True))
    assert not Agreement.objects.filter(name="Zwembad De Kaai").exists()


@pytest.mark.django_db(transaction=True)
def test_a_zip_and_a_folder_are_files_too(editor):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("map/lijst.csv", LIST)
    sent = upload(editor, ("lijst.zip", packed.getvalue()))
    assert "4 new rows" in text_of(settled(editor, sent.url))
    folder = {"folder": [SimpleUploadedFile("lijst.csv", LIST.encode())]}
    sent = editor.post(reverse("kb:imports"), folder)
    assert "4 new rows" in text_of(settled(editor, sent.url))


@pytest.mark.django_db(transaction=True)
def test_a_file_that_is_no_list_is_refused_in_a_sentence(editor):
    page = settled(editor, upload(editor, ("brief.pdf", b"%PDF-1.7")).url)
    assert "This import was refused. Nothing was changed." in text_of(page)
    assert "“brief.pdf” is not a list." in text_of(page)


def test_nothing_chosen_is_said_at_the_form(editor):
    response = editor.post(reverse("kb:imports"), {"source_title": "Nota"})
    assert response.status_code == 422
    assert "Choose a file or a folder." in text_of(response)
    assert ImportRun.objects.count() == 0


def test_earlier_imports_are_listed_and_at_first_there_are_none(editor):
    assert "No import yet" in text_of(editor.get(reverse("kb:imports")))
    received(None)
    page = text_of(editor.get(reverse("kb:imports")))
    assert "lijst.csv" in page
    assert "ready to apply" in page
    assert "No import yet" not in page


def test_the_template_is_a_workbook_with_our_lists(editor):
    response = editor.get(reverse("kb:import_template"))
    book = load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["Samenwerkingen", "Lijsten", "Uitleg"]
    words = {cell.value for row in book["Lijsten"].iter_rows() for cell in row}
    assert {"Halen", "Afvalintercommunales", "Projectvereniging"} <= words


def test_numbers_lead_to_their_rows_with_reason_place_and_suggestion(editor):
    run = received(None, LIST + "Zwembad De Kaai;Lumen;Sportregio's;lid;\n")
    url = run.get_absolute_url()
    assert "?kind=membership&amp;outcome=refused#rows" in text_of(editor.get(url))
    page = editor.get(url, {"kind": "membership", "outcome": "refused"})
    (row,) = page.context["table"].data
    assert (row["sheet"], row["row"], row["column"], row["value"]) == ("lijst.csv", 5, "Gemeente", "Lumen")
    assert "“Lumen” is not a municipality that is known here. Did you mean “Lummen”?" in text_of(page)
    assert "lijst.csv, row 5, Gemeente" in text_of(page)


def test_a_row_about_something_known_leads_to_it_and_says_how_it_was_found(editor):
    run = received(None)
    page = text_of(editor.get(run.get_absolute_url(), {"kind": "agreement"}))
    known = Agreement.objects.get(name="Limburg.net")
    assert f'<a href="{known.get_absolute_url()}">Limburg.net</a>' in page
    assert "(found by theme and name)" in page


def conflicting() -> ImportRun:
    Membership.objects.filter(agreement__name="Limburg.net").update(role="lid")
    return received(None, LIST + "Limburg.net;Lummen;Afvalintercommunales;waarnemer;\n")


def chosen(client: Client, run: ImportRun, data: dict[str, Any]) -> list[str]:
    client.post(reverse("kb:import_apply", args=[run.pk]), data)
    return ImportRun.objects.get(pk=run.pk).take_file


def test_a_conflict_is_decided_row_by_row_or_all_at_once(editor):
    run = conflicting()
    halen, lummen = run.counts["choosable"]
    page = text_of(editor.get(run.get_absolute_url(), {"outcome": "conflict"}))
    assert "role: <del>lid</del> → stichter" in page
    assert page.count("What the file says</label>") == 2
    assert chosen(editor, run, {"do": "keep", "shown": [halen, lummen], f"choice:{lummen}": "file"}) == [
        lummen
    ]
    assert chosen(editor, run, {"do": "keep", "shown": [halen], f"choice:{halen}": "ours"}) == [lummen]
    assert chosen(editor, run, {"do": "all_file"}) == [halen, lummen]
    assert chosen(editor, run, {"do": "all_ours", "shown": [halen], f"choice:{halen}": "file"}) == []


def test_whether_two_bodies_are_one_is_asked_of_each_pair_apart(editor):
    run = received(None, "Samenwerking;Gemeente;Thema\nLimburg.net;Lummen;Sportregio's\n")
    (doubt,) = run.counts["doubts"]
    page = text_of(editor.get(run.get_absolute_url()))
    assert "1 cooperation looks like one that stands here." in page
    assert "It looks like “Limburg.net” (Afvalintercommunales)." in page
    assert "It is another body</label>" in page
    assert "What the file says, everywhere" not in page
    assert chosen(editor, run, {"do": "all_file"}) == []
    assert chosen(editor, run, {"do": "keep", "shown": [doubt], f"choice:{doubt}": "file"}) == [doubt]
    assert chosen(editor, run, {"do": "all_ours"}) == [doubt]


@pytest.mark.django_db(transaction=True)
def test_applying_takes_the_choices_of_the_page_along(editor):
    run = conflicting()
    halen, _ = run.counts["choosable"]
    apply = reverse("kb:import_apply", args=[run.pk])
    sent = editor.post(apply, {"do": "apply", "shown": [halen], f"choice:{halen}": "file"})
    settled(editor, sent.url)
    roles = Membership.objects.filter(agreement__name="Limburg.net", municipality__nis__in=["71020", "71037"])
    assert [tie.role for tie in roles.order_by("municipality__nis")] == ["stichter", "lid"]


def test_nothing_to_apply_is_said_and_not_offered(editor):
    run = received(
        None, "Samenwerking;Gemeente;Thema;Bron\nLimburg.net;Halen;Afvalintercommunales;analyse-2022\n"
    )
    page = text_of(editor.get(run.get_absolute_url()))
    assert "there is nothing to apply" in page
    assert 'value="apply"' not in page


def test_where_every_row_is_refused_the_finding_says_so(editor):
    run = received(None, "Samenwerking;Gemeente;Thema\nZwembad;Nergens;Sportregio's\n")
    page = text_of(editor.get(run.get_absolute_url()))
    assert "No row of this file can be used: 2 are refused." in page
    assert 'value="apply"' not in page


def test_what_is_in_conflict_and_refused_is_counted_in_words(editor):
    run = received(None, LIST + "Zwembad De Kaai;Lumen;Sportregio's;lid;\n")
    assert "fill in 1. 1 row is refused." in text_of(editor.get(run.get_absolute_url()))


def test_a_changed_row_shows_what_changes(editor):
    head, row = "Samenwerking;Gemeente;Thema;OVO;Bron", "Limburg.net;Halen;Afvalintercommunales"
    run = received(None, f"{head}\n{row};OVO001234;Nota\n")
    page = text_of(editor.get(run.get_absolute_url(), {"outcome": "changed"}))
    assert "number or name added: OVO OVO001234" in page
    assert "source added: Nota" in page


def test_the_rest_is_called_after_what_is_in_it(editor):
    run = received(None)
    head = "Samenwerking;Gemeente;Thema;Domein"
    other = received(None, f"{head}\nKerkraad;Halen;Erediensten;Geloof\n")
    assert "Sources</a>" in text_of(editor.get(run.get_absolute_url()))
    assert "Sources, domains, themes</a>" in text_of(editor.get(other.get_absolute_url()))


def test_the_sheet_of_an_exported_list_has_a_short_name(editor):
    response = editor.get("/studies/halen-herk-lummen/cooperations/export.xlsx")
    assert load_workbook(io.BytesIO(response.content)).sheetnames == ["Samenwerkingen"]


def working(state: str = State.RECEIVED, **ago: int) -> ImportRun:
    run = received(None)
    ImportRun.objects.filter(pk=run.pk).update(state=state, touched_at=timezone.now() - timedelta(**ago))
    cache.clear()
    return ImportRun.objects.get(pk=run.pk)


def test_progress_is_polled_and_then_the_page_is_loaded_again(editor):
    run = working()
    seen = {"phase": "write", "done": 500, "total": 3809, "at": timezone.now().timestamp()}
    cache.set(f"import:{run.pk}", seen)
    page = editor.get(run.get_absolute_url())
    assert page["Refresh"] == "3"
    assert 'hx-trigger="every 1s"' in text_of(page)
    polls = {"HX-Request": "true", "HX-Target": "import-progress"}
    part = editor.get(run.get_absolute_url(), headers=polls)
    assert "500 of 3,809" in text_of(part)
    assert "<html" not in text_of(part)
    ImportRun.objects.update(state=State.READ)
    assert editor.get(run.get_absolute_url(), headers=polls)["HX-Refresh"] == "true"


def test_a_silent_import_says_that_nothing_changed_and_one_that_speaks_is_left_alone(editor):
    run = working(seconds=61)
    assert "This import was interrupted. Nothing was changed" in text_of(editor.get(run.get_absolute_url()))
    cache.set(f"import:{run.pk}", {"phase": "read", "done": 1, "total": 2, "at": timezone.now().timestamp()})
    assert "The file is being read." in text_of(editor.get(run.get_absolute_url()))
    editor.post(reverse("kb:import_apply", args=[run.pk]), {"do": "restart"})
    assert ImportRun.objects.get().touched_at == run.touched_at


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("state", "said"), [(State.RECEIVED, "Nothing is changed yet."), (State.APPLYING, "4 new rows")]
)
def test_a_silent_import_is_started_again(editor, state, said):
    run = working(state, seconds=61)
    editor.post(reverse("kb:import_apply", args=[run.pk]), {"do": "restart"})
    assert said in text_of(settled(editor, run.get_absolute_url()))


def test_undo_names_what_stands_in_its_way(editor):
    run = received(None)
    begin(run=run, since=[State.READ], to=State.APPLYING)
    carry_out(run=run, by=None)
    Region.objects.update(agreement=Agreement.objects.get(name="Zwembad De Kaai"))
    response = editor.post(reverse("kb:import_undo", args=[run.pk]))
    assert response.status_code == 409
    link = '<a href="/regions/neteland/">The region “Neteland” uses “Zwembad De Kaai”.</a>'
    assert link in text_of(response)
    assert ImportRun.objects.get().state == State.APPLIED


def test_the_number_of_queries_does_not_grow_with_the_rows(editor, django_assert_max_num_queries):
    many = "".join(f"Verband {n};Halen;Sportregio's;lid;\n" for n in range(200))
    run = received(None, LIST + many)
    with django_assert_max_num_queries(20):
        editor.get(run.get_absolute_url())
    with django_assert_max_num_queries(20):
        editor.get(reverse("kb:imports"))
