#!/usr/bin/env python3
"""Every folder of core/ that holds sources has its page, README.md, every relative link of
every Markdown file leads to a file that exists, and to a heading that it has, and the
reference of the SDK says what the headers say.
"""

from pathlib import Path

import markdown_links
import sdk_reference
import source_tree


def check_pages(paths, violations):
    code = {path.parent for path in paths if path.suffix in source_tree.kCode}
    for folder in sorted({Path(*folder.parts[:2]) for folder in code
                          if folder.parts[0] == "core" and len(folder.parts) > 1}):
        if folder / "README.md" not in paths:
            violations.add(folder / "README.md", 1, "this folder has sources but no page: in, "
                           "out, invariants, threads, errors")


def main():
    args = source_tree.arguments(__doc__)
    paths = source_tree.files(args.root)
    violations = source_tree.Violations()
    check_pages(set(paths), violations)
    if (args.root / sdk_reference.kHeaders).is_dir():
        sdk_reference.check(args.root, violations)
    for path in paths:
        if path.suffix == ".md":
            markdown_links.check(args.root, path, violations)
    violations.exit()


main()
