#!/usr/bin/env python3
"""Holds every #include and every CMake edge against the table of folders in
docs/ARCHITECTURE.md, section "The folders and what they may include".

A row names a folder of the tree and the folders of core/ that it may include; nothing is
transitive. The longest folder that a file lies in decides. `all` means any.
"""

import re
from pathlib import Path

import source_tree

kHeading = "The folders and what they may include"
kLibrary = re.compile(r"lattice_core_library\s*\(\s*(\w+)(.*?)\)", re.DOTALL)
kLinked = re.compile(r"target_link_libraries\s*\(\s*\w+(.*?)\)", re.DOTALL)


def allowed_edges(root):
    """{folder: set of core folders that it may include}, from the table."""
    table = {}
    for row in source_tree.table_under(root, kHeading):
        may = set(source_tree.names_in(row[-1]))
        if "all" in row[-1].split():
            may.add("all")
        for folder in source_tree.names_in(row[0]):
            table[folder.rstrip("/")] = may
    return table


def rule_for(path, table):
    """The row that a file falls under: the longest folder of the table that holds it."""
    holding = [folder for folder in table if path.is_relative_to(folder)]
    return max(holding, key=len, default=None)


def allowed(target, rule, table):
    may = table[rule]
    return "all" in may or target in may or rule == f"core/{target}"


def check_includes(root, path, rule, table, core, violations):
    for line, quote, included in source_tree.includes(source_tree.text(root / path)):
        target = included.split("/")[0]
        if "/" not in included or target not in core or quote == "<":
            continue
        if (root / path.parent / included).is_file() and path.parts[0] != "core":
            continue  # a neighbour's folder that happens to be called like one of core's
        if not allowed(target, rule, table):
            violations.add(path, line, f'{rule} may not include "{included}"; it may include: '
                           f'{", ".join(sorted(table[rule])) or "nothing of core/"}')


def check_cmake(path, source, rule, table, core, violations):
    source = re.sub(r"#[^\n]*", lambda m: " " * len(m.group()), source)
    for match in kLibrary.finditer(source):
        folder, rest = match.groups()
        line = source_tree.line_of(source, match.start())
        if path.parent != Path("core") / folder:
            violations.add(path, line, f'the library "{folder}" belongs into core/{folder}')
        edges = re.search(r"\bUSES\b(.*?)(\bLIBS\b|\bSOURCES\b|$)", rest, re.DOTALL)
        for used in edges.group(1).split() if edges else []:
            if used not in core:
                violations.add(path, line, f'USES names "{used}", which is no folder of core/')
            elif not allowed(used, rule, table):
                violations.add(path, line, f"{rule} may not use {used}; see the table of "
                               "docs/ARCHITECTURE.md")
    for match in list(kLibrary.finditer(source)) + list(kLinked.finditer(source)):
        for used in re.findall(r"\blattice_(\w+)\b", match.group(match.lastindex)):
            if used in core and not allowed(used, rule, table):
                line = source_tree.line_of(source, match.start())
                violations.add(path, line, f"{rule} may not link lattice_{used}; see the table "
                               "of docs/ARCHITECTURE.md")


def main():
    args = source_tree.arguments(__doc__)
    table = allowed_edges(args.root)
    core = {folder.split("/")[1] for folder in table if folder.startswith("core/")}
    violations = source_tree.Violations()
    for path in source_tree.files(args.root):
        is_code = path.suffix in source_tree.kCode
        is_cmake = path.name == "CMakeLists.txt"
        if path.parts[0] not in ("core", "host", "plugins", "sdk") or not (is_code or is_cmake):
            continue
        rule = rule_for(path, table)
        if rule is None:
            if len(path.parts) > 2 or is_code:
                violations.add(path, 1, f"no row of docs/ARCHITECTURE.md covers {path.parent}; "
                               "add one")
        elif is_code:
            check_includes(args.root, path, rule, table, core, violations)
        else:
            check_cmake(path, source_tree.text(args.root / path), rule, table, core, violations)
    violations.exit()


main()
