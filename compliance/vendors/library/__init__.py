"""The register of vendor services that comes with the portal, read from the file beside this."""

from importlib import resources


def read(name: str) -> str:
    """Give the text of a library file such as "services.toml"."""
    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
