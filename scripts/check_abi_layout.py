#!/usr/bin/env python3
"""sdk/abi/v1.layout is the binary interface of the C headers, and every change of it is told
in CHANGELOG.md.

Without options: the headers are exactly what the file says. --write brings the file up to
date, and refuses while [Unreleased] in CHANGELOG.md does not say anything new about a header
that changed.

From the first release on, both compare with the file of the last tag as well: since then the
headers may have grown where growing is allowed, and nothing else may differ. A tree is released
when it has a tag v1.* or higher, or a section of such a version in CHANGELOG.md; --frozen says
so. A released tree whose tags are not there is an error, not an excuse.
"""

import argparse
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import abi_layout
import source_tree

kFile = "sdk/abi/v1.layout"
kLog = "CHANGELOG.md"
kIntroduction = """\
# What a compiled plugin relies on: names, values, sizes, offsets and signatures of the C
# headers, on 64-bit Linux. A field is its offset, its size and its declaration; "sized"
# structs may grow at their end, all others are frozen. Beside each header stands a digest of
# the ABI lines about it in CHANGELOG.md. Written by scripts/check_abi_layout.py --write.
"""
kNothingSaid = "-"


# ---- The file --------------------------------------------------------------------------------


def as_text(layout, digests):
    lines = [kIntroduction]
    for header, entries in layout.items():
        lines.append(f"\n[{header}] {digests[header]}\n")
        for (kind, name), entry in entries.items():
            lines.append(f"{kind} {name}: {entry.text}\n")
            lines += [f"  {field}\n" for field in entry.fields]
    return "".join(lines)


def read_file(path):
    """(layout, digests) of the file; empty ones when there is none."""
    return read_layout(path.read_text(encoding="utf-8") if path.is_file() else "")


def read_layout(text):
    layout, digests, entries, entry = {}, {}, None, None
    for number, row in enumerate(text.splitlines(), 1):
        section = re.fullmatch(r"\[([\w./]+)\] (\S+)", row)
        headline = re.fullmatch(r"(\w+) (\w+): (.*)", row)
        if not row or row.startswith("#"):
            continue
        if section:
            entries = layout.setdefault(section.group(1), {})
            digests[section.group(1)] = section.group(2)
        elif headline and entries is not None:
            entry = abi_layout.Entry(headline.group(3), line=number)
            entries[headline.group(1), headline.group(2)] = entry
        elif row.startswith("  ") and entry is not None:
            entry.fields.append(row[2:])
        else:
            raise abi_layout.LayoutError(f"{kFile}:{number}: this line is not understood; take "
                                         "the file from the history, or write it anew (--write)")
    return layout, digests


# ---- The last release ------------------------------------------------------------------------


def git(root, *arguments):
    """Its output, or None when git says no."""
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True,
                          check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def is_released(root):
    path = root / kLog
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return re.search(r"^## \[[1-9]", text, re.MULTILINE) is not None


def last_release(root, demanded):
    """(layout, digests) of the last tag; None before the first release."""
    # A folder inside of another repository has that one's tags, which are not its own.
    own = git(root, "rev-parse", "--show-prefix") == ""
    tag = own and git(root, "describe", "--tags", "--abbrev=0", "--match", "v[1-9]*")
    if not tag:
        if demanded or is_released(root):
            sys.exit("no tag v1.* is visible, so that nothing can be compared with what was "
                     "released; fetch the history with its tags (git fetch --tags --unshallow)")
        return None
    text = git(root, "show", f"{tag}:{kFile}")
    if text is None:
        sys.exit(f"{tag} has no {kFile}, which every release needs; check the tag")
    return read_layout(text)


# ---- The log ---------------------------------------------------------------------------------


def abi_lines(root):
    """Items of the log that begin with **ABI**: (what is under [Unreleased], all)."""
    path = root / kLog
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    items = [[], []]
    for match in re.finditer(r"^## .*$|^- \*\*ABI\*\*.*(?:\n[ \t]+\S.*)*", text, re.MULTILINE):
        if match.group().startswith("## "):
            unreleased = "[unreleased]" in match.group().lower()
        else:
            item = " ".join(match.group().split())
            items[1].append(item)
            if unreleased:
                items[0].append(item)
    return items


def about(items, header):
    return [item for item in items if f"`{header}`" in item]


def digest(items, header):
    said = "\n".join(about(items, header))
    return hashlib.sha256(said.encode()).hexdigest()[:12] if said else kNothingSaid


# ---- What differs ----------------------------------------------------------------------------


class Difference:
    def __init__(self, header, key, old, new):
        self.header = header
        self.key = key
        self.old = old
        self.new = new

    def place(self):
        if self.new is not None:
            return f"{abi_layout.kFolder}/{self.header}", self.new.line
        return kFile, self.old.line

    def sentence(self):
        what = f"{self.key[0]} {self.key[1]}"
        if self.old is None:
            return f"{what} is new"
        if self.new is None:
            return f"{what} of {self.header} is gone"
        for index, (was, now) in enumerate(zip(self.old.fields, self.new.fields)):
            if was != now:
                return f'{what}: its field {index + 1} was "{was}" and is "{now}"'
        if len(self.old.fields) != len(self.new.fields):
            more = len(self.new.fields) > len(self.old.fields)
            longer = self.new.fields if more else self.old.fields
            field = longer[min(len(self.old.fields), len(self.new.fields))]
            return f'{what}: its field "{field}" is {"new" if more else "gone"}'
        return f'{what} was "{self.old.text}" and is "{self.new.text}"'

    def is_growth(self):
        """After the first release, the only way to differ."""
        if self.old is None or self.new is None:
            return self.new is not None
        if self.key[0] == "struct":
            count = len(self.old.fields)
            return (self.old.text.startswith("sized,") and self.new.text.startswith("sized,") and
                    len(self.new.fields) > count and self.new.fields[:count] == self.old.fields)
        if self.key[0] == "constant" and self.key[1].endswith("_COUNT"):
            return int(self.new.text) > int(self.old.text)
        return self.key == kMinor and number_of(self.new) > number_of(self.old)


kMinor = ("macro", "LATTICE_ABI_MINOR")


def number_of(entry):
    return int(re.match(r"\d*", entry.text).group() or -1)


def differences(old, new):
    out = []
    for header in list(new) + [name for name in old if name not in new]:
        was, now = old.get(header, {}), new.get(header, {})
        for key in list(now) + [key for key in was if key not in now]:
            if was.get(key) != now.get(key):
                out.append(Difference(header, key, was.get(key), now.get(key)))
    return out


# ---- The rules -------------------------------------------------------------------------------


def forbid_all(found, violations):
    for difference in found:
        violations.add(*difference.place(), difference.sentence())
    if found:
        headers = ", ".join(f"`{name}`" for name in dict.fromkeys(d.header for d in found))
        violations.add(kFile, 1, "the headers are no longer what this file says; if that is "
                       f'meant, say what changed in {kLog} under [Unreleased] '
                       f'("- **ABI** {headers}: ...") and run scripts/check_abi_layout.py --write')


def allow_growth(found, violations):
    for difference in found:
        if not difference.is_growth():
            violations.add(*difference.place(), f"{difference.sentence()}; within a major version "
                           "structs with struct_size grow at their end, names are added, and "
                           "nothing else changes")
    if found and all(difference.key != kMinor for difference in found):
        violations.add(*found[0].place(), f"{found[0].sentence()}, so LATTICE_ABI_MINOR must be "
                       "raised: plugins tell old hosts by it")


def demand_log(headers, items, digests, violations):
    """`digests` are of what had been said when the file was written."""
    for header in headers:
        if digest(items, header) in (kNothingSaid, digests.get(header)):
            violations.add(kLog, 1, f"[Unreleased] says nothing new about {header}, which changed; "
                           f'add a line "- **ABI** `{header}`: what changed"')


def check(args, violations):
    old, digests = read_file(args.root / kFile)
    new = abi_layout.layout(args.root, args.compiler)
    unreleased, all_items = abi_lines(args.root)
    found = differences(old, new)
    changed = list(dict.fromkeys(difference.header for difference in found))
    released = last_release(args.root, args.frozen)
    if released is not None:
        grown = differences(released[0], new)
        allow_growth(grown, violations)
        demand_log(list(dict.fromkeys(difference.header for difference in grown)), unreleased,
                   released[1], violations)
    if args.write:
        demand_log(changed, unreleased, digests, violations)
    else:
        forbid_all(found, violations)
    for header in new:
        if header not in changed and not about(all_items, header):
            violations.add(kLog, 1, f'no line "- **ABI** `{header}`: ..." is about {header}')
    if args.write and not violations:
        said = {header: digest(unreleased, header) if header in changed else digests[header]
                for header in new}
        (args.root / kFile).parent.mkdir(parents=True, exist_ok=True)
        (args.root / kFile).write_text(as_text(new, said), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent,
                        help="the tree to check (default: this repository)")
    parser.add_argument("--write", action="store_true", help=f"write {kFile}")
    parser.add_argument("--frozen", action="store_true", help="this is a released tree")
    parser.add_argument("--compiler", default=os.environ.get("CC", "cc"), help="a C compiler")
    args = parser.parse_args()
    args.root = args.root.resolve()
    violations = source_tree.Violations()
    try:
        check(args, violations)
    except abi_layout.LayoutError as error:
        sys.exit(str(error))
    violations.exit()


main()
