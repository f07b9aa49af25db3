"""What the report costs: CPU seconds, bytes, time to the first view and from a keystroke to the repaint.

    python bench/report.py RUN [--pairs 1000] [--json FILE]

RUN is a finished run; its rows are repeated under other ids until there are as many comparisons as asked. The
times are measured in Chromium (Debian's packages `chromium` and `chromium-driver`), from disk: the least of
several first views, the median keystroke.
"""

import argparse
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from selenium import webdriver

import pipeline
from pipeline import tables
from pipeline.report.page import write_report

TRIES = 5
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --window-size=1280,900"
)
KEYS = ("article_id", "claim_id", "claim_a", "claim_b", "mention_id", "quote_id", "utterance_id", "group_id")
LIMITS = {"CPU seconds": 5.0, "megabytes": 5.0, "first view, ms": 1000.0, "keystroke to repaint, ms": 100.0}
FIRST_VIEW = """
const done = () => requestAnimationFrame(() => setTimeout(() => { window.firstView = performance.now(); }));
document.addEventListener("DOMContentLoaded", done);
"""
KEYSTROKE = """
const [letters, done] = arguments, field = document.getElementById("text");
field.value = letters;
const start = performance.now();
field.dispatchEvent(new Event("input"));
requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("run", type=Path, help="folder of a finished run")
    parser.add_argument("--pairs", type=int, default=1000, help="comparisons that the report has at least")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measured(chosen.run, chosen.pairs, Path(folder))
    for name, value in found.items():
        limit = LIMITS.get(name)
        print(f"{name:26} {value:10,.2f}" + (f"   (at most {limit:g})" if limit else ""))
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2) + "\n", "utf-8")


def measured(run: Path, pairs: int, folder: Path) -> dict[str, float]:
    """All figures of a report with that many comparisons, made in `folder`."""
    many = repeated(run, pairs, folder / "run")
    write_report(pipeline.load(run), folder / "warm.html")
    start = time.process_time()
    page = write_report(pipeline.load(many), folder / "report.html", pairs_a_page=2 * pairs)[0]
    seconds = time.process_time() - start
    found = {
        "comparisons": float(len(pipeline.load(many).comparisons)),
        "articles": float(len(pipeline.load(many).articles)),
        "CPU seconds": seconds,
        "megabytes": page.stat().st_size / 1e6,
    }
    return found | in_browser(page, folder / "profile")


def repeated(run: Path, pairs: int, to: Path) -> Path:
    """The tables of a run as often as it takes, ids made distinct, entities kept."""
    to.mkdir()
    times = -(-pairs // max(1, len(pd.read_parquet(run / "comparisons.parquet"))))
    for name in tables.TABLES:
        table = pd.read_parquet(run / f"{name}.parquet")
        copies = [table] if name == "entities" else [_copy(table, number) for number in range(times)]
        pd.concat(copies, ignore_index=True).to_parquet(to / f"{name}.parquet", index=False)
    return to


def _copy(table: pd.DataFrame, number: int) -> pd.DataFrame:
    named = [column for column in KEYS if column in table]
    return table.assign(**{column: table[column] + f"~{number}" for column in named})


def in_browser(page: Path, profile: Path) -> dict[str, float]:
    """Milliseconds in Chromium; nothing where it is not installed."""
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if binary is None or driver is None:
        return {}
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in [*FLAGS.split(), f"--user-data-dir={profile}"]:
        options.add_argument(flag)
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=driver))
    try:
        browser.set_script_timeout(30)
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": FIRST_VIEW})
        views = [first_view(browser, page) for _ in range(TRIES)]
        word = "the homes of"
        strokes = [
            float(browser.execute_async_script(KEYSTROKE, word[: length + 1])) for length in range(len(word))
        ]
    finally:
        browser.quit()
    return {
        "first view, ms": min(views),
        "keystroke to repaint, ms": statistics.median(strokes),
        "slowest keystroke, ms": max(strokes),
    }


def first_view(browser: webdriver.Chrome, page: Path) -> float:
    """Milliseconds from the start of the navigation until the first findings are painted."""
    browser.get(page.as_uri())
    return float(_until(lambda: browser.execute_script("return window.firstView")))


def _until(value: Callable[[], float | None]) -> float:
    while (found := value()) is None:
        time.sleep(0.05)
    return found


if __name__ == "__main__":
    main()
