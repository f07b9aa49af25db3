"""What lies in a corpus before anything of it is read: files by kind."""

import dataclasses
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from pipeline.read.folder import SUFFIXES, CorpusError, suffix_of, walk
from pipeline.suggestions import did_you_mean

ADVICE: Mapping[str, str] = {
    ".pdf": "Make text of PDF files first, with pdftotext or by copying.",
    ".docx": "Save documents as plain text first.",
    ".doc": "Save documents as plain text first.",
    ".odt": "Save documents as plain text first.",
    ".rtf": "Save documents as plain text first.",
    ".csv": "A CSV does not say which column is the text: make JSON lines of it with pandas, "
    "to_json('articles.jsonl', orient='records', lines=True), with the columns text, outlet and published.",
    ".mhtml": "Save pages from the browser as 'Web Page, HTML only'.",
    ".webarchive": "Save pages from the browser as 'Page Source'.",
    ".parquet": "These are tables that a run has made: name the folder of the articles.",
    ".zip": "Unpack it first.",
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Files of a corpus by suffix: those that can be read, and others."""

    readable: Mapping[str, int]
    others: Mapping[str, int]


def survey(corpus: Path) -> Survey:
    """Count the files of a folder by kind; raises CorpusError where nothing can be read."""
    if not corpus.exists():
        raise CorpusError(f"There is no folder or file {corpus}.{_near(corpus)}")
    if not corpus.is_dir():
        found = Counter([suffix_of(corpus.name) or corpus.suffix.lower()])
    else:
        paths = [path for path, _ in walk(corpus, lambda _: None)]
        found = Counter(suffix_of(path) or Path(path).suffix.lower() for path in paths)
    readable = {suffix: found[suffix] for suffix in sorted(found) if suffix in SUFFIXES}
    others = {suffix: found[suffix] for suffix in sorted(found) if suffix not in SUFFIXES}
    if not readable:
        raise CorpusError(_nothing(corpus, others))
    return Survey(readable=readable, others=others)


def counted(kinds: Mapping[str, int]) -> str:
    """`3 .txt, 1 .html`."""
    return ", ".join(f"{count} {suffix or 'without a suffix'}" for suffix, count in kinds.items())


def _near(corpus: Path) -> str:
    folder = corpus.parent
    if not folder.is_dir():
        return f" There is no folder {folder} either."
    hint = did_you_mean(corpus.name, sorted(path.name for path in folder.iterdir()))
    return hint or f" Look what there is with: ls {folder}"


def _nothing(corpus: Path, others: Mapping[str, int]) -> str:
    if not others:
        return (
            f"The folder {corpus} is empty: put articles into it as files that end in {', '.join(SUFFIXES)}."
        )
    advice = " ".join(dict.fromkeys(ADVICE[suffix] for suffix in others if suffix in ADVICE))
    held = f"{corpus} has {counted(others)}" if corpus.is_dir() else f"{corpus} is of another kind"
    return f"Nothing can be read: {held}, and what is read ends in {', '.join(SUFFIXES)}. {advice}".rstrip()
