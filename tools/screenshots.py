"""Makes the pictures of the documents: pages of the sample's site as headless Chromium shows them.

    python -m tools.screenshots

A picture is 1280 by 800 pixels and takes less than 200 kB.
"""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.site import CHROMIUM_OPTIONS, chromium, sample_site

DOCS = Path(__file__).parent.parent / "docs"
PICTURES = {"agenda.png": "/"}
MOST_BYTES = 200_000


def take(browser: str, url: str, picture: Path, folder: Path) -> None:
    """Writes the top of a page as a PNG; `folder` is for what the browser keeps. Raises SystemExit if it is too big."""
    options = (*CHROMIUM_OPTIONS, "--headless", "--no-first-run", "--hide-scrollbars", "--window-size=1280,800")
    command = [browser, *options, f"--user-data-dir={folder / 'chromium'}", f"--screenshot={picture}", url]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    size = picture.stat().st_size
    if size > MOST_BYTES:
        raise SystemExit(f"{picture.name} has {size} bytes; it must not have more than {MOST_BYTES}")
    print(f"{picture.name}: {size} bytes")


def main() -> None:
    browser = chromium()
    if browser is None:
        raise SystemExit("Chromium is not installed; it takes the pictures (apt-get install chromium)")
    with TemporaryDirectory() as name, sample_site(Path(name)) as address:
        for picture, path in PICTURES.items():
            take(browser, address + path, DOCS / picture, Path(name))


if __name__ == "__main__":
    main()
