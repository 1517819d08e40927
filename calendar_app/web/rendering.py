"""Templates filled and sent: every page goes out through `page`, in the language of its reader."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import cast

from flask import Flask, Response, g, render_template, request
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from calendar_app.publishing import words
from calendar_app.web import paths
from calendar_app.web.context import here
from calendar_app.web.http import HTML, conditional, is_public
from calendar_app.web.languages import LANGUAGES, N_, preferred, translations
from calendar_app.web.resource import Resource, etag_of
from calendar_app.web.text import plain
from calendar_app.web.views.cards import Card, Day, Scene
from calendar_app.web.views.form import Option

NAVIGATION = (
    ("agenda", N_("Agenda"), "/"),
    ("offices", N_("Offices"), "/offices/"),
    ("regions", N_("Regions"), "/regions/"),
    ("feeds", N_("Feeds"), "/feeds/"),
)
_ROOT = Path(__file__).parent
_KEPT = 4096  # texts, cards and days as they are written, of a kilobyte or a few each
_FEW = 4  # cards of a day that is kept


@dataclass(frozen=True, slots=True)
class _Asked:
    """What every link and every text of a page depends on, worked out once for each request: where the site is mounted,
    the language that the path names (“/de”; else empty), and the one in which the request is answered."""

    root: str
    prefix: str
    language: str


def page(path: str, build: Callable[[], str], own: Mapping[str, str] | None = None) -> Response:
    """A page at its canonical path, or 304; one that was built from the same state of the store is not built again.
    `own` are headers that this page has besides those of all."""
    at = here()
    asked = _asked()
    state = repr(at.catalogue().state)
    key = " ".join((asked.root, asked.prefix, asked.language, path, state, str(at.today())))
    resource = at.pages.get(key)
    if resource is None:
        with at.making:
            resource = at.pages.get(key) or _made(path, build, own or {})
            at.pages.put(key, resource, resource.size)
    return conditional(request, resource)


def _made(path: str, build: Callable[[], str], own: Mapping[str, str]) -> Resource:
    asked = _asked()
    body = build().encode()
    headers = {"Content-Language": asked.language, "Vary": "Accept-Encoding", **own}
    if not asked.prefix:
        headers["Vary"] += ", Accept-Language"
    modified = here().freshness.since(f"{asked.prefix} {asked.language} {path}", etag_of(body))
    return Resource(body, HTML, modified, headers)


def fill(template: str, section: str, path: str = "", **values: object) -> str:
    """A template in the language of the request; `section` is the entry of the navigation that it stands under."""
    return render_template(
        template,
        section=section,
        exact=path in {href for _, _, href in NAVIGATION},
        languages=[(code, name, f"/{code}{path}") for code, name in LANGUAGES.items()] if path else [],
        here_path=path,
        **values,
    )


def language() -> str:
    """The language in which the request is answered: that of its path, else the reader's."""
    return _asked().language


def scene() -> Scene:
    """What views need to put events into the words of the reader."""
    at = here()
    return Scene(at.profile, language(), at.today())


def gettext(text: str) -> str:
    """A text of the interface in the language of the request."""
    return translations(language()).gettext(text)


def link_here(path: str) -> str:
    """The path as a link on this site, wherever it is mounted; never with a host."""
    asked = _asked()
    return f"{asked.root}{_in_language(path, asked.prefix)}"


def absolute(path: str) -> str:
    """The path as a URL of the configured site: what a request says of its host is not believed."""
    return f"{here().site.base_url}{_in_language(path, _asked().prefix)}"


def prepare(app: Flask) -> None:
    """Gives the templates their filters and the values that every page shows."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals.update(dict.fromkeys(("_", "gettext"), _text))
    app.jinja_env.filters.update(
        here=_here, absolute=_absolute, static=_static, number=_number, plain=plain, anchor=paths.anchor
    )

    _keep_pieces(app)

    @app.context_processor
    def common() -> dict[str, object]:
        direction = words.locale_of(language()).text_direction
        return {"site": here().site, "language": language(), "direction": direction, "navigation": NAVIGATION}


def _keep_pieces(app: Flask) -> None:
    """Gives the templates filters for the pieces that pages consist of: most were written before, for other pages."""

    def macro(name: str) -> Callable[..., str]:
        return cast(Callable[..., str], getattr(app.jinja_env.get_template("parts.html").module, name))

    @lru_cache(maxsize=_KEPT)
    def option(dimension: str, shown: Option) -> Markup:
        return Markup(app.jinja_env.get_template("option.html").render(dimension=dimension, option=shown))

    @lru_cache(maxsize=_KEPT)
    def card(shown: Card, _: _Asked) -> Markup:
        return Markup(macro("card")(shown))

    @lru_cache(maxsize=_KEPT)
    def day(shown: Day, _: _Asked) -> Markup:
        return Markup(macro("day")(shown))

    app.jinja_env.filters.update(
        as_option=lambda shown, dimension: option(dimension, shown),
        as_card=lambda shown: card(shown, _asked()),
        as_day=lambda shown: (day if len(shown.cards) <= _FEW else day.__wrapped__)(shown, _asked()),
    )


# Jinja works a filter of a constant out once and for all, unless the filter takes the context.
@pass_context
def _here(_: Context, path: str) -> str:
    return link_here(path)


@pass_context
def _absolute(_: Context, path: str) -> str:
    return absolute(path)


@pass_context
def _static(_: Context, name: str) -> str:
    """A file of the site itself, as a link that changes with its bytes, so that a browser asks anew."""
    return link_here(f"/static/{name}?v={_version(name)}")


@pass_context
def _number(_: Context, number: int) -> str:
    """A number as people who read the language write it: “1,234”."""
    return scene().number(number)


def _text(text: str, /, **values: object) -> Markup:
    """A text of the interface with some values in it: what Jinja's own does, in a third of its time."""
    found = _marked(language(), text)
    return found % values if values else found


@lru_cache(maxsize=_KEPT)
def _marked(language: str, text: str) -> Markup:
    return Markup(translations(language).gettext(text))


def _ngettext(one: str, several: str, number: int) -> str:
    return translations(language()).ngettext(one, several, number)


def _asked() -> _Asked:
    asked: _Asked | None = g.get("asked")
    if asked is None:
        first = request.path.split("/", 2)[1]
        chosen = first if first in LANGUAGES else ""
        spoken = chosen or preferred(request.accept_languages, here().site.language)
        asked = g.asked = _Asked(request.script_root, f"/{chosen}" if chosen else "", spoken)
    return asked


def _in_language(path: str, prefix: str) -> str:
    """The path of a page in the language that the reader chose; files have no language."""
    if not prefix:
        return path
    bare = path.partition("?")[0]
    is_file = is_public(bare) or bare.startswith(("/static/", "/qr/"))
    named = bare.split("/", 2)[1] in LANGUAGES
    return path if is_file or named else f"{prefix}{path}"


@cache
def _version(name: str) -> str:
    return sha256((_ROOT / "static" / name).read_bytes()).hexdigest()[:10]
