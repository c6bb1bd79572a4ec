"""The lanes of work: someone waits at the counter, the day's post, old files worked up in the background."""

from typing import Literal

Lane = Literal["counter", "normal", "backfile"]
LANES: tuple[Lane, ...] = ("counter", "normal", "backfile")
