#!/usr/bin/env python3
"""Writes docs/sdk/reference.md from the C headers of the SDK: every struct with its fields,
every enum, macro and function, with what the comments beside them say. --check writes nothing
and complains when the page says something else than the headers.
"""

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

import source_tree

kHeaders = "sdk/include/lattice"
kPage = "docs/sdk/reference.md"
kLink = "../../sdk/include/lattice"
# Read top-down: what everything builds on, then what flows, then the four kinds.
kOrder = ("abi", "type", "param", "host", "hash", "stream", "scene", "files", "filter", "artifact",
          "sink", "plugin", "math")
kHead = """# Reference

<!-- Written by scripts/sdk_reference.py from the headers; change those, then run it again. -->

The C headers of the SDK, in the order in which they build on each other. The headers are the specification, and what is
said here is what they say; [contract.md](contract.md) tells the same as a story. `[session]`, `[worker]`, `[lane]` and
`[any]` say on which threads a function is called: see [abi.h](#abih).

"""


@dataclass
class Item:
    """A declaration, or a paragraph of prose when `code` is empty."""
    code: str
    comment: str = ""
    members: list = field(default_factory=list)


# ---- Reading ----------------------------------------------------------------------------


def words_of(comment):
    """The text of a /* comment */ without its stars, lines kept."""
    lines = [re.sub(r"^\s*\* ?", "", line) for line in comment[2:-2].split("\n")]
    lines = [re.sub(r"^\s+", "", lines[0])] + lines[1:]
    return "\n".join(line.rstrip() for line in lines).strip()


def joined(comment):
    """The same as one paragraph."""
    return re.sub(r"\s+", " ", words_of(comment)).strip()


def one_line(code):
    code = re.sub(r"/\*.*?\*/", " ", code, flags=re.DOTALL)
    code = re.sub(r"\bLATTICE_NOEXCEPT\b", "", code)
    code = re.sub(r"\s+", " ", code).strip()
    return re.sub(r"(\*\w*\)) ?\(", r"\1(", code)


def matching(text, at):
    """The position behind the brace that closes the one at `at`."""
    depth = 0
    for match in re.compile(r"/\*.*?\*/|[{}]", re.DOTALL).finditer(text, at):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth == 0:
            return match.end()
    sys.exit(f"a brace is never closed: {text[at:at + 60]!r}")


def members_of(body, separator):
    """The items of a struct or enum. A comment that begins on the line on which an item ended
    belongs to that item, every other to the one that follows or surrounds it."""
    items, code, lead = [], "", []
    ended, depth = False, 0
    for match in re.finditer(r"/\*.*?\*/|\n|.", body, re.DOTALL):
        token = match.group()
        if token.startswith("/*") and len(token) > 1:
            if ended and not code.strip():
                items[-1].comment += " " + joined(token)
            else:
                lead.append(joined(token))
            continue
        if token == "\n" and not code.strip():
            ended = False
        depth += {"{": 1, "(": 1, "}": -1, ")": -1}.get(token, 0)
        if token == separator and depth == 0:
            items.append(Item(one_line(code), " ".join(lead)))
            code, lead, ended = "", [], True
        else:
            code += token
    if code.strip():
        items.append(Item(one_line(code), " ".join(lead)))
    for item in items:
        item.comment = item.comment.strip()
    return items


def declaration_end(text, at):
    """Behind the ';' that ends the declaration at `at`, or the body of a function."""
    depth = 0
    for match in re.compile(r"/\*.*?\*/|[{}();]", re.DOTALL).finditer(text, at):
        token = match.group()
        if token == ";" and depth == 0:
            return match.end()
        if token == "{" and re.match(r"static inline", text[at:]):
            return matching(text, match.start())
        depth += {"{": 1, "(": 1, "}": -1, ")": -1}.get(token, 0)
    sys.exit(f"a declaration never ends: {text[at:at + 60]!r}")


def compound(code, comment):
    """A struct, union or enum with a body."""
    start = code.index("{")
    end = matching(code, start)
    body = code[start + 1:end - 1]
    if not code.startswith("enum"):
        name = re.search(r"(?:struct|union) (\w+)", code).group(1)
        keyword = re.search(r"\b(struct|union)\b", code).group(1)
        return Item(f"{keyword} {name}", comment, members_of(body, ";"))
    title = re.match(r"\s*/\*.*?\*/", body, re.DOTALL)
    first_line = body.split("\n", 1)[0]
    if title and "/*" in first_line:
        comment = joined(title.group().strip())
        body = body[title.end():]
    return Item("enum", comment, members_of(body, ","))


def is_public(code):
    if re.match(r"#define \w+_H\b|#if|#e|#include|LATTICE_|extern", code):
        return code.startswith("LATTICE_EXPORT")
    if re.match(r"typedef struct \w+ \w+;", code):
        return False
    if code.startswith("static"):
        return re.match(r"static inline [^{(]*?(\w+)\(", code).group(1)[-1] != "_"
    if re.match(r"typedef struct \w+_ \{", code):
        return False
    return not re.match(r"#define LATTICE_(ASSERT|NOEXCEPT|EXPORT|C_BEGIN|C_END)\b", code)


def parse(text):
    """The Items of a header, prose included."""
    items, at, comment = [], 0, None
    while match := re.compile(r"\S").search(text, at):
        at = match.start()
        if text.startswith("/*", at):
            end = text.index("*/", at) + 2
            if comment is not None:
                items.append(Item("", comment))
            comment = words_of(text[at:end])
            if re.match(r"\n\s*\n", text[end:]):
                items.append(Item("", comment))
                comment = None
            at = end
            continue
        if text[at] == "#":
            end = re.compile(r"(?:\\\n|/\*.*?\*/|[^\n])*", re.DOTALL).match(text, at).end()
        elif match := re.compile(r"LATTICE_C_(BEGIN|END)").match(text, at):
            end = match.end()
        else:
            end = declaration_end(text, at)
        code, at = text[at:end], end
        if re.match(r"typedef struct \w+ \w+;", code) and comment:
            continue  # its comment is about the struct that follows
        if is_public(code):
            items.append(declared(code, comment or ""))
        comment = None
    return items


def declared(code, comment):
    comment = re.sub(r"\s+", " ", comment)
    if re.match(r"(typedef )?(struct|union|enum)\b[^;(]*\{", code):
        return compound(code, comment)
    if code.startswith("#define"):
        inner = re.search(r"/\*.*?\*/", code, re.DOTALL)
        comment = comment or (joined(inner.group()) if inner else "")
        return Item(one_line(code.replace("\\\n", " ")), comment)
    code = re.sub(r"\{.*", "", code, flags=re.DOTALL) if code.startswith("static") else code
    code = re.sub(r"^(static inline|LATTICE_EXPORT) ", "", code)
    return Item(one_line(code).rstrip("; "), comment)


# ---- Writing ----------------------------------------------------------------------------


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("*", "\\*").replace("|", "\\|")


def spelled(code):
    return "`" + code.replace("|", "\\|") + "`"


def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "| " + " | ".join(["---"] * len(heads)) + " |"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def enum_text(item):
    rows = []
    for member in item.members:
        name, _, value = member.code.partition(" = ")
        rows.append((spelled(name), spelled(value) if value else "", escaped(member.comment)))
    title = item.comment
    heading, _, rest = title.partition(": ")
    out = f"### {escaped(heading)}\n\n" + (escaped(rest) + "\n\n" if rest else "")
    return out + table(("constant", "value", "meaning"), rows)


def function_name(code):
    match = re.search(r"\(\*(\w+)\)\(", code)
    return match.group(1) if match else None


def struct_text(item):
    keyword, name = item.code.split(" ")
    out = f"### {name}\n\n" + (escaped(item.comment) + "\n\n" if item.comment else "")
    fields = [member for member in item.members if not function_name(member.code)]
    out += table((f"{keyword} member", "meaning"),
                 [(spelled(member.code), escaped(member.comment)) for member in fields])
    for member in item.members:
        if called := function_name(member.code):
            tag = re.search(r"\[(session|worker|lane|any)[^\]]*\]", member.comment)
            text = member.comment.removesuffix(tag.group()).strip() if tag else member.comment
            out += (f"\n**`{called}`** {tag.group() if tag else ''}".rstrip()
                    + f"\n\n```c\n{wrapped(member.code)}\n```\n\n{escaped(text)}\n")
    return out


def wrapped(code, width=96):
    """Broken behind commas; a macro keeps its line."""
    if code.startswith("#define"):
        return code
    out = []
    for row in code.split("\n"):
        line = ""
        for piece in re.split(r"(?<=,) ", row):
            if line and len(line) + 1 + len(piece) > width:
                out.append(line)
                line = "        " + piece
            else:
                line += (" " if line else "") + piece
        out.append(line)
    return "\n".join(out)


def prose_text(comment):
    """A heading "---- Folding ----" and its text, or a header's own introduction."""
    heading = re.match(r"---- (.*?) -+\n?", comment)
    if not heading:
        return f"```text\n{comment}\n```\n"
    rest = re.sub(r"\s+", " ", comment[heading.end():])
    return f"### {escaped(heading.group(1))}\n" + (f"\n{escaped(rest)}\n" if rest else "")


def item_text(item):
    if not item.code:
        return prose_text(item.comment)
    if item.code == "enum":
        return enum_text(item)
    if item.members:
        return struct_text(item)
    text = f"\n\n{escaped(item.comment)}" if item.comment else ""
    return f"```c\n{wrapped(item.code)}\n```{text}\n"


def tidied(items):
    """Enums without a title named, macros that stand together joined, headings of nothing left
    out."""
    out = []
    for item in items:
        before = out[-1] if out else Item("")
        if item.code == "enum" and not item.comment:  # of the type that was just named
            item.comment = before.code.split()[-1] if before.code else "constants"
        if not item.code and before.comment.startswith("----") and not before.code:
            out.pop()
        if item.code.startswith("#define") and before.code.startswith("#define") \
                and not before.comment:
            before.code += "\n" + item.code
            before.comment = item.comment
        else:
            out.append(item)
    return out


def cpp_text(folder):
    """The wrapper: which file holds what, by the first comment of each."""
    paths = [path for path in [folder / "plugin.hpp"] if path.is_file()]
    paths += sorted((folder / "cpp").glob("*.hpp"))
    if not paths:
        return ""
    rows = []
    for path in paths:
        head = re.match(r"(?://[^\n]*\n)+", source_tree.text(path))
        words = re.sub(r"\s*\n// ?", " ", "\n" + head.group().strip() if head else "").strip()
        words = re.split(r"\.\s", words + " ", maxsplit=1)[0].rstrip(".") + "."
        name = str(path.relative_to(folder))
        rows.append((f"[{name}]({kLink}/{name})", escaped(words)))
    return ("## C++\n\n`#include <lattice/plugin.hpp>` wraps all of the above. Its members have the "
            "names of the C functions that they\nbecome, and obey the same contract.\n\n"
            + table(("header", "holds"), rows))


def page_of(root):
    folder = root / kHeaders
    found = {path.stem: path for path in folder.glob("*.h")}
    names = [name for name in kOrder if name in found]
    names += sorted(set(found) - set(names))
    parts = [kHead + "\n".join(f"- [{name}.h](#{name}h)" for name in names) + "\n"]
    for name in names:
        parts.append(f"## {name}.h\n\n[{name}.h]({kLink}/{name}.h)\n")
        parts += [item_text(item) for item in tidied(parse(source_tree.text(found[name])))]
    parts.append(cpp_text(folder))
    page = "\n".join(part for part in parts if part)
    return re.sub(r"\n{3,}", "\n\n", page).rstrip() + "\n"


def check(root, violations):
    """Complains about a page that is missing, or that the headers would not give."""
    page = root / kPage
    if not page.is_file() or source_tree.text(page) != page_of(root):
        violations.add(Path(kPage), 1, "does not say what the headers say; run "
                       "scripts/sdk_reference.py")


def main():
    only_check = "--check" in sys.argv
    if only_check:
        sys.argv.remove("--check")
    args = source_tree.arguments(__doc__)
    violations = source_tree.Violations()
    if only_check:
        check(args.root, violations)
    else:
        (args.root / kPage).parent.mkdir(parents=True, exist_ok=True)
        (args.root / kPage).write_text(page_of(args.root), encoding="utf-8")
    violations.exit()


if __name__ == "__main__":
    main()
