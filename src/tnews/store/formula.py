"""A search as SQL: which part of it the list walks, which the indexes find, which SQL decides.

Text reaches MATCH only as tokens of the cutter, where a phrase matches exactly the articles
that hold the term. A part of the tree that FTS5 can express by itself becomes one expression;
the rest is put together in SQL, so that every formula is exactly what it says.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from tnews.model.record import Record, replace
from tnews.text.fold import fold
from tnews.text.query import And, Flag, Not, Or, Since, Until, Word, meant_by
from tnews.text.tokens import cut

if TYPE_CHECKING:
    from tnews.model import Query
    from tnews.text.query import Field, Node, State

PHRASE = 32
"""Characters of a term given to an index; each takes 1 ms at worst in 100,000 articles."""

Table = Literal["ft", "facts"]
_COLUMNS = {"title": "title", "source": "origin", "author": "author", "editor": "editor"}
_STATES: dict[State, str] = {
    "unread": "a.is_read = 0",
    "read": "a.is_read = 1",
    "bookmarked": "a.is_bookmarked = 1",
    "note": "a.id IN (SELECT id FROM statuses INDEXED BY statuses_noted WHERE note <> '')",
    "tag": "a.id IN (SELECT id FROM tags)",
}
_NEVER = "0"


class Condition(Record):
    """SQL over `articles AS a`, and its values."""

    sql: str
    values: tuple[object, ...] = ()


class Plan(Record):
    """How to find what a query says.

    The list of `query` is walked. Of it everything is found that the FTS5 expression `match`
    finds in `table`, "" being everything, and for which `rest` holds. `whole` is what both say.
    """

    query: Query
    table: Table
    match: str
    rest: Node | None
    whole: Node | None


def plan(connection: sqlite3.Connection, query: Query, root: Node, *, has_index: bool) -> Plan:
    """Return how to find `root` in the list of `query`."""
    parts: list[Node] = []
    for part in root.parts if isinstance(root, And) else (root,):
        if (narrowed := _narrowed(connection, query, part)) is None:
            parts.append(part)
        else:
            query = narrowed
    for table in ("ft", "facts") if has_index else ():
        match, left = _taken(connection, parts, table)
        if match:
            return Plan(query, table, match, _all(left), _all(parts))
    return Plan(query, "ft", "", _all(parts), _all(parts))


def _narrowed(connection: sqlite3.Connection, query: Query, part: Node) -> Query | None:
    """Return `query` with what `part` asks for, if a query can say it: lists have indexes."""
    match part:
        case Flag("unread"):
            return replace(query, unread=True)
        case Flag("bookmarked"):
            return replace(query, bookmarked=True)
        case Since(moment):
            return replace(query, since=max(query.since or moment, moment))
        case Until(moment):
            return replace(query, until=min(query.until or moment, moment))
        case Word(text, "category") if query.category is None and query.source is None:
            names = _categories(connection, text)
            return replace(query, category=names[0]) if len(names) == 1 else None
    return None


class Compiler:
    """Turns parts of a search into conditions.

    Where an index is asked, then only about the ids from `first` to `last`: a condition is
    right for those alone. Without an index, texts are read.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        *,
        has_index: bool,
        first: int = 0,
        last: int = 2**63 - 1,
    ) -> None:
        self._connection = connection
        self._has_index = has_index
        self._bounds = first, last

    def condition(self, node: Node | None) -> Condition:
        """Return the condition for `node`; for None one that always holds."""
        match node:
            case None:
                return Condition("1")
            case Not(part):
                inner = self.condition(part)
                return Condition(f"NOT {inner.sql}", inner.values)
            case And(parts):
                return self._joined(parts, " AND ")
            case Or(parts):
                return self._joined(parts, " OR ")
            case Flag(name):
                return Condition(f"({_STATES[name]})")
            case Since(moment):
                return Condition("(a.sorted_at >= ?)", (moment.timestamp(),))
            case Until(moment):
                return Condition("(a.sorted_at < ?)", (moment.timestamp(),))
            case Word():
                return self._word(node)

    def _joined(self, parts: Sequence[Node], joint: str) -> Condition:
        """Join conditions; what one index can decide together it decides at once."""
        left = list(parts)
        conditions = []
        for table in ("ft", "facts") if self._has_index else ():
            if joint == " AND ":
                match, left = _taken(self._connection, left, table)
            else:
                match, left = _taken_either(self._connection, left, table)
            if match:
                conditions.append(self._found(table, match))
        conditions += [self.condition(part) for part in left]
        return Condition(
            f"({joint.join(condition.sql for condition in conditions)})",
            tuple(value for condition in conditions for value in condition.values),
        )

    def _found(self, table: Table, match: str) -> Condition:
        sql = f"""(a.id IN (SELECT rowid FROM {table}
            WHERE {table} MATCH ? AND rowid BETWEEN ? AND ?))"""
        return Condition(sql, (match, *self._bounds))

    def _word(self, word: Word) -> Condition:
        if word.field == "category":
            return _among("a.category_id", _category_ids(self._connection, word.text))
        if word.field == "tag":
            tags = _tags(self._connection, word.text)
            inner = _among("tag", tags)
            return Condition(f"(a.id IN (SELECT id FROM tags WHERE {inner.sql}))", inner.values)
        named = _source_ids(self._connection, word.text) if word.field == "source" else []
        of_source = _among("a.source_id", named)
        in_text = self._text(word)
        if not named:
            return in_text
        return Condition(
            f"({of_source.sql} OR {in_text.sql})", (*of_source.values, *in_text.values)
        )

    def _text(self, word: Word) -> Condition:
        table = _table(word)
        if self._has_index and (match := _phrases(word)):
            return self._found(table, match)
        read = [self._read(Word(text, word.field, is_exact=True)) for text in meant_by(word)]
        return Condition(
            f"({' OR '.join(condition.sql for condition in read)})",
            tuple(value for condition in read for value in condition.values),
        )

    def _read(self, word: Word) -> Condition:
        """Look for a term in the text itself; `bodies.finds` is the function."""
        if word.field:
            sql, values = f"finds(?, a.{_COLUMNS[word.field]}, NULL)", (word.text,)
        else:
            sql = "finds(?, a.title, (SELECT blocks FROM bodies AS b WHERE b.id = a.id))"
            values = (word.text,)
        if not self._has_index:
            return Condition(sql, values)
        found = self._found(_table(word), _phrase(word, word.text))
        return Condition(f"({found.sql} AND {sql})", (*found.values, *values))


# What FTS5 can express by itself.


def _taken(
    connection: sqlite3.Connection, parts: Sequence[Node], table: Table
) -> tuple[str, list[Node]]:
    """Return the expression in `table` for as many of `parts` (joined by AND) as it can take,
    and the others. FTS5 excludes only from something found, so "" where nothing is."""
    wanted, unwanted = [], []
    left: list[Node] = []
    excluded: list[Node] = []
    for part in parts:
        if match := _match(connection, part, table):
            wanted.append(match)
        elif isinstance(part, Not) and (match := _match(connection, part.part, table)):
            unwanted.append(match)
            excluded.append(part)
        else:
            left.append(part)
    if not wanted:
        return "", list(parts)
    match = f"({' AND '.join(wanted)})"
    return (f"({match} NOT ({' OR '.join(unwanted)}))" if unwanted else match), left


def _taken_either(
    connection: sqlite3.Connection, parts: Sequence[Node], table: Table
) -> tuple[str, list[Node]]:
    """The same for parts joined by OR."""
    taken = {part: match for part in parts if (match := _match(connection, part, table))}
    left = [part for part in parts if part not in taken]
    return (f"({' OR '.join(taken.values())})" if taken else ""), left


def _match(connection: sqlite3.Connection, node: Node, table: Table) -> str:
    """Return the FTS5 expression that finds in `table` exactly what `node` says, or ""."""
    match node:
        case Word(text, field):
            if field in ("category", "tag") or _table(node) != table:
                return ""
            if field == "source" and _source_ids(connection, text):
                return ""  # the articles of a configured source too, whatever 来源 they state
            return _phrases(node)
        case And(parts):
            match, left = _taken(connection, parts, table)
            return "" if left else match
        case Or(parts):
            match, left = _taken_either(connection, parts, table)
            return "" if left else match
    return ""


def _table(word: Word) -> Table:
    return "ft" if word.field in ("", "title") else "facts"


def _phrases(word: Word) -> str:
    """Return the expression that finds exactly what `word` means, or "" if it is too long."""
    terms = meant_by(word)
    if max(map(len, terms)) > PHRASE:
        return ""
    return f"({' OR '.join(_phrase(word, term) for term in terms)})"


def _phrase(word: Word, term: str) -> str:
    """Return the phrase that every text with `term` matches, and no other if it is short."""
    return f"{_in(word.field)}{_quoted(term[:PHRASE])}"


def near(field: Field, before: str, after: str) -> str:
    """Return what every text matches that holds `before`, one token and `after`, and few others.

    One of the two may be "".
    """
    if before and after:
        return f"{_in(field)}NEAR({_quoted(before)} {_quoted(after)}, 1)"
    return f"{_in(field)}{_quoted(before or after)}"


def _in(field: Field) -> str:
    return f"{_COLUMNS[field]} : " if field else ""


def _quoted(text: str) -> str:
    return f'"{cut(text)}"'


# Names that are few enough to be looked through.


def _categories(connection: sqlite3.Connection, text: str) -> list[str]:
    names = [name for (name,) in connection.execute("SELECT name FROM categories")]
    return _called(names, text)


def _category_ids(connection: sqlite3.Connection, text: str) -> list[object]:
    names = _among("name", _categories(connection, text))
    rows = connection.execute(f"SELECT id FROM categories WHERE {names.sql}", names.values)
    return [id for (id,) in rows]


def _tags(connection: sqlite3.Connection, text: str) -> list[str]:
    return _called([tag for (tag,) in connection.execute("SELECT DISTINCT tag FROM tags")], text)


def _source_ids(connection: sqlite3.Connection, text: str) -> list[object]:
    rows = connection.execute("SELECT id, key, name FROM sources")
    return [id for id, key, name in rows if text == fold(key) or text in fold(name)]


def _called(names: Sequence[str], text: str) -> list[str]:
    """Return the names that are `text` when folded; if there are none, those that hold it."""
    folded = {name: fold(name) for name in names}
    return [name for name in names if folded[name] == text] or [
        name for name in names if text in folded[name]
    ]


def _among(column: str, values: Sequence[object]) -> Condition:
    if not values:
        return Condition(_NEVER)
    return Condition(f"{column} IN ({','.join('?' * len(values))})", tuple(values))


def _all(parts: list[Node]) -> Node | None:
    if len(parts) < 2:
        return parts[0] if parts else None
    return And(tuple(parts))
