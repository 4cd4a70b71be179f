"""What other programs say: the system, of files; libraries, of what they cannot read.

Both speak English. The system's reasons are few, and are said in both languages; what a library
says helps those who look after it, and stands in English reports alone.
"""

from __future__ import annotations

import errno

from ..model.errors import NOTHING, Message
from .catalogue import say

_REASONS = {
    errno.ENOSPC: "no-space",
    errno.EDQUOT: "quota",
    errno.EFBIG: "too-big",
    errno.EIO: "device",
    errno.EACCES: "unreadable",
    errno.EPERM: "unreadable",
    errno.EROFS: "read-only",
    errno.EBUSY: "in-use",
    errno.ENOENT: "no-file",
    errno.ENOTDIR: "not-a-folder",
    errno.EISDIR: "folder",
    errno.ENAMETOOLONG: "long-name",
    errno.ELOOP: "loop",
    errno.EMFILE: "many-open",
    errno.ENFILE: "many-open",
    errno.EPIPE: "closed",
}
_WRITING = {errno.EACCES: "forbidden", errno.EPERM: "forbidden", errno.ENOENT: "no-folder"}
MAX_SAID = 160


def reason_of(error: OSError, *, writing: bool = False) -> Message:
    """Why the system refuses to read something, or to write it."""
    reasons = {**_REASONS, **_WRITING} if writing else _REASONS
    known = reasons.get(error.errno or 0)
    if known:
        return say(f"others.reasons.{known}")
    return say("others.unknown", number=error.errno or 0, said=error.strerror or str(error))


def of_library(said: str) -> Message:
    """What a library says, to stand in brackets behind what was found."""
    line = " ".join(said.split())[:MAX_SAID]
    return Message("", f" ({line})") if line else NOTHING
