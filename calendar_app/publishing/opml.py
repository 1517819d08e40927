"""All feeds in one OPML 2.0 file (http://opml.org/spec2.opml), for feed readers to import."""

from collections.abc import Sequence
from email.utils import format_datetime
from xml.etree import ElementTree

from calendar_app.publishing import clean
from calendar_app.publishing.index import GROUPS, Listed
from calendar_app.publishing.select import Selection
from calendar_app.publishing.site import Site


def opml(listed: Sequence[Listed], site: Site) -> bytes:
    """One outline a selection: its Atom feed alone, so that importing the file doubles nothing."""
    root = ElementTree.Element("opml", version="2.0")
    head = ElementTree.SubElement(root, "head")
    ElementTree.SubElement(head, "title").text = clean.line(site.title)
    if listed:
        changed = max(one.updated for one in listed)
        ElementTree.SubElement(head, "dateModified").text = format_datetime(changed, usegmt=True)
    ElementTree.SubElement(head, "ownerName").text = clean.line(site.author)
    body = ElementTree.SubElement(root, "body")
    for kind, name in GROUPS:
        members = [one.selection for one in listed if one.selection.kind == kind]
        if members:
            group = ElementTree.SubElement(body, "outline", text=name)
            for selection in members:
                ElementTree.SubElement(group, "outline", _outline(selection, site))
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _outline(selection: Selection, site: Site) -> dict[str, str]:
    title = clean.line(selection.title)
    return {
        "type": "rss",
        "text": title,
        "title": title,
        "description": clean.line(selection.description),
        "xmlUrl": site.address(selection, "atom"),
        "htmlUrl": site.page_url(selection),
        "language": site.language,
    }
