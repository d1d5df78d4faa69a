"""The tables. `MIGRATIONS` is a list whose length is the version of the schema.

Only what SQLite has had for years, plus FTS5: no RETURNING, no STRICT, no trigram
tokenizer, no contentless_delete. Times are whole seconds of the epoch, in UTC.
"""

from __future__ import annotations

APPLICATION_ID = 0x746E6577  # "tnew"

_TABLES = (
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
    """CREATE TABLE categories(
        id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, position INTEGER NOT NULL)""",
    # article_count and unread_count are kept by triggers: counting 500,000 rows takes 30 ms.
    """CREATE TABLE sources(
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, url TEXT NOT NULL,
        category_id INTEGER NOT NULL REFERENCES categories(id), position INTEGER NOT NULL,
        article_count INTEGER NOT NULL DEFAULT 0, unread_count INTEGER NOT NULL DEFAULT 0)""",
    "CREATE INDEX sources_category ON sources(category_id)",
    """CREATE TABLE fetches(
        source_id INTEGER PRIMARY KEY REFERENCES sources(id), etag TEXT NOT NULL,
        last_modified TEXT NOT NULL, body_hash BLOB NOT NULL, cursor TEXT NOT NULL,
        checked_at REAL, succeeded_at REAL, due_at REAL, failures INTEGER NOT NULL,
        last_error TEXT NOT NULL)""",
    # Outlives the article. An id is never used again: the index and the statuses rely on it.
    """CREATE TABLE identities(
        id INTEGER PRIMARY KEY AUTOINCREMENT, source_id INTEGER NOT NULL REFERENCES sources(id),
        uid_key BLOB, link_key BLOB, title_key BLOB,
        is_deleted INTEGER NOT NULL DEFAULT 0, seen_at INTEGER NOT NULL)""",
    "CREATE INDEX identities_uid ON identities(source_id, uid_key) WHERE uid_key IS NOT NULL",
    "CREATE INDEX identities_link ON identities(source_id, link_key) WHERE link_key IS NOT NULL",
    "CREATE INDEX identities_title ON identities(source_id, title_key) WHERE title_key IS NOT NULL",
    # What the reader did. Outlives the article too.
    """CREATE TABLE statuses(
        id INTEGER PRIMARY KEY REFERENCES identities(id), is_read INTEGER NOT NULL DEFAULT 0,
        bookmarked_at INTEGER, note TEXT NOT NULL DEFAULT '', position REAL NOT NULL DEFAULT 0,
        changed_at INTEGER NOT NULL)""",
    # category_id, is_read and is_bookmarked are copies, here for the indexes of the lists.
    """CREATE TABLE articles(
        id INTEGER PRIMARY KEY REFERENCES identities(id),
        source_id INTEGER NOT NULL REFERENCES sources(id),
        category_id INTEGER NOT NULL REFERENCES categories(id),
        url TEXT NOT NULL, title TEXT NOT NULL, origin TEXT NOT NULL, author TEXT NOT NULL,
        editor TEXT NOT NULL, section TEXT NOT NULL, image TEXT NOT NULL,
        published_at INTEGER, sorted_at INTEGER NOT NULL, first_seen_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL, content_hash BLOB NOT NULL, characters INTEGER NOT NULL,
        is_full_text INTEGER NOT NULL, is_read INTEGER NOT NULL, is_bookmarked INTEGER NOT NULL)""",
    """CREATE TABLE bodies(
        id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, blocks BLOB NOT NULL)""",
    # detail and columnsize stay as they are; 'ascii' because the tokens are (text/tokens.py).
    "CREATE VIRTUAL TABLE ft USING fts5(title, body, content='', tokenize='ascii')",
)

# One index for each list of store/lists.py. The row id is the last column of each.
_LISTS = (
    "CREATE INDEX articles_all ON articles(sorted_at)",
    "CREATE INDEX articles_category ON articles(category_id, sorted_at)",
    "CREATE INDEX articles_source ON articles(source_id, sorted_at)",
    "CREATE INDEX articles_all_unread ON articles(sorted_at) WHERE is_read = 0",
    """CREATE INDEX articles_category_unread ON articles(category_id, sorted_at)
        WHERE is_read = 0""",
    "CREATE INDEX articles_source_unread ON articles(source_id, sorted_at) WHERE is_read = 0",
    "CREATE INDEX articles_bookmarked ON articles(sorted_at) WHERE is_bookmarked = 1",
)

_COPY_STATUS = """UPDATE articles
    SET is_read = NEW.is_read, is_bookmarked = NEW.bookmarked_at IS NOT NULL
    WHERE id = NEW.id AND (is_read <> NEW.is_read
        OR is_bookmarked <> (NEW.bookmarked_at IS NOT NULL));"""

_TRIGGERS = (
    f"CREATE TRIGGER status_added AFTER INSERT ON statuses BEGIN {_COPY_STATUS} END",
    f"""CREATE TRIGGER status_changed AFTER UPDATE OF is_read, bookmarked_at ON statuses
        BEGIN {_COPY_STATUS} END""",
    """CREATE TRIGGER article_added AFTER INSERT ON articles BEGIN
        UPDATE sources SET article_count = article_count + 1,
            unread_count = unread_count + 1 - NEW.is_read WHERE id = NEW.source_id; END""",
    """CREATE TRIGGER article_removed AFTER DELETE ON articles BEGIN
        UPDATE sources SET article_count = article_count - 1,
            unread_count = unread_count - 1 + OLD.is_read WHERE id = OLD.source_id; END""",
    """CREATE TRIGGER article_read AFTER UPDATE OF is_read ON articles
        WHEN OLD.is_read <> NEW.is_read BEGIN
        UPDATE sources SET unread_count = unread_count + OLD.is_read - NEW.is_read
            WHERE id = NEW.source_id; END""",
)

_PAGES = (
    # What is known of an article's own page. `feed` and `page` are what each says besides its
    # text, as JSON, once the page was read; `text` is the text that is not in bodies: the
    # feed's if is_shown, else the page's, NULL where that has none.
    """CREATE TABLE pages(
        id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
        is_wanted INTEGER NOT NULL DEFAULT 0, detail_url TEXT NOT NULL DEFAULT '',
        tried_at INTEGER, attempts INTEGER NOT NULL DEFAULT 0,
        is_final INTEGER NOT NULL DEFAULT 0, error TEXT NOT NULL DEFAULT '',
        is_shown INTEGER NOT NULL DEFAULT 0, leads INTEGER NOT NULL DEFAULT 0,
        has_time INTEGER NOT NULL DEFAULT 0, feed TEXT, page TEXT, text BLOB)""",
    "CREATE INDEX pages_wanted ON pages(id) WHERE is_wanted = 1",
)

_RANKS = (
    # An entry of a ranked list is no article. `rank` is NULL once it left the list, `previous`
    # when it was not in the list before.
    """CREATE TABLE rank_entries(
        id INTEGER PRIMARY KEY AUTOINCREMENT, source_id INTEGER NOT NULL REFERENCES sources(id),
        identity BLOB NOT NULL, uid TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL,
        summary TEXT NOT NULL, image TEXT NOT NULL, heat TEXT NOT NULL,
        detail_url TEXT NOT NULL, published_at INTEGER, rank INTEGER, previous INTEGER,
        best INTEGER NOT NULL, first_seen_at INTEGER NOT NULL, last_seen_at INTEGER NOT NULL,
        article_id INTEGER REFERENCES articles(id) ON DELETE SET NULL,
        UNIQUE(source_id, identity))""",
    "CREATE INDEX rank_entries_article ON rank_entries(article_id)",
    """CREATE TABLE placings(
        entry_id INTEGER NOT NULL REFERENCES rank_entries(id) ON DELETE CASCADE,
        at INTEGER NOT NULL, rank INTEGER NOT NULL, heat TEXT NOT NULL,
        PRIMARY KEY(entry_id, at)) WITHOUT ROWID""",
)

_TAGS = (
    # What the reader called articles. Outlives the article, as the status does.
    """CREATE TABLE tags(
        id INTEGER NOT NULL REFERENCES identities(id), tag TEXT NOT NULL,
        PRIMARY KEY(id, tag)) WITHOUT ROWID""",
    "CREATE INDEX tags_tag ON tags(tag)",
)

_INDEX = (
    # FTS5 marks each occurrence outside the first column with two bytes more: with the body in
    # front the index is a quarter smaller. It is empty now; indexed_to says so (store/index.py).
    "DROP TABLE ft",
    "CREATE VIRTUAL TABLE ft USING fts5(body, title, content='', tokenize='ascii')",
    # Merged when 16 pieces are of one size, not 4: a quarter less work for what is written, and a
    # search takes 1 % more. Little by little: at 16 a "crisis" would merge them at once, and a mark
    # wait 0.7 s for it.
    "INSERT INTO ft(ft, rank) VALUES('automerge', 16)",
    "INSERT INTO ft(ft, rank) VALUES('crisismerge', 64)",
    "INSERT OR REPLACE INTO meta VALUES('indexed_to', 0)",
)

_SEARCHES = (
    # What was searched for, the newest with the highest id; nothing else is known of it.
    "CREATE TABLE searches(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, at INTEGER NOT NULL)",
)

_STORIES = (
    # What articles of the last days are compared by (text/sketch.py); at is their sorted_at.
    # NULL where nothing can be compared: too little text, or no date.
    """CREATE TABLE sketches(
        id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, at INTEGER NOT NULL,
        sketch BLOB)""",
    "CREATE INDEX sketches_at ON sketches(at)",
    """CREATE TABLE sketch_keys(
        hash INTEGER NOT NULL, id INTEGER NOT NULL REFERENCES sketches(id) ON DELETE CASCADE,
        PRIMARY KEY(hash, id)) WITHOUT ROWID""",
    "CREATE INDEX sketch_keys_id ON sketch_keys(id)",
    # Rank 0, or the lowest that is left, is the head; a story of one is none.
    """CREATE TABLE story_members(
        id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, story INTEGER NOT NULL,
        rank INTEGER NOT NULL, similarity REAL NOT NULL, joined_with INTEGER)""",
    "CREATE INDEX story_members_story ON story_members(story, rank)",
    # Pairs that a person took apart. Outlives the articles.
    """CREATE TABLE splits(
        id INTEGER NOT NULL REFERENCES identities(id) ON DELETE CASCADE,
        other INTEGER NOT NULL REFERENCES identities(id) ON DELETE CASCADE,
        PRIMARY KEY(id, other)) WITHOUT ROWID""",
    "CREATE INDEX splits_other ON splits(other)",
)

_FACTS = (
    # 来源, author and editor as `source:` finds them. No sizes: nothing is ranked by them.
    """CREATE VIRTUAL TABLE facts USING fts5(
        origin, author, editor, content='', columnsize=0, tokenize='ascii')""",
    "CREATE INDEX statuses_noted ON statuses(id) WHERE note <> ''",
)

_GRAMS = (
    # Which articles have which three letters or digits in a row; where, nobody asks.
    """CREATE VIRTUAL TABLE grams USING fts5(
        text, content='', columnsize=0, detail=none, tokenize='ascii')""",
)

_KEPT = (
    # Marked unread by a person after it was read: never pruned while it is unread. Of what was
    # done before nobody knows, so it counts as kept.
    "ALTER TABLE statuses ADD COLUMN is_kept INTEGER NOT NULL DEFAULT 0",
    "UPDATE statuses SET is_kept = 1 WHERE is_read = 0",
    # When the article was last pruned; the identity outlives it by half a year or more.
    "ALTER TABLE identities ADD COLUMN pruned_at INTEGER NOT NULL DEFAULT 0",
)

_POLITE = (
    # When a source may be asked again, and at which address: see FetchState.
    "ALTER TABLE fetches ADD COLUMN failure TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE fetches ADD COLUMN retry_at REAL",
    "ALTER TABLE fetches ADD COLUMN gone_at REAL",
    "ALTER TABLE fetches ADD COLUMN moved_to TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE fetches ADD COLUMN moving_to TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE fetches ADD COLUMN moving_since REAL",
    "ALTER TABLE fetches ADD COLUMN fresh_for INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE fetches ADD COLUMN ttl INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE fetches ADD COLUMN skips TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE fetches ADD COLUMN pace_since REAL",
    "ALTER TABLE fetches ADD COLUMN pace_count INTEGER NOT NULL DEFAULT 0",
)

MIGRATIONS: list[tuple[str, ...]] = [
    (*_TABLES, *_LISTS, *_TRIGGERS),
    (*_PAGES, *_RANKS),
    (*_TAGS, *_STORIES, *_INDEX, *_SEARCHES, *_FACTS, *_GRAMS, *_KEPT),
    _POLITE,
]
"""Statements that lead from version N to N + 1, at place N. Never change one that shipped."""
