#!/usr/bin/env python3
"""A shipped plugin exports its entry and nothing else: lattice_plugin_entry_v1.

Looks at every library in BUILD/stage/lib/lattice/plugins.
"""

import subprocess
import sys

import source_tree

kEntry = "lattice_plugin_entry_v1"


def exports(path):
    listed = subprocess.run(["nm", "-D", "--defined-only", "-P", str(path)],
                            capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        sys.exit(f"{path}: nm failed: {listed.stderr.strip()}")
    return sorted(line.split()[0].split("@")[0] for line in listed.stdout.splitlines() if line)


def main():
    args = source_tree.arguments(__doc__, build=True)
    if args.build is None:
        sys.exit("name a build folder: --build build/release")
    folder = args.build / "stage/lib/lattice/plugins"
    plugins = sorted(folder.glob("*.so"))
    if not plugins:
        sys.exit(f"{folder}: no plugins are built here; run ./dev build")
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
