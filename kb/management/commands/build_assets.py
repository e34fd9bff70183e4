from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from config.assets import compile_translations, write_assets


class Command(BaseCommand):
    help = "Make fonts, the chart bundle and the translations, then collect and compress all static files."
    requires_system_checks = ()

    def handle(self, **options: Any) -> None:
        write_assets(settings.ASSETS_DIR)
        for folder in settings.LOCALE_PATHS:
            compile_translations(folder)
        call_command("collectstatic", interactive=False, verbosity=0)
