"""A verb of the command line: it ends with a plain message and an exit code, never a traceback."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import typer

from pipeline.errors import ClaimsError

FAILED, UNSOUND, FOUND, INTERRUPTED = 1, 3, 4, 130
AGAIN = "What is done is kept: the same command goes on."

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=(
        "Who says what, with which numbers, about which place and time: claims out of news articles, "
        "compared across outlets.\n\nExample: claims extract corpus --out outputs"
    ),
)

Verb = TypeVar("Verb", bound=Callable[..., None])


def verb(example: str) -> Callable[[Verb], Verb]:
    """A command that ends with a plain message and an exit code (docs/commands.md), never a traceback."""

    def register(function: Verb) -> Verb:
        @functools.wraps(function)
        def guarded(*args: Any, **flags: Any) -> None:
            try:
                function(*args, **flags)
            except KeyboardInterrupt:
                typer.echo(f"\nInterrupted. {AGAIN}", err=True)
                raise typer.Exit(INTERRUPTED) from None
            except ClaimsError as error:
                typer.echo(str(error), err=True)
                raise typer.Exit(FAILED) from None
            except BrokenPipeError:
                raise  # the reader of our output has closed it, as `head` does
            except OSError as error:
                place = f" ({error.filename})" if error.filename else ""
                typer.echo(f"{error.strerror or error}{place}. {AGAIN}", err=True)
                raise typer.Exit(FAILED) from None

        app.command(epilog=f"Example: claims {example}")(guarded)
        return function

    return register
