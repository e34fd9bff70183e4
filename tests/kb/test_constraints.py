"""What may not be is refused by the database itself, whoever writes."""

import pytest
from django.db import IntegrityError, connection, transaction

pytestmark = pytest.mark.django_db

# Each line would be true nonsense; the columns are those of the tables.
NONSENSE = [
    "UPDATE kb_municipality SET nis = '71' WHERE nis = '71020'",
    "UPDATE kb_municipality SET name = '' WHERE nis = '71020'",
    "UPDATE kb_municipality SET lon = 999 WHERE nis = '71020'",
    "UPDATE kb_municipality SET valid_from = '2020-01-02', valid_until = '2020-01-01' WHERE nis = '71020'",
    "UPDATE kb_agreement SET name = '' WHERE name = 'Cipal'",
    "UPDATE kb_agreement SET status = 'maybe' WHERE name = 'Cipal'",
    "UPDATE kb_agreement SET obligation = 'maybe' WHERE name = 'Cipal'",
    "UPDATE kb_agreement SET founded_on = '2020-01-02', ended_on = '2020-01-01' WHERE name = 'Cipal'",
    "UPDATE kb_agreement SET founded_on = '2020-01-02', expires_on = '2020-01-01' WHERE name = 'Cipal'",
    "UPDATE kb_agreement SET name = 'Fluvius Limburg' WHERE name = 'Nuhma'",
    "UPDATE kb_agreement SET code = 'same'",
    "UPDATE kb_agreementidentifier SET value = '0219395192'",
    "UPDATE kb_membership SET status = 'maybe'",
    "UPDATE kb_membership SET body = 'province'",
    "UPDATE kb_membership SET since = '2020-01-02', until = '2020-01-01'",
    "UPDATE kb_membership SET municipality_id = (SELECT id FROM kb_municipality WHERE nis = '71020')",
    "UPDATE kb_claim SET says = 'perhaps'",
    "UPDATE kb_source SET kind = 'rumour'",
    "UPDATE kb_legalform SET kind = 'strange'",
    "UPDATE kb_legalform SET obligation = 'strange'",
    "UPDATE kb_recordedoverlap SET partner_id = municipality_id",
    "UPDATE kb_theme SET domain_id = (SELECT min(id) FROM kb_domain), name = 'Water'",
    "INSERT INTO kb_partnerweight (study_id, criterion, weight) SELECT id, 'borders', 11 FROM kb_study",
    "INSERT INTO kb_evidence (step_id, note) SELECT min(id), 'Nobody took it' FROM kb_step",
    (
        "INSERT INTO kb_evidence (step_id, study_id, note) SELECT min(kb_step.id), min(kb_study.id), ''"
        " FROM kb_step, kb_study"
    ),
    "INSERT INTO kb_dataversion (id, number, token) VALUES (2, 1, '')",
]


@pytest.mark.parametrize("statement", NONSENSE)
def test_the_database_refuses(demo, statement):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
