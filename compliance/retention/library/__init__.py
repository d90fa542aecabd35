"""How answers of vendors' own settings calls are read: data with source and date, beside this."""

from importlib import resources


def read(name: str) -> str:
    """Give the text of a library file such as "settings.toml"."""
    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
