"""Programs that convert files for us: each run by itself, within bounds of time and memory.

Old formats are read by code that was not written for hostile files. It runs in a process of its
own, over a folder that nobody else uses, and is ended, with all that it has started, when its time
is up.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress

MEMORY = 3 * 2**29
"""Bytes of address space for a converter; a hundred pages take a twentieth."""
OFFICE_MEMORY = 4 * 2**30
"""The same for LibreOffice, which asks for one or two GiB at once."""
LARGEST_FILE = 512 * 2**20
"""Bytes of a file that it may write."""
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value>'
    "</prop></item>"
)
_SETTINGS = (
    # No macros, and nothing fetched: links lead nowhere, and the proxy is a port without a server.
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "1"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    *(("Inet/Settings", f"ooInet{kind}ProxyName", "127.0.0.1") for kind in ("HTTP", "HTTPS")),
    *(("Inet/Settings", f"ooInet{kind}ProxyPort", "9") for kind in ("HTTP", "HTTPS")),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


def libre_office() -> str:
    """The path of LibreOffice; empty where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next(filter(os.path.isfile, _PLACES), "")


def converted(program: str, source: str, kind: str, folder: str, seconds: int) -> str:
    """The path of `source` as LibreOffice saves it in that format; empty where it cannot."""
    profile = os.path.join(folder, "profile")
    os.makedirs(os.path.join(profile, "user"), exist_ok=True)
    items = "\n".join(_ITEM.format(*setting) for setting in _SETTINGS)
    with open(os.path.join(profile, "user", "registrymodifications.xcu"), "w") as settings:
        settings.write(_PROFILE.format(items))
    out = os.path.join(folder, "out")
    uri = "file:///" + profile.replace(os.sep, "/").lstrip("/")
    command = [
        program, f"-env:UserInstallation={uri}", "--headless", "--norestore", "--nolockcheck",
        "--nodefault", "--nologo", "--convert-to", kind, "--outdir", out, source,
    ]  # fmt: skip
    run(command, folder, seconds, OFFICE_MEMORY)
    name = os.path.splitext(os.path.basename(source))[0]
    path = os.path.join(out, f"{name}.{kind}")
    return path if os.path.isfile(path) else ""


def _limited(command: Sequence[str], seconds: int, memory: int) -> list[str]:
    """The command with bounds, where there is a shell to set them."""
    if os.name != "posix":
        return list(command)
    limits = f"ulimit -v {memory // 1024}; ulimit -f {LARGEST_FILE // 512}; ulimit -t {seconds}"
    return ["/bin/sh", "-c", f'{limits}; exec "$@"', "sh", *command]


def run(command: Sequence[str], folder: str, seconds: int, memory: int = MEMORY) -> None:
    """Run a program in a folder; what it has to say is what it leaves there."""
    started = subprocess.Popen(  # noqa: S603 (a list of our own, no shell's line)
        _limited(command, seconds, memory),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_surroundings(folder),
        start_new_session=os.name == "posix",
    )
    try:
        with suppress(subprocess.TimeoutExpired):
            started.wait(seconds)
    finally:
        _end(started)


def _surroundings(folder: str) -> dict[str, str]:
    """The environment without proxies, and with the folder for a home."""
    kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    return kept | {"HOME": folder, "TMPDIR": folder, "SAL_USE_VCLPLUGIN": "svp"}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program with all that it started."""
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
