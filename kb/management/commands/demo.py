from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kb.actions.demo import PASSWORD, PEOPLE, STUDY, has_room, load_demo, missing_people, open_accounts
from kb.models import Study


class Command(BaseCommand):
    help = "Load the demo and its accounts where they are missing; what is there already stays as it is."

    def handle(self, **options: Any) -> None:
        if settings.MODE not in {"demo", "test"}:
            raise CommandError(
                "The demo opens accounts with a password that everybody knows: set SAMENWIJZER_MODE=demo."
            )
        if has_room():
            load_demo(by=None, reason="Geladen met de demo")
        elif not Study.objects.filter(slug=STUDY).exists():
            self.stderr.write(
                "The demo study is absent and there are facts already: the demo was not loaded."
            )
        if people := missing_people():
            open_accounts(people=people, by=None)
        self.stdout.write(accounts())


def accounts() -> str:
    lines = [("account", "role in the study", "edits facts")]
    lines += [(each.username, each.role or "none", "yes" if each.edits_facts else "no") for each in PEOPLE]
    table = "\n".join(f"  {name:<16}{role:<19}{edits}" for name, role, edits in lines)
    return f"Demo accounts, as they were opened, with the password {PASSWORD}:\n{table}"
