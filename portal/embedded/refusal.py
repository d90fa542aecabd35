"""Why an embedded server cannot be had."""


class ServerRefused(Exception):
    """Says in a sentence fit for the person at the keyboard what is wrong and what helps."""
