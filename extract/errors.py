"""Why extraction could not be set up. Papers never raise: what is wrong with a paper is said in its fields."""


class ExtractError(Exception):
    """Extraction cannot work as it is set up."""

    code = "extract_failed"


class RuleError(ExtractError):
    """A file of rules says something that cannot be; the message names the place and what is wrong there."""

    code = "rules_broken"

    def __init__(self, place: str, wrong: str) -> None:
        super().__init__(f"{place}: {wrong}")
