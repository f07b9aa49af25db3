"""Pictures of the report for the README, by headless Chromium: `make screenshots`.

    python scripts/screenshots.py RUN DOCS

Writes `report.png`, the first screen, and `card.png`, the most telling finding, into the folder DOCS. Needs
the packages `chromium` and `chromium-driver` of Debian. Fails when a picture is too large for a README.
"""

import base64
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from selenium import webdriver

import pipeline

FLAGS = "--headless=new --no-sandbox --disable-gpu --no-first-run --hide-scrollbars"
WIDTH, HEIGHT, CARD_WIDTH = 1280, 860, 720
MOST_BYTES = 250_000
CARD = """
const { left, top, width } = document.querySelector(".card .top").parentElement.getBoundingClientRect();
const { bottom } = document.querySelector(".card .decide").getBoundingClientRect();
return { x: left + scrollX, y: top + scrollY, width, height: bottom - top + 12, scale: 1 };
"""


def main(run: Path, docs: Path) -> None:
    """Raises SystemExit when Chromium is missing or a picture is too large."""
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if binary is None or driver is None:
        raise SystemExit("Chromium and its driver are needed: apt-get install chromium chromium-driver")
    with tempfile.TemporaryDirectory() as folder:
        (page, *_) = pipeline.write_report(run, Path(folder) / "report.html")
        options = webdriver.ChromeOptions()
        options.binary_location = binary
        for flag in [*FLAGS.split(), f"--user-data-dir={folder}/profile"]:
            options.add_argument(flag)
        service = webdriver.ChromeService(executable_path=driver)
        browser = webdriver.Chrome(options=options, service=service)
        try:
            _take(browser, page, docs / "report.png", WIDTH)
            _take(browser, page, docs / "card.png", CARD_WIDTH, of_card=True)
        finally:
            browser.quit()


def _take(browser: webdriver.Chrome, page: Path, to: Path, width: int, *, of_card: bool = False) -> None:
    metrics = {"width": width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    browser.get(page.as_uri())
    asked: dict[str, Any] = {"format": "png"}
    if of_card:
        asked |= {"clip": browser.execute_script(CARD), "captureBeyondViewport": True}
    picture = base64.b64decode(browser.execute_cdp_cmd("Page.captureScreenshot", asked)["data"])
    if len(picture) > MOST_BYTES:
        raise SystemExit(f"{to} would have {len(picture):,} bytes, more than {MOST_BYTES:,}")
    to.write_bytes(picture)
    print(f"{to}: {len(picture):,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
