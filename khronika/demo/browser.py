"""Say which browser the browser tests will drive: Debian's chromium, else one that Playwright has installed, else none."""

import shutil
import sys


def browser() -> str | None:
    """The path of a Chromium to drive, or None."""
    debian = shutil.which("chromium") or shutil.which("chromium-browser")
    if debian:
        return debian
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    from pathlib import Path

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


if __name__ == "__main__":
    found = browser()
    print(f"Browser tests drive {found}." if found else "No Chromium: install Debian's package chromium.", flush=True)
    sys.exit(0 if found else 1)
