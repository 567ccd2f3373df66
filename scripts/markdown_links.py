"""The relative links of Markdown pages."""

import re
from urllib.parse import unquote

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


def relative(source):
    """(match, link) for every link to a file or a heading. Positions are those in `source`."""
    for match in kLink.finditer(blanked(blanked(source, kFence), kCodeSpan)):
        link = unquote(match.group(1))
        if not re.match(r"[a-z][a-z0-9+.-]*:", link):
            yield match, link


def check(root, path, violations):
    """That the links of one page, named relative to `root`, lead somewhere."""
    source = source_tree.text(root / path)
    for match, link in relative(source):
        line = source_tree.line_of(source, match.start())
        target, _, fragment = link.partition("#")
        file = (root / path.parent / target) if target else root / path
        if not file.exists():
            violations.add(path, line, f"the link to {link} leads nowhere")
        elif fragment and file.suffix == ".md" and fragment not in anchors(
                source_tree.text(file)):
            violations.add(path, line, f"the link to {link} names a heading that is not there")
