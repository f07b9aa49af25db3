"""A run over a corpus, with a record of every file and address that it asks the system for.

Usage: python watched_run.py CORPUS OUT. Prints JSON: what was opened outside the given folders, and sockets.
"""

import json
import os
import site
import sys
import sysconfig
import tempfile
import zoneinfo
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    *("open", "os.listdir", "os.scandir", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link"),
    *("os.symlink", "os.truncate", "os.chmod", "shutil.rmtree", "shutil.copyfile", "shutil.move"),
}
NETWORK = {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"}
NETWORK |= {"socket.gethostbyname", "socket.gethostbyaddr"}
LOOPBACK = "('::1', 0)"  # urllib3, which trafilatura imports, asks so whether the system has IPv6
CODE = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "pickle.find_class")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC

corpus, out = (os.path.realpath(name) for name in sys.argv[1:])
program = [ROOT, sys.prefix, sys.base_prefix, *site.getsitepackages(), *sysconfig.get_paths().values()]
program += [*zoneinfo.TZPATH, "/usr/lib", "/lib", "/proc", "/sys", "/dev/null", "/dev/urandom"]
program += ["/etc/localtime", "/etc/timezone", "/etc/mime.types"]
WRITE = (out, os.path.realpath(tempfile.gettempdir()), "/dev/null")
READ = (*(os.path.realpath(name) for name in program), corpus, *WRITE)
found: dict[str, list[str]] = {"read": [], "written": [], "network": [], "code": []}
busy = False


def lies_in(path: str, folders: tuple[str, ...]) -> bool:
    return any(path == folder or path.startswith(folder + os.sep) for folder in folders)


def real(event: str, name: str | bytes, last: object) -> str:
    """The path that an event names; a name with the number of an open folder lies in that folder."""
    path = Path(os.fsdecode(name))
    if event != "open" and not path.is_absolute() and isinstance(last, int) and last > 2:
        path = Path(f"/proc/self/fd/{last}").readlink() / path
    return os.path.realpath(path)


def note(kind: str, text: str) -> None:
    if text not in found[kind]:
        found[kind].append(text)


def watch(event: str, arguments: tuple[object, ...]) -> None:
    global busy
    if busy:
        return
    busy = True
    try:
        if event in NETWORK and LOOPBACK not in repr(arguments):
            note("network", f"{event} {arguments[1:]!r:.100}")
        elif event in CODE:
            note("code", f"{event} {arguments!r:.100}")
        elif event in FILES and isinstance(arguments[0], str | bytes):
            path = real(event, arguments[0], arguments[-1])
            flags = arguments[2] if event == "open" else 0
            reads = event in ("open", "os.listdir", "os.scandir")
            writes = not reads or (isinstance(flags, int) and flags & WRITING)
            if not lies_in(path, WRITE if writes else READ):
                note("written" if writes else "read", f"{event} {path}")
    finally:
        busy = False


def main() -> None:
    from pipeline import check, compare, extract, write_report

    sys.addaudithook(watch)
    report = extract(corpus, out, workers=1)
    compare(out)
    check(out)
    write_report(out)
    print(json.dumps(found | {"problems": [str(problem) for problem in report.problems]}))


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main()
