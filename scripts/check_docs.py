#!/usr/bin/env python3
"""Every folder of core/ that holds sources has its page, README.md, every relative link of
every Markdown file leads to a file that exists, and to a heading that it has, and the
reference of the SDK says what the headers say.
"""

import re
from pathlib import Path
from urllib.parse import unquote

import sdk_reference
import source_tree

kFence = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
kLink = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
kCodeSpan = re.compile(r"`[^`\n]*`")


def blanked(source, pattern):
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), source)


def anchors(source):
    """Headings as GitHub turns them into fragments."""
    out = set()
    for title in re.findall(r"^#+ +(.*?) *$", blanked(source, kFence), re.MULTILINE):
        slug = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        out.add(slug)
    return out


def check_links(root, path, violations):
    source = blanked(blanked(source_tree.text(root / path), kFence), kCodeSpan)
    for match in kLink.finditer(source):
        link = unquote(match.group(1))
        if re.match(r"[a-z][a-z0-9+.-]*:", link):
            continue
        line = source_tree.line_of(source, match.start())
        target, _, fragment = link.partition("#")
        file = (root / path.parent / target) if target else root / path
        if not file.exists():
            violations.add(path, line, f"the link to {link} leads nowhere")
        elif fragment and file.suffix == ".md" and fragment not in anchors(
                source_tree.text(file)):
            violations.add(path, line, f"the link to {link} names a heading that is not there")


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
            check_links(args.root, path, violations)
    violations.exit()


main()
