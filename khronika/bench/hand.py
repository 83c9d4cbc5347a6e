"""A hand at the keyboard that counts what it does: words are typed letter by letter, and a key waits for the answer to the one before."""

from playwright.sync_api import Locator, Page


class Hand:
    """Presses keys and clicks, and counts both."""

    def __init__(self, page: Page) -> None:
        """On a page."""
        self.page, self.keys, self.clicks = page, 0, 0

    def press(self, *keys: str) -> None:
        """Keys by their names."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, words: str) -> None:
        """Words, a key for each letter."""
        self.page.keyboard.type(words)
        self.keys += len(words)

    def click(self, aim: Locator) -> None:
        """A click of the mouse."""
        aim.click()
        self.clicks += 1

    def settled(self) -> None:
        """Wait until no row is being saved."""
        self.page.wait_for_function("!document.querySelector('[aria-busy=true]')")
