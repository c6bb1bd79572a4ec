"""How this installation is set up: ``SOHOA_*`` environment variables, else a file, else everything in one folder.

Only ``service.wiring`` reads the three addresses. Those that may hold passwords are secrets: they are shown as stars.
"""

import os
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import quote

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from extract.rule_files import document_types
from storage.documents import LANES, Lane

FILE_VARIABLE = "SOHOA_SETTINGS"
"""Names another file than ``settings.toml`` in the user's configuration folder."""


class Settings(BaseSettings):
    """The settings of the running service.

    ``contents`` is ``folder:///path`` or ``s3://KEY:SECRET@host:port/NAME`` (``?tls=no`` for plain HTTP), ``rows`` an
    address of SQLAlchemy, ``queue`` is ``local:`` or ``redis://…``. What is left out lies in the folder ``data``.
    ``replica`` is a second place of contents from which fixity mends. ``retention_days_of`` gives types of papers
    (``giay_khai_sinh``) longer times than ``retention_days``; retention in a store with object lock cannot be undone.
    """

    model_config = SettingsConfigDict(
        env_prefix="SOHOA_", env_ignore_empty=True, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    data: Path = Field(default_factory=lambda: _home("XDG_DATA_HOME", ".local/share"))
    contents: SecretStr = SecretStr("")
    rows: SecretStr = SecretStr("")
    queue: SecretStr = SecretStr("local:")
    replica: SecretStr = SecretStr("")
    unit: str = Field(default="", max_length=64)
    lanes: tuple[Lane, ...] = LANES
    retention_days: int = Field(default=365, ge=0, le=36500)
    retention_days_of: dict[str, Annotated[int, Field(ge=0, le=36500)]] = Field(default_factory=dict)
    lease_seconds: float = Field(default=60.0, ge=0.5, le=3600)
    attempts: int = Field(default=4, ge=1, le=100)
    rest_seconds: float = Field(default=10.0, ge=0.1, le=3600)
    whole_up_to_pages: int = Field(default=8, ge=1, le=1000)
    max_mb: int = Field(default=1024, ge=1)
    max_pages: int = Field(default=2000, ge=1)
    page_seconds: float = Field(default=20.0, gt=0, le=3600)
    drain_seconds: float = Field(default=60.0, ge=0, le=3600)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the library's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the same
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return where settings come from, the strongest first."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, settings_file())

    @field_validator("data")
    @classmethod
    def _whole_path(cls, path: Path) -> Path:
        return path.expanduser().absolute()

    @field_validator("retention_days_of")
    @classmethod
    def _known_types(cls, days: dict[str, int]) -> dict[str, int]:
        """Refuse a type that there is not: its papers would be kept too short a time, and nobody would notice."""
        if unknown := sorted(set(days) - set(document_types())):
            message = f"không có loại giấy tờ | no such types of papers: {', '.join(unknown)}"
            raise ValueError(message)
        return days

    @model_validator(mode="before")
    @classmethod
    def _in_the_data_folder(cls, given: dict[str, object]) -> dict[str, object]:
        """Let contents and rows lie in the data folder, where nothing else is said."""
        data = Path(str(given.get("data") or _home("XDG_DATA_HOME", ".local/share"))).expanduser().absolute()
        inside = {"contents": f"folder://{quote(str(data))}/contents", "rows": f"sqlite:///{data}/sohoa.sqlite"}
        return inside | {name: value for name, value in given.items() if value not in ("", None)}

    @model_validator(mode="after")
    def _known_schemes(self) -> Self:
        """Refuse an address of a kind that nobody answers, by name of the setting and without the address."""
        known = {
            "contents": ("folder", "s3"),
            "replica": ("", "folder", "s3"),
            "rows": ("sqlite", "postgresql"),
            "queue": ("local", "redis", "rediss"),
        }
        for name, schemes in known.items():
            address: SecretStr = getattr(self, name)
            if address.get_secret_value().partition(":")[0].partition("+")[0] not in schemes:
                message = f"SOHOA_{name.upper()}: {' | '.join(f'{scheme}:…' for scheme in schemes)}"
                raise ValueError(message)
        return self


def settings_file() -> Path:
    """Return the file of the settings; it need not exist."""
    named = os.environ.get(FILE_VARIABLE)
    return Path(named) if named else _home("XDG_CONFIG_HOME", ".config") / "settings.toml"


def _home(variable: str, folder: str) -> Path:
    """Return the folder that the system keeps for this program's files of a kind."""
    return Path(os.environ.get(variable) or Path.home() / folder) / "sohoa"
