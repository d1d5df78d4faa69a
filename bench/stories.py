"""Measure how well copies of articles are found, and at what cost.

    python bench/stories.py [--articles 8000] [--copies 1500]

Of real articles (the folder in TNEWS_CORPUS) and reprints made of them at three levels, through
the real store and the real rules. Light: a new lead or footer. Medium: a quarter of the
sentences dropped, punctuation changed, a word in every third sentence, three of ten in
traditional characters. Heavy: half of the sentences dropped, 3 % of the characters replaced.
Prints the recall of each level (goals: .99, .97), joins of articles that share less than a
quarter of their 5-grams (goal: 0), joins among templates with equal titles (goal: 0), and CPU
milliseconds an article (goal: 0.5). Articles of fewer than 150 characters are left out: of them
only equal texts join, by rule.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from tnews.model import ArticleDraft, ArticleIntent, Block, FetchState, IdentityKeys, Source
from tnews.model.record import replace
from tnews.model.settings import StoriesSettings
from tnews.services.telling import Teller
from tnews.store import Store
from tnews.text.fold import fold
from tnews.text.fold_table import FROM, TO
from tnews.text.sketch import SHORT, WINDOW, sketch

FALSE = 0.25
"""Two articles whose 5-grams have less in common than this do not tell the same."""

NOW = datetime.now(UTC).replace(microsecond=0)
BATCH = 20  # articles of one source in one save
TRADITIONAL = str.maketrans({to: from_ for from_, to in zip(FROM, TO, strict=True) if from_ > "㐀"})


class Text(NamedTuple):
    """An article of the pool."""

    title: str
    body: str


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=8000)
    parser.add_argument("--copies", type=int, default=1500)
    options = parser.parse_args()
    if "TNEWS_CORPUS" not in os.environ:
        print("stories: skipped, TNEWS_CORPUS is not set")
        return
    chance = random.Random(6)
    texts = pool(Path(os.environ["TNEWS_CORPUS"]))
    chance.shuffle(texts)
    texts = texts[: options.articles]
    print(f"{len(texts)} articles, {options.copies} reprints of each level")
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), texts, options.copies, chance)
    with tempfile.TemporaryDirectory() as folder:
        measure_templates(Path(folder), chance)


def pool(corpus: Path) -> list[Text]:
    """Return the articles of the corpus that are long enough to be compared in pieces."""
    with gzip.open(corpus / "articles" / "pool.jsonl.gz", "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    found = [Text(record["t"], record["b"]) for record in records if record["k"] == "art"]
    return [text for text in found if len(letters(text.body)) >= SHORT]


# -- reprints --------------------------------------------------------------------------------


def sentences(body: str) -> list[str]:
    """Return the sentences of `body` with their marks."""
    return [part for part in re.split(r"(?<=[。！？!?\n])", body) if part.strip()]


def light(text: Text, chance: random.Random) -> str:
    """Return the body under a new lead or over a new footer."""
    if chance.random() < 0.5:
        return f"据本报驻当地记者{chance.randint(1, 28)}日发回的报道，以下为详细内容。\n{text.body}"
    return f"{text.body}\n（原题为《{text.title}》，编辑{chance.choice('王李张刘陈')}，转载请注明出处）"


def medium(text: Text, chance: random.Random) -> str:
    """Return the body without a quarter of its sentences, reworded here and there."""
    kept = without(sentences(text.body), 0.25, chance)
    body = "".join(reworded(one, chance) if n % 3 == 0 else one for n, one in enumerate(kept))
    body = body.replace("，", "、").replace("。", "．")
    return body.translate(TRADITIONAL) if chance.random() < 0.3 else body


def heavy(text: Text, chance: random.Random) -> str:
    """Return the body without half of its sentences and with 3 % other characters."""
    kept = without(sentences(text.body), 0.5, chance)
    return "".join(
        chance.choice("的是了在有和就不人都一上也很到说要去你会着没看好自己这")
        if chance.random() < 0.03
        else c
        for c in "".join(kept)
    )


def without(parts: list[str], dropped: float, chance: random.Random) -> list[str]:
    """Return `parts` without a share of them, any; the first of one stays."""
    count = len(parts) - round(dropped * len(parts)) or 1
    return [parts[n] for n in sorted(chance.sample(range(len(parts)), count))]


def reworded(sentence: str, chance: random.Random) -> str:
    """Return `sentence` with two characters in a row replaced."""
    at = chance.randrange(max(1, len(sentence) - 2))
    return (
        sentence[:at] + chance.choice(("表示", "目前", "有关", "进行", "情况")) + sentence[at + 2 :]
    )


LEVELS: tuple[tuple[str, Callable[[Text, random.Random], str]], ...] = (
    ("light", light),
    ("medium", medium),
    ("heavy", heavy),
)


# -- measuring -------------------------------------------------------------------------------


def measure(folder: Path, texts: list[Text], copies: int, chance: random.Random) -> None:
    """Store articles, then reprints, each of another article, and print what joined what."""
    store = Store.open(folder / "tnews.db")
    teller = Teller(store, StoriesSettings())
    sources = [Source(f"s{n}", f"https://s{n}.example/", f"S{n}", "要闻") for n in range(80)]
    store.register(sources)
    bodies: dict[int, str] = {}
    spent, told = 0.0, 0
    of: dict[int, int] = {}  # reprint → its original

    def save(pairs: list[Text], first: int) -> list[int]:
        """Store `pairs` in batches, each of one source from number `first` on; tell; ids."""
        nonlocal spent, told
        found: list[int] = []
        for number, at in enumerate(range(0, len(pairs), BATCH)):
            batch = pairs[at : at + BATCH]
            key = f"s{first + number % 40}"
            saved = store.save(key, FetchState(), [intent(text, key, chance) for text in batch])
            begun = time.thread_time()
            teller.tell(saved.new)
            spent += time.thread_time() - begun
            told += len(batch)
            found += saved.new
            bodies.update((id, text.body) for id, text in zip(saved.new, batch, strict=True))
        return found

    originals = save(texts, 0)
    among = [pair for id in originals if (pair := joined(store, id))]
    print(f"joined among the articles themselves: {len(among)}", *verdicts(among, bodies), sep="; ")
    turn = iter(range(len(texts)))
    for name, edit in LEVELS:
        meant = [next(turn) for _copy in range(copies)]
        made = [Text(texts[n].title, edit(texts[n], chance)) for n in meant]
        ids = save(made, 40)
        of.update((id, originals[n]) for id, n in zip(ids, meant, strict=True))
        # A reprint may join another one of its original; what is cut to pieces shares little.
        pairs = [
            pair for id in ids if (pair := joined(store, id)) and of[id] != of.get(pair[1], pair[1])
        ]
        hits = sum(in_one_story(store, id, originals[n]) for id, n in zip(ids, meant, strict=True))
        print(f"{name:7} recall {hits / copies:.4f}", *verdicts(pairs, bodies), sep="; ")
    print(f"looked up and joined in the store: {1000 * spent / told:.3f} ms an article, n = {told}")
    characters = sum(map(len, bodies.values())) / len(bodies)
    for label, some in (
        (f"of {characters:.0f} characters in the mean", list(bodies.values())),
        ("of 900 to 1,100 characters", [b for b in bodies.values() if 900 <= len(b) <= 1100]),
    ):
        begun = time.thread_time()
        for body in some:
            sketch("", body)
        per = 1000 * (time.thread_time() - begun) / len(some)
        print(f"sketch {label}: {per:.3f} ms an article, n = {len(some)}")
    store.close()


def measure_templates(folder: Path, chance: random.Random) -> None:
    """Print how many join of 400 articles with equal titles on different days, two outlets."""
    store = Store.open(folder / "tnews.db")
    store.register([Source(f"s{n}", f"https://s{n}.example/", f"S{n}", "要闻") for n in range(2)])
    for day in range(200):
        for key in ("s0", "s1"):
            text = Text("早报：今日要闻", "".join(daily(chance) for _sentence in range(12)))
            one = intent(text, key, chance)
            draft = replace(one.draft, published_at=NOW - timedelta(hours=day % 100))
            store.save(key, FetchState(), [replace(one, draft=draft)])
    count = Teller(store, StoriesSettings()).catch_up()
    print(f"equal titles on different days: {count} of 400 joined")
    store.close()


def daily(chance: random.Random) -> str:
    """Return a sentence as a morning paper has one every day, with other facts."""
    who = "".join(chance.choices("市省县区部委局院校厂队会社团站", k=3))
    what = "".join(chance.choices("发布召开启动完成通过举行公布投入建成开通签署调整", k=6))
    return f"【{who}】{what}，同比增长{chance.randint(1, 99)}.{chance.randint(0, 9)}%，负责人作了介绍。"


def intent(text: Text, source: str, chance: random.Random) -> ArticleIntent:
    """Return the intent to store `text` as an article of `source` of the last three days."""
    number = chance.getrandbits(60)
    draft = ArticleDraft(
        uid=str(number),
        url=f"https://www.{source}.example/{number}",
        title=text.title,
        blocks=tuple(Block("p", part) for part in text.body.split("\n") if part.strip()),
        is_full_text=True,
        published_at=NOW - timedelta(seconds=chance.randrange(3 * 86400)),
    )
    key = blake2b(draft.uid.encode(), digest_size=8).digest()
    return ArticleIntent(None, IdentityKeys(key), draft, key)


def joined(store: Store, id: int) -> tuple[int, int] | None:
    """Return (id, the article it was joined with), or None."""
    story = store.story(id)
    version = next((one for one in story if one.id == id), None)
    return None if version is None or version.joined_with is None else (id, version.joined_with)


def in_one_story(store: Store, id: int, other: int) -> bool:
    """Say whether two articles are versions of one story."""
    return any(version.id == other for version in store.story(id))


def verdicts(pairs: list[tuple[int, int]], bodies: dict[int, str]) -> Iterator[str]:
    """Yield what is to be said of joined `pairs`."""
    shares = [share(bodies[one], bodies[other]) for one, other in pairs]
    false = sum(one < FALSE for one in shares)
    yield f"{false} false joins of {len(pairs)}" + (
        f", least share {min(shares):.2f}" if shares else ""
    )


def share(one: str, other: str) -> float:
    """Return the true share of common pieces of 5 characters."""
    left, right = pieces(one), pieces(other)
    return len(left & right) / len(left | right)


def pieces(body: str) -> set[str]:
    """Return all pieces of 5 characters."""
    text = letters(body)
    return {text[at : at + WINDOW] for at in range(len(text) - WINDOW + 1)}


def letters(text: str) -> str:
    """Return what is compared of `text`."""
    return "".join(filter(str.isalnum, fold(text)))


if __name__ == "__main__":
    main()
