"""What a form of the desk sends: read within limits, with the token that only the desk's own pages hold."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import Message

from dayops_dash import wording
from dayops_dash.dataset.checks.personal import is_personal
from dayops_dash.desk.proposal import DeskError
from dayops_dash.desk.returns.opened import LARGEST, too_large

TOKEN = "token"  # the name of the field
MOST_BYTES = 200_000_000  # of one form with all of its files
MOST_FIELDS, MOST_FILES = 400, 100  # a tracker has up to 100 columns, and is asked about in 40 words of a kind
LONGEST_FIELD = 100_000  # bytes
LONGEST_WORDS = 2_000  # characters that are read of a field
LONGEST_ROLE, LONGEST_REASON = 80, 300


class FormRefused(Exception):
    """A form that is not taken: its status, and what to tell whoever sent it."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class SentForm:
    """The fields of a form, each clean, and its files by name; why some files were refused."""

    fields: Mapping[str, str]
    files: Mapping[str, bytes]
    refused: Sequence[str] = ()

    def text(self, name: str, most: int = LONGEST_WORDS) -> str:
        return " ".join(self.fields.get(name, "").split())[:most]

    def role(self, name: str, what: str) -> str:
        """Return a role that was typed. Raises DeskError where there is none, or it holds what is a person's."""
        return self._needed(name, LONGEST_ROLE, f"Say {what}, as a role.")

    def reason(self, name: str) -> str:
        """Return why something is done, which readers see. Raises DeskError where it is not said, or holds what is a person's."""
        return self._needed(name, LONGEST_REASON, "Say why. Readers see it on Sources.")

    def _needed(self, name: str, most: int, message: str) -> str:
        words = self.text(name, most)
        if not words:
            raise DeskError(message)
        if is_personal(words):
            raise DeskError("It holds an e-mail address or a telephone number. Say it without.")
        return words


async def sent_form(request: Request, token: str) -> SentForm:
    """Return a form that one of the desk's pages sent. Raises FormRefused for one that is too large, damaged or of another page."""
    counted = _Counted(request)
    try:
        async with Request(request.scope, counted.receive).form(
            max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LONGEST_FIELD
        ) as form:
            fields = {k: wording.clean(v[:LONGEST_WORDS]) for k, v in form.multi_items() if isinstance(v, str)}
            if not hmac.compare_digest(fields.get(TOKEN, "").encode(), token.encode()):
                raise FormRefused(403, "This form is not from this desk. Open the page again, and send it from there.")
            files: dict[str, bytes] = {}
            refused = []
            for _, part in form.multi_items():
                if isinstance(part, UploadFile) and part.filename:
                    content = await part.read(LARGEST + 1)
                    if len(content) > LARGEST:
                        refused.append(too_large(_last_of(part.filename)))
                    else:
                        files[_free(_last_of(part.filename), files)] = content
            return SentForm(fields, files, tuple(refused))
    except (MultiPartException, UnicodeDecodeError, ValueError) as error:
        raise FormRefused(400, "The form did not arrive whole, or holds too many files. Send it again.") from error
    except Exception as error:
        if counted.too_much:
            raise FormRefused(
                413, f"More than {MOST_BYTES // 1_000_000} MB came at once. Bring in fewer files."
            ) from error
        raise


def _last_of(path: str) -> str:
    """Return the name of a file without the folders that some browsers send."""
    return wording.clean(path.replace("\\", "/").rpartition("/")[2]) or "a file"


def _free(name: str, taken: Mapping[str, bytes]) -> str:
    stem, dot, ending = name.rpartition(".")
    while name in taken:
        stem = f"{stem or ending} again"
        name = f"{stem}{dot}{ending}" if dot else stem
    return name


class _TooMuchError(Exception):
    pass


class _Counted:
    """A request's body, which ends in an error once it is too large; the rest is taken and thrown away, so that the answer arrives."""

    def __init__(self, request: Request) -> None:
        self._receive = request.receive
        self._size = 0
        self.too_much = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._size += len(message.get("body", b""))
        if self._size <= MOST_BYTES:
            return message
        self.too_much = True
        while message.get("more_body") and message["type"] == "http.request":
            message = await self._receive()
        raise _TooMuchError
