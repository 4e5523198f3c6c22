"""Office files as zip archives: written so that the same parts give the same bytes, and read without trust."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold
MOST_BYTES = 50_000_000  # of a template, unpacked


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as an archive without the time of writing."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name, EPOCH), part, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def unzipped(archive: bytes) -> dict[str, bytes]:
    """Return the parts of an archive by name. Raises ValueError where it is none, is locked, or is too large unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as package:
            infos = package.infolist()
            if sum(info.file_size for info in infos) > MOST_BYTES:
                raise ValueError(f"it has more than {MOST_BYTES // 1_000_000} MB unpacked")
            return {info.filename: package.read(info) for info in infos}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise ValueError("it is not an Office file, or has a password") from error
