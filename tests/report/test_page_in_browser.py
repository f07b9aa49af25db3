"""The report in a real browser: it draws, filters, takes decisions by key, and runs nothing of an article.

Needs Chromium and its driver (Debian's packages `chromium` and `chromium-driver`); skipped where they are
not installed.
"""

import contextlib
import csv
import importlib.resources
import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import pipeline
from pipeline import decisions
from pipeline.report.page import write_report

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(BROWSER is None or DRIVER is None, reason="Chromium is not installed")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --window-size=1200,1600"
)
PATIENCE = 20.0


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def browser(downloads: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(BROWSER)
    for flag in [*FLAGS.split(), f"--user-data-dir={tmp_path_factory.mktemp('profile')}"]:
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=str(DRIVER)))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def page(sample_run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(pipeline.load(sample_run), tmp_path_factory.mktemp("page") / "report.html")[0]


@pytest.fixture
def opened(browser: webdriver.Chrome, page: Path) -> webdriver.Chrome:
    browser.get(page.as_uri())
    browser.execute_script("localStorage.clear()")
    browser.get("about:blank")
    browser.get(page.as_uri())
    return browser


def until(holds: Callable[[], Any]) -> Any:
    """What `holds` gives once it is true; fails when it never is."""
    end = time.monotonic() + PATIENCE
    while not (found := holds()):
        assert time.monotonic() < end, "nothing came"
        time.sleep(0.05)
    return found


def cards(browser: webdriver.Chrome) -> list[Any]:
    return list(browser.find_elements(By.CSS_SELECTOR, ".card"))


def press(browser: webdriver.Chrome, key: str) -> None:
    browser.switch_to.active_element.send_keys(key)


def complaints(browser: webdriver.Chrome) -> list[str]:
    return [str(entry["message"]) for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]


def test_the_most_telling_findings_are_drawn_without_a_complaint(opened: webdriver.Chrome) -> None:
    complaints(opened)
    opened.refresh()
    first = cards(opened)[0]
    assert first.find_elements(By.CSS_SELECTOR, ".verdict.conflict")
    assert first.find_elements(By.CSS_SELECTOR, "mark")
    assert len(first.find_elements(By.CSS_SELECTOR, ".witness")) > 1
    assert complaints(opened) == []


def test_filters_narrow_the_list_and_clear_brings_it_back(opened: webdriver.Chrome) -> None:
    def listed() -> int:
        return int(opened.find_element(By.ID, "status").text.split()[0])

    everything = listed()
    opened.find_element(By.ID, "text").send_keys("flood homes")
    assert 0 < listed() < everything
    opened.execute_script("for (const fold of document.querySelectorAll('.card details')) fold.open = true")
    until(lambda: all("flood" in str(card.get_attribute("textContent")).lower() for card in cards(opened)))
    opened.find_element(By.ID, "clear").click()
    assert listed() == everything
    opened.find_element(By.CSS_SELECTOR, "button[data-verdict=conflict]").click()
    assert 0 < listed() < everything
    assert all(card.find_elements(By.CSS_SELECTOR, ".verdict.conflict") for card in cards(opened))


def test_keys_move_decide_and_the_decision_stays(opened: webdriver.Chrome) -> None:
    press(opened, "j")
    press(opened, "j")
    assert "current" in cards(opened)[1].get_attribute("class")
    press(opened, "k")
    press(opened, "1")
    right = "[data-decision=right]"
    assert cards(opened)[0].find_element(By.CSS_SELECTOR, right).get_attribute("aria-pressed") == "true"
    press(opened, "n")
    press(opened, "asked the sheriff")
    opened.refresh()
    first = cards(opened)[0]
    assert first.find_element(By.CSS_SELECTOR, right).get_attribute("aria-pressed") == "true"
    assert first.find_element(By.CSS_SELECTOR, ".pair input").get_attribute("value") == "asked the sheriff"


def test_decisions_are_downloaded_as_csv_that_no_spreadsheet_runs(
    opened: webdriver.Chrome, downloads: Path
) -> None:
    press(opened, "j")
    press(opened, "2")
    press(opened, "n")
    press(opened, "=HYPERLINK(1), “no”")
    opened.find_element(By.ID, "download").click()
    found = until(lambda: list(downloads.glob("decisions.csv")))[0]
    (row,) = list(csv.DictReader(found.read_text("utf-8").splitlines()))
    assert row["decision"] == "wrong"
    assert row["note"] == "'=HYPERLINK(1), “no”"
    assert row["claim_a"] < row["claim_b"]
    (read,) = decisions.read(downloads).values()
    assert (read.decision, read.note) == ("wrong", "=HYPERLINK(1), “no”")


def test_a_link_leads_to_its_group(opened: webdriver.Chrome) -> None:
    opened.find_element(By.ID, "show-more")
    last = opened.execute_script(
        "return JSON.parse(document.getElementById('data').textContent).groups.at(-1).id"
    )
    opened.get(opened.current_url.split("#")[0] + "#" + last)
    opened.refresh()
    assert "current" in opened.find_element(By.ID, last).get_attribute("class")


def test_the_article_shows_its_rows_in_four_colours(opened: webdriver.Chrome) -> None:
    opened.find_element(By.CSS_SELECTOR, ".witness .plain").click()
    shown = opened.find_element(By.ID, "article-text")
    kinds = {mark.get_attribute("class").split()[0] for mark in shown.find_elements(By.TAG_NAME, "mark")}
    assert kinds == {"actor", "jurisdiction", "statistic", "quote"}
    shown.find_element(By.CSS_SELECTOR, "mark.statistic").click()
    assert opened.find_element(By.ID, "note").text.startswith("statistic: ")
    press(opened, Keys.ESCAPE)
    assert not opened.find_element(By.ID, "article").is_displayed()


PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@contextlib.contextmanager
def screen(browser: webdriver.Chrome, size: Mapping[str, int], colours: str) -> Iterator[None]:
    """A screen of that size whose owner prefers `light` or `dark`."""
    metrics = {**size, "deviceScaleFactor": 1, "mobile": size is PHONE}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    preferred = {"features": [{"name": "prefers-color-scheme", "value": colours}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", preferred)
    yield
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def axe(browser: webdriver.Chrome) -> list[tuple[str, str]]:
    """What axe-core finds to mend: its rule and the first element."""
    script = importlib.resources.files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
    browser.execute_script(script)
    found = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    return [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found["violations"]]


@pytest.mark.parametrize("with_article", [False, True], ids=["list", "article"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_to_mend(
    browser: webdriver.Chrome, page: Path, colours: str, size: Mapping[str, int], with_article: bool
) -> None:
    with screen(browser, size, colours):
        browser.get(page.as_uri())
        dark = browser.execute_script("return matchMedia('(prefers-color-scheme: dark)').matches")
        assert dark == (colours == "dark")
        if with_article:
            browser.find_element(By.CSS_SELECTOR, ".witness .plain").click()
        else:
            browser.execute_script(
                "for (const fold of document.querySelectorAll('details')) fold.open = true"
            )
            browser.find_element(By.CSS_SELECTOR, "[data-verdict=conflict]").click()
        assert axe(browser) == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_both_sides_of_a_conflict_are_on_the_first_screen(
    browser: webdriver.Chrome, page: Path, size: Mapping[str, int]
) -> None:
    with screen(browser, size, "light"):
        browser.get(page.as_uri())
        first, second = browser.find_elements(By.CSS_SELECTOR, ".card .lead .figure")[:2]
        assert first.rect["y"] == second.rect["y"] < size["height"] - 100
        assert first.rect["x"] + first.rect["width"] < second.rect["x"]
        assert browser.execute_script("return document.documentElement.scrollWidth") <= size["width"]


def test_differing_words_of_quotes_are_marked(opened: webdriver.Chrome) -> None:
    told = opened.execute_script(
        "return differingWords('She said: it was a poor plan that ran for years', "
        "'it was a poor model that ran for years on end')"
    )
    assert [word for word, kind in told[0] if kind == "changed"] == ["plan"]
    assert [word for word, kind in told[1] if kind == "changed"] == ["model"]
    assert [word for word, kind in told[0] if kind == "beyond"] == ["She", "said:"]
    assert [word for word, kind in told[1] if kind == "beyond"] == ["on", "end"]
    opened.find_element(By.CSS_SELECTOR, "button[data-verdict=variant]").click()
    assert cards(opened)[0].find_elements(By.CSS_SELECTOR, ".lead mark.changed")


def test_what_was_not_known_stands_apart(opened: webdriver.Chrome) -> None:
    first = cards(opened)[0]
    unknown = first.find_element(By.CSS_SELECTOR, ".unknown").text
    assert "What is not known" in unknown and "state" in unknown
    assert "state" not in first.find_element(By.CSS_SELECTOR, ".pair ul").text


ATTACK = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1> {{ 7*7 }} </textarea>"
HOSTILE = {
    "javascript:window.hacked=1": "The flood destroyed 14 homes in Pell County on Monday, the sheriff said.",
    ATTACK: "A flood in Pell County on Monday destroyed 41 homes. Crews looked for survivors until midnight.",
}


def test_a_hostile_article_runs_nothing(browser: webdriver.Chrome, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    lines = []
    for outlet, told in HOSTILE.items():
        text = f"{told}\n\n{ATTACK}\n\n" + ("" if lines else f"{'x' * 10_000} \u202eabc\n")
        stated = {"outlet": outlet, "url": outlet, "headline": ATTACK, "published": "2025-09-18"}
        lines.append(json.dumps({"id": f"a{len(lines)}", "text": text, **stated}))
    (corpus / "a.jsonl").write_text("\n".join(lines), "utf-8")
    pipeline.extract(corpus, tmp_path / "out", workers=1)
    run = pipeline.load(tmp_path / "out")
    assert len(run.comparisons) > 0
    browser.get(write_report(run, tmp_path / "report.html")[0].as_uri())
    browser.find_element(By.CSS_SELECTOR, ".witness .plain").click()
    assert ATTACK in browser.find_element(By.ID, "article-text").text
    assert browser.execute_script("return window.hacked") is None
    assert not browser.find_elements(By.CSS_SELECTOR, "#article img, #cards img, a[href^=javascript]")
