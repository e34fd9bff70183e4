from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _

Respond = Callable[[HttpRequest], HttpResponse]

PERMISSIONS = ", ".join(
    f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb")
)


def language_from_cookie(get_response: Respond) -> Respond:
    """Dutch until the visitor chooses otherwise: browsers of councils often ask for English unknowingly."""

    def respond(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        request.LANGUAGE_CODE = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(request.LANGUAGE_CODE)
        response = get_response(request)
        patch_vary_headers(response, ["Cookie"])
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response

    return respond


def permissions_policy(get_response: Respond) -> Respond:
    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return respond


def keep_private(get_response: Respond) -> Respond:
    """Nothing on the way keeps what a signed-in person saw, nor does the browser for its back button."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    return respond


def limit_body(get_response: Respond) -> Respond:
    """Refuse a body that is too large before Django writes it to disk; Django itself never limits files."""

    def respond(request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.REQUEST_MAX_BYTES:
            sentence = _("The files are larger than %(size)s together: upload fewer or smaller files.")
            size = filesizeformat(settings.UPLOAD_MAX_BYTES)
            return HttpResponse(
                sentence % {"size": size}, status=413, content_type="text/plain; charset=utf-8"
            )
        return get_response(request)

    return respond
