"""The templates and texts that come with the portal, read from the files beside this one."""

from importlib import resources


def read(name: str) -> str:
    """Give the text of a library file such as "baa.md" or "electronic-records-v1.md"."""
    return resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
