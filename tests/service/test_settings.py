"""The settings: where they come from, what they refuse, that they keep their secrets."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from service.settings import Settings
from service.wiring import open_blobs, open_queue
from storage.folder_blobs import FolderBlobs
from storage.minio_blobs import MinioBlobs


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no setting of whoever runs the tests count."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SOHOA_{name.upper()}", raising=False)
    monkeypatch.setenv("SOHOA_SETTINGS", str(tmp_path / "settings.toml"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))


def test_without_any_everything_lies_in_one_folder(tmp_path: Path) -> None:
    """Contents, rows and queue need no server and no word; nothing is made by asking."""
    settings = Settings()
    assert settings.data == tmp_path / "home/sohoa"
    assert settings.contents.get_secret_value() == f"folder://{settings.data}/contents"
    assert settings.rows.get_secret_value() == f"sqlite:///{settings.data}/sohoa.sqlite"
    assert settings.queue.get_secret_value() == "local:"
    assert not settings.data.exists()


def test_the_environment_is_stronger_than_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What neither says lies in the data folder; an empty variable says nothing."""
    (tmp_path / "settings.toml").write_text('data = "/srv/sohoa"\nunit = "H42"\nlanes = ["counter"]\n')
    monkeypatch.setenv("SOHOA_UNIT", "H43")
    monkeypatch.setenv("SOHOA_LANES", "")
    settings = Settings()
    assert (settings.unit, settings.lanes) == ("H43", ("counter",))
    assert settings.rows.get_secret_value() == "sqlite:////srv/sohoa/sohoa.sqlite"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rows", "mysql://root:tuyet-mat@host/db"),
        ("contents", "ftp://root:tuyet-mat@host"),
        ("queue", "amqp://root:tuyet-mat@host"),
        ("lanes", ["express"]),
        ("attempts", 0),
        ("lease_seconds", -1),
        ("rowz", "sqlite://tuyet-mat"),
    ],
)
def test_what_cannot_be_meant_is_refused_without_being_repeated(name: str, value: object) -> None:
    """The setting is named, its value is not."""
    with pytest.raises(ValidationError) as refused:
        Settings(**{name: value})  # type: ignore[arg-type]
    assert name in str(refused.value).lower()
    assert "tuyet-mat" not in str(refused.value)


def test_secrets_are_not_shown() -> None:
    """Neither in words nor in the representation of the settings."""
    settings = Settings(
        rows="postgresql+psycopg://sohoa:tuyet-mat@host/db",  # type: ignore[arg-type]
        queue="redis://:tuyet-mat@host/0",  # type: ignore[arg-type]
        contents="s3://sohoa:tuyet-mat@host/sohoa",  # type: ignore[arg-type]
    )
    assert "tuyet-mat" not in f"{settings} {settings!r}"


def test_the_addresses_choose_the_implementations(tmp_path: Path) -> None:
    """A folder with a space in its name, a key with a slash: what an address holds is decoded."""
    folder = open_blobs(Settings(contents=f"folder://{tmp_path}/a%20b"))  # type: ignore[arg-type]
    assert isinstance(folder, FolderBlobs)
    folder.examine()
    assert (tmp_path / "a b").is_dir()
    store = open_blobs(Settings(contents="s3://key:se%2Fcret@host:9000/hs?tls=no&region=vn"))  # type: ignore[arg-type]
    assert isinstance(store, MinioBlobs)
    options = store._options  # noqa: SLF001 - nothing else tells
    assert (options.address, options.secret_key, options.is_secure) == ("host:9000", "se/cret", False)
    assert (options.originals, options.derivatives, options.region) == ("hs-originals", "hs-derivatives", "vn")
    open_queue(Settings()).close()
