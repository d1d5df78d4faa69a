"""The second request for one article: its address, made from the item, and its answer -> draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from tnews.locale import _
from tnews.model import ArticleDraft, Block, ParseError, clean_line
from tnews.model.record import replace
from tnews.sources.answer import names_in, require_ok, says_nothing
from tnews.sources.jsonitem import ItemReader
from tnews.sources.jsonoptions import DETAIL_FIELDS
from tnews.sources.mapping import Expression, expression, is_empty, template
from tnews.sources.parameters import shown, with_params
from tnews.text.html import plain
from tnews.text.links import absolute


def addresses(
    mapping: Mapping[str, Any], fields: Mapping[str, Expression], answer: object, base: str
) -> Callable[[object], str]:
    """Return what makes the address of an item's request; "" where a part of it is missing.

    `mapping` is the table `detail`; the names in its templates are those of the item, then
    those of its `fields`. No secret is in it: keys are added when it is sent.
    """
    if not mapping:
        return lambda _item: ""
    where = expression(mapping["url"])
    params = {name: template(shown(value)) for name, value in mapping.get("params", {}).items()}

    def address(item: object) -> str:
        if isinstance(item, dict):
            mapped = {name: field.text(item, answer) for name, field in fields.items()}
            item = mapped | {name: value for name, value in item.items() if not is_empty(value)}
        url = absolute(where.url(item, answer), base)
        values = {name: value.find(item, answer) for name, value in params.items()}
        return with_params(url, values) if url and all(values.values()) else ""

    return address


def draft_of(answer: object, mapping: Mapping[str, Any], base: str, now: datetime) -> ArticleDraft:
    """Return what the answer says of its article; it has no title if none is mapped.

    An answer without the text that has a `link` gives a draft without blocks, whose `url` is
    the page to try instead. Raises ParseError if there is neither, or the API tells an error.
    """
    fields = {name: expression(mapping[name]) for name in DETAIL_FIELDS if name in mapping}
    link = expression(mapping["link"]).url(answer, answer) if "link" in mapping else ""
    page = absolute(link, base)
    has_text = not says_nothing(answer, mapping)
    if has_text:
        require_ok(answer, mapping)
        draft = ItemReader(fields, answer, base, now).draft(answer)
        if draft and draft.blocks:
            is_titled = "title" in fields and bool(fields["title"].text(answer, answer))
            credit = ""
            if "credit" in mapping:
                credit = expression(mapping["credit"]).text(answer, answer)
            return replace(
                draft,
                url=page,
                title=draft.title if is_titled else "",
                blocks=_credited(draft, clean_line(plain(credit), 100)),
            )
    if page:
        return ArticleDraft(uid="", url=page, title="")
    if has_text:
        message = _("the API has no text for this article: nothing at “{path}”; there is {names}")
        raise ParseError(message.format(path=mapping["content"], names=names_in(answer)))
    raise ParseError(_("the API has no text for this article"))


def _credited(draft: ArticleDraft, credit: str) -> Sequence[Block]:
    """Return the blocks with the credit of the picture, which some APIs want shown with it."""
    if not credit:
        return draft.blocks
    if draft.image:
        return (Block("img", credit, draft.image), *draft.blocks)
    return (*draft.blocks, Block("p", _("Picture: {credit}").format(credit=credit)))
