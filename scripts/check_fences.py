#!/usr/bin/env python3
"""Keeps libraries and strings where they belong.

Libraries: the table in docs/ARCHITECTURE.md, section "Libraries and who may include them",
names the folders that may include each header prefix.
Strings: core/eval, core/plan, core/compile and core/render hold no string type and no map
with strings for keys; their dumps (*dump*.h, *dump*.cpp) may.
"""

import re
from pathlib import Path

import source_tree

kHeading = "Libraries and who may include them"
kStringless = ("core/eval", "core/plan", "core/compile", "core/render")
kStringTypes = re.compile(
    r"\bstd::(?:pmr::)?(?:basic_string(?:_view)?|w?string(?:_view)?|u(?:8|16|32)string(?:_view)?"
    r"|o?stringstream|format)\b")
kStringHeaders = {"string", "string_view", "sstream", "format", "map", "regex"}
kFenced = ("core", "host", "plugins", "sdk")


def fences(root):
    """[(header prefix, folders)] from the table."""
    out = []
    for row in source_tree.table_under(root, kHeading):
        folders = source_tree.names_in(row[-1])
        out += [(prefix, folders) for prefix in source_tree.names_in(row[1])]
    return out


def check_libraries(path, source, table, violations):
    for line, _, included in source_tree.includes(source):
        for prefix, folders in table:
            if included.startswith(prefix) and not any(path.is_relative_to(f) for f in folders):
                violations.add(path, line, f"{included} may be included in "
                               f"{', '.join(folders)} only")


def check_strings(path, source, violations):
    for line, quote, included in source_tree.includes(source):
        if quote == "<" and included in kStringHeaders:
            violations.add(path, line, f"<{included}> has no place in {path.parent}: names are "
                           "dense ids by now; text belongs into a dump or an Error")
    code = source_tree.without_comments(source)
    for match in kStringTypes.finditer(code):
        violations.add(path, source_tree.line_of(code, match.start()),
                       f"{match.group()} has no place in {path.parent}: names are dense ids by "
                       "now; text belongs into a dump or an Error")


def main():
    args = source_tree.arguments(__doc__)
    table = fences(args.root)
    violations = source_tree.Violations()
    for path in source_tree.files(args.root):
        if path.suffix not in source_tree.kCode or path.parts[0] not in kFenced:
            continue
        source = source_tree.text(args.root / path)
        check_libraries(path, source, table, violations)
        stringless = any(path.is_relative_to(Path(folder)) for folder in kStringless)
        if stringless and "dump" not in path.name:
            check_strings(path, source, violations)
    violations.exit()


main()
