"""What the checks share: which files there are, what is code in them, how to complain."""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

kCode = (".h", ".hpp", ".c", ".cpp")
kSkippedFolders = {".git", "build", "out", "__pycache__"}


def arguments(doc, *, build=False):
    """Command line of a check: --root, and --build for those that look at binaries."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent,
                        help="the tree to check (default: this repository)")
    if build:
        parser.add_argument("--build", type=Path, help="a build folder, such as build/release")
    args = parser.parse_args()
    args.root = args.root.resolve()
    return args


def files(root):
    """Paths relative to `root`, sorted: what git knows or would add; without git, all."""
    if (root / ".git").exists():
        listed = subprocess.run(
            ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others",
             "--exclude-standard"], check=True, capture_output=True).stdout
        names = {os.fsdecode(name) for name in listed.split(b"\0") if name}
    else:
        names = set()
        for folder, below, here in os.walk(root):
            below[:] = [name for name in below if name not in kSkippedFolders]
            names.update(os.path.relpath(os.path.join(folder, name), root) for name in here)
    return sorted(Path(name) for name in names if (root / name).is_file())


def text(path):
    return path.read_text(encoding="utf-8", errors="replace")


_kComment = re.compile(
    r'"(?:\\.|[^"\\\n])*"' r"|'(?:\\.|[^'\\\n])*'" r"|//[^\n]*|/\*.*?\*/", re.DOTALL)


def without_comments(source):
    """C or C++ with its comments blanked out; lines keep their numbers, literals stay."""
    def blank(match):
        found = match.group()
        return re.sub(r"[^\n]", " ", found) if found.startswith(("//", "/*")) else found
    return _kComment.sub(blank, source)


_kInclude = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)


def includes(source):
    """(line, quote, path) of every #include that is not in a comment."""
    source = without_comments(source)
    for match in _kInclude.finditer(source):
        yield line_of(source, match.start()), match.group(1), match.group(2)


def line_of(source, offset):
    return source.count("\n", 0, offset) + 1


def table_under(root, heading):
    """Rows of the first Markdown table below a heading of docs/ARCHITECTURE.md.

    Each row is its cells as text; the header and the rule below it are left out."""
    page = root / "docs" / "ARCHITECTURE.md"
    if not page.is_file():
        sys.exit(f"{page}: the table of folders is read from this page; it is missing")
    _, found, rest = text(page).partition(f"\n## {heading}\n")
    if not found:
        sys.exit(f'{page}: the section "## {heading}" is missing')
    rows = []
    for line in rest.splitlines():
        if line.startswith("## "):
            break
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            break
    if len(rows) < 3:
        sys.exit(f'{page}: the section "## {heading}" holds no table')
    return rows[2:]


def names_in(cell):
    """The `quoted` words of a table cell."""
    return re.findall(r"`([^`]+)`", cell)


class Violations:
    """Collects one sentence per violation and ends the program with 0 or 1."""

    def __init__(self):
        self._lines = []

    def add(self, path, line, sentence):
        self._lines.append(f"{path}:{line}: {sentence}")

    def __len__(self):
        return len(self._lines)

    def exit(self):
        for line in self._lines:
            print(line)
        sys.exit(1 if self._lines else 0)
