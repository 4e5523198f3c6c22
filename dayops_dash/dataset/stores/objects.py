"""A place of objects at an address, by the obstore library: read, write, and write only where nobody else has written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dayops_dash.dataset.files.text_file import DatasetError

SCHEMES = ("s3://", "az://", "gs://")
TIMEOUT, CONNECT = "10s", "3s"
RETRIES = {"max_retries": 2, "retry_timeout": timedelta(seconds=8)}
PLAIN_HTTP = ("AWS_ALLOW_HTTP", "AZURE_ALLOW_HTTP", "GOOGLE_ALLOW_HTTP")  # for a server on one's own machine
INSTALL = "pip install 'dayops-dash[store]'"


class StoreAway(DatasetError):
    """The store cannot be reached, or refuses. The message holds nothing of its answer, which may hold keys."""


class Outdated(DatasetError):
    """Another writer was first: the object is no longer what it was when it was read."""


@dataclass(frozen=True)
class Tag:
    """What tells one writing of an object from every other."""

    e_tag: str
    version: str = ""


@dataclass(frozen=True)
class Object:
    """An object as it was read."""

    content: bytes
    tag: Tag


@dataclass(frozen=True)
class StoredObject:
    """An object in a list, by its path under the address."""

    path: str
    size: int
    written: datetime


def is_address(text: str) -> bool:
    return text.startswith(SCHEMES)


class Objects:
    """The objects under an address such as ``s3://bucket/prefix``. Keys come from the environment, as the vendors' own tools take them.

    Every method raises StoreAway where the store does not answer.
    """

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        try:
            import obstore
            from obstore import exceptions, store
        except ImportError as error:
            raise DatasetError(
                f"{self.address} is an address, and the library for it is not here: {INSTALL}."
            ) from error
        plain = any(os.environ.get(name, "").lower() in ("1", "true") for name in PLAIN_HTTP)
        options: Any = {"timeout": TIMEOUT, "connect_timeout": CONNECT, **({"allow_http": True} if plain else {})}
        retries: Any = RETRIES
        self._library, self._errors = obstore, exceptions
        try:
            self._store: Any = store.from_url(self.address, client_options=options, retry_config=retries)
        except Exception as error:
            raise DatasetError(f"{self.address} is no address of a store, or its keys are not set.") from error

    def get(self, path: str) -> Object | None:
        """Return an object; None where there is none."""
        result = self._tried(lambda: self._library.get(self._store, path))
        return None if result is None else Object(bytes(self._tried(result.bytes)), _tag(result.meta))

    def get_changed(self, path: str, known: Tag | None) -> Object | None:
        """Return an object that is no longer the one of a tag. Raises Unchanged where it still is."""
        if known is None:
            return self.get(path)
        options = {"if_none_match": known.e_tag}
        try:
            result = self._tried(lambda: self._library.get(self._store, path, options=options))
        except self._errors.NotModifiedError:
            raise Unchanged from None
        return None if result is None else Object(bytes(self._tried(result.bytes)), _tag(result.meta))

    def put(self, path: str, content: bytes) -> None:
        self._tried(lambda: self._library.put(self._store, path, content, use_multipart=False))

    def put_if(self, path: str, content: bytes, known: Tag | None) -> Tag:
        """Write an object in place of the one of a tag, or where none is for None. Raises Outdated where another writer was first."""
        mode = _mode(known)
        try:
            written = self._tried(lambda: self._library.put(self._store, path, content, mode=mode, use_multipart=False))
        except (self._errors.PreconditionError, self._errors.AlreadyExistsError):
            present = self.get(path)  # an answer that was lost on its way makes the library try twice
            if present is None or present.content != content:
                raise Outdated(f"{path} was written by somebody else meanwhile.") from None
            return present.tag
        if written is None:  # it was there when it was read, and is gone
            raise Outdated(f"{path} was removed by somebody else meanwhile.")
        return _tag(written)

    def folders(self) -> list[str]:
        """Return the names of the folders right under the address."""
        listing = self._tried(lambda: self._library.list_with_delimiter(self._store))
        if listing is None:
            raise StoreAway(f"{self.address} is not there.")
        return sorted(name.strip("/").rpartition("/")[2] for name in listing["common_prefixes"])

    def entries(self, folder: str) -> list[StoredObject]:
        """Return all objects under a folder, by path."""
        listing = self._tried(lambda: [one for part in self._library.list(self._store, folder) for one in part])
        return sorted(
            (StoredObject(str(one["path"]), int(one["size"]), one["last_modified"]) for one in listing or ()),
            key=lambda entry: entry.path,
        )

    def remove(self, path: str) -> None:
        self._tried(lambda: self._library.delete(self._store, path))

    def _tried(self, asked: Any) -> Any:
        passed_on = (self._errors.PreconditionError, self._errors.AlreadyExistsError, self._errors.NotModifiedError)
        try:
            return asked()
        except FileNotFoundError:
            return None
        except passed_on:
            raise
        except (self._errors.BaseError, OSError, ValueError) as error:
            raise StoreAway(f"{self.address} does not answer ({type(error).__name__}).") from error


class Unchanged(Exception):
    """An object is still the one that is known."""


def _tag(meta: Mapping[str, Any]) -> Tag:
    return Tag(str(meta.get("e_tag") or ""), str(meta.get("version") or ""))


def _mode(known: Tag | None) -> Any:
    if known is None:
        return "create"
    return {name: value for name, value in (("e_tag", known.e_tag), ("version", known.version)) if value}
