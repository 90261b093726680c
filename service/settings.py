"""The service's settings, read once at start: command line over ROLLCALL_… variables over a TOML file."""

from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from inventory.errors import InventoryError


class WrongSettings(InventoryError):
    """One or more settings make no sense; all of them are named at once."""

    text = "These settings are wrong: {problems}"


class Settings(BaseSettings):
    """Everything that can be set. A variable is the name in capitals after ROLLCALL_, such as ROLLCALL_PORT."""

    model_config = SettingsConfigDict(env_prefix="ROLLCALL_", extra="forbid", frozen=True)

    database: str = "sqlite:///rollcall.db"
    """Where the data is: sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME."""
    host: str = "127.0.0.1"
    """The address to listen on; 0.0.0.0 to be reached from other machines."""
    port: int = 8000
    """The port to listen on."""
    zone: str = "Asia/Shanghai"
    """The school's time zone, in which every time is shown."""
    language: Literal["zh", "en"] = "zh"
    """The language of pages until somebody chooses another."""
    https: bool = False
    """True when people reach the service by https: cookies are then never sent in the clear."""

    @field_validator("database")
    @classmethod
    def _known_address(cls, value: str) -> str:
        try:
            make_url(value)
        except ArgumentError as error:
            raise ValueError("write it like sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME") from error
        return value

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{value} is no time zone; write it like Asia/Shanghai") from error
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the base class names it
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the base class names it
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def read_settings(config: str | None = None, **given: Any) -> Settings:
    """The settings, with those `given` (and not None) over variables over the TOML file `config`.

    Raises `WrongSettings` naming every wrong one and where it can be set.
    """

    class FromFile(Settings):
        model_config = SettingsConfigDict(toml_file=config)

    try:
        return FromFile(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise WrongSettings(problems=problems) from error
