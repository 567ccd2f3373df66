#!/usr/bin/env python3
"""A shipped plugin exports its entry and nothing else: lattice_plugin_entry_v1.

Looks at every library in BUILD/stage/lib/lattice/plugins, and with --installed PREFIX at
those of an installed tree instead.
"""

import argparse
import subprocess
import sys
from pathlib import Path

import source_tree

kEntry = "lattice_plugin_entry_v1"


def exports(path):
    listed = subprocess.run(["nm", "-D", "--defined-only", "-P", str(path)],
                            capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        sys.exit(f"{path}: nm failed: {listed.stderr.strip()}")
    return sorted(line.split()[0].split("@")[0] for line in listed.stdout.splitlines() if line)


def where():
    """(the tree to look at, what to do when it is empty)"""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", help="ignored: every check has it")
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument("--build", type=Path, help="a build folder, such as build/release")
    place.add_argument("--installed", type=Path, help="the prefix of an installed tree")
    args = parser.parse_args()
    if args.build is not None:
        return args.build / "stage", "run ./dev build"
    return args.installed, "run cmake --install"


def main():
    prefix, remedy = where()
    folder = prefix / "lib/lattice/plugins"
    plugins = sorted(folder.glob("*.so"))
    if not plugins:
        sys.exit(f"{folder}: no plugins are here; {remedy}")
    violations = source_tree.Violations()
    for path in plugins:
        found = exports(path)
        if kEntry not in found:
            violations.add(path, 1, f"does not export {kEntry}")
        for name in found:
            if name != kEntry:
                violations.add(path, 1, f"exports {name}; only {kEntry} may be seen from outside")
    violations.exit()


main()
