#!/usr/bin/env python3
"""Makes the links of installed pages lead to what is installed.

A page in share/doc/lattice was written for its place in the source tree. Links to what is
installed elsewhere (headers, samples, templates, examples, schema) are turned there; of links
to what is not installed the text stays. Run by `cmake --install`; with --check nothing is
written, and every dead link of every page below PREFIX is told.
"""

import argparse
import os
from pathlib import Path
from urllib.parse import quote

import markdown_links
import source_tree

kDocs = Path("share/doc/lattice")
# From the source tree to the installed one; what is not named here is not installed.
kPlaces = {
    Path("docs"): kDocs / "docs",
    Path("examples"): Path("share/lattice/examples"),
    Path("schema"): Path("share/lattice/schema"),
    Path("sdk/include/lattice"): Path("include/lattice"),
    Path("sdk/samples"): Path("share/lattice/samples"),
    Path("sdk/templates"): Path("share/lattice/templates"),
}
kPages = ("CHANGELOG.md", "LICENSE", "README.md", "SECURITY.md")


def place_of(path):
    """Where a path of the source tree is installed, or None."""
    if str(path) in kPages:
        return kDocs / path
    for source, place in kPlaces.items():
        if path.is_relative_to(source):
            return place / path.relative_to(source)
    return None


def rewritten(source, page, prefix):
    """The text of a page, named by its path in the source tree."""
    out, end = [], 0
    for match, link in markdown_links.relative(source):
        target, _, fragment = link.partition("#")
        if not target:
            continue
        place = place_of(Path(os.path.normpath(page.parent / target)))
        whole = source[match.start():match.end()]
        text, _, _ = whole.lstrip("!").partition("](")
        out.append(source[end:match.start()])
        if place is not None and (prefix / place).exists():
            path = quote(os.path.relpath(place, place_of(page).parent))
            out.append(whole.replace(match.group(1), path + (f"#{fragment}" if fragment else "")))
        else:
            out.append(text.lstrip("["))
        end = match.end()
    return "".join(out) + source[end:]


def pages(prefix):
    return sorted(path for path in (prefix / "share").rglob("*.md") if path.is_file())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent,
                        help="the source tree (default: this repository)")
    parser.add_argument("--check", action="store_true", help="write nothing, tell dead links")
    parser.add_argument("prefix", type=Path, help="where the tree was installed")
    args = parser.parse_args()
    prefix = args.prefix.resolve()
    if not (prefix / kDocs).is_dir():
        parser.error(f"{prefix / kDocs} is not there; run cmake --install")
    violations = source_tree.Violations()
    for path in pages(prefix):
        page = path.relative_to(prefix)
        if args.check:
            markdown_links.check(prefix, page, violations)
        elif page.is_relative_to(kDocs):
            source = page.relative_to(kDocs)
            # From the source, so that a second run finds the same links.
            text = source_tree.text(args.root / source)
            path.write_text(rewritten(text, source, prefix), encoding="utf-8")
    violations.exit()


main()
