from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config import messages
from config.assets import compile_translations


class Command(BaseCommand):
    help = "Bring the catalogs up to date with the code, say what is to be translated, and compile."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        found = messages.collect(settings.BASE_DIR)
        for folder in settings.LOCALE_PATHS:
            for path in sorted(folder.glob("*/LC_MESSAGES/django.po")):
                catalog = messages.merge(found, messages.read(path))
                path.write_text(messages.written(catalog), encoding="utf-8")
                missing = messages.missing(catalog)
                self.stdout.write(f"{path.parts[-3]}: {len(catalog)} sentences, {len(missing)} to translate")
                for sentence in missing:
                    self.stdout.write(f"  {sentence}")
            compile_translations(folder)
