"""The command line: `countersign verify FILE [--root root.pem] [--json]`."""

import argparse
import io
import logging
import resource
import sys
from collections.abc import Sequence

from countersign_cli.refusals import Unreadable
from countersign_cli.report import as_json, as_text, plain, refusal_as_json
from countersign_cli.roots import load_trust
from countersign_cli.source import open_source
from countersign_cli.verify import verify

ALL_HOLD, SOMETHING_WRONG, CANNOT_BE_READ = 0, 1, 2
LARGEST_LIMIT = 1 << 40


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give the exit code: 0 all three verdicts good, 1 not so, 2 unreadable."""
    options = _parser().parse_args(arguments)
    # The validator explains itself in its log; the verdicts say the same in plain words.
    for library in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Names of files need not be text, and not every terminal has every letter.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        _limit_memory(options.max_memory)
        trust = load_trust(options.root, options.crl)
        with open_source(options.file, largest=options.max_size << 20) as source:
            report = verify(source, trust)
    except Unreadable as refusal:
        return _refuse(options, str(refusal))
    except MemoryError:
        return _refuse(options, "Checking this file takes more memory than is allowed.")
    print(as_json(report) if options.json else as_text(report))
    return ALL_HOLD if report.ok else SOMETHING_WRONG


def _refuse(options: argparse.Namespace, sentence: str) -> int:
    if options.json:
        print(refusal_as_json(options.file, sentence))
    else:
        print(plain(sentence), file=sys.stderr)
    return CANNOT_BE_READ


def _limit_memory(limit: int) -> None:
    if limit:
        try:
            resource.setrlimit(resource.RLIMIT_AS, (limit << 20, limit << 20))
        except (OSError, ValueError) as error:
            raise Unreadable(f"Memory cannot be limited to {limit} MiB here.") from error


def mebibytes(words: str) -> int:
    """A limit as it is told. Raises ValueError for what no system counts in."""
    number = int(words)
    if not 0 <= number <= LARGEST_LIMIT:
        raise ValueError
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="countersign", description="Check what the Countersign portal has sealed, offline."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser(
        "verify",
        help="check a packet or a signed agreement",
        description=(
            "Answers three questions apart: do the embedded files match the manifest; is the "
            "signature trusted; is the file unchanged since sealing. Exit code 0: all three yes. "
            "1: not all. 2: the file cannot be read."
        ),
    )
    check.add_argument("file", help='PDF file, or "-" for standard input')
    check.add_argument(
        "--root",
        action="append",
        default=[],
        metavar="FILE",
        help="root certificate to trust (PEM or DER); may be given several times",
    )
    check.add_argument(
        "--crl",
        action="append",
        default=[],
        metavar="FILE",
        help="revocation list (PEM or DER), to learn of certificates revoked since",
    )
    check.add_argument("--json", action="store_true", help="print one JSON object")
    check.add_argument(
        "--max-memory",
        type=mebibytes,
        default=0,
        metavar="MIB",
        help="address space limit (0: none)",
    )
    check.add_argument(
        "--max-size", type=mebibytes, default=2048, metavar="MIB", help="largest file to accept"
    )
    return parser
