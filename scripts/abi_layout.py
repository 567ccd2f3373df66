"""The binary interface of the C headers as text: what a compiled plugin relies on.

The compiler preprocesses the headers and answers every question about numbers (sizes,
offsets, values of constants); what is read here is only which names there are. A declaration
that is not understood is an error, never left out, and so is a struct whose fields do not
cover it without a hole: then either it has one, or a field was overlooked.
"""

import re
import subprocess
import tempfile
from pathlib import Path

kInclude = "sdk/include"
kFolder = "sdk/include/lattice"
kTokens = re.compile(r'[A-Za-z_]\w*|\d[\w.]*|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|\.\.\.|\S')
kName = re.compile(r"[A-Za-z_]\w*$")
kSized = "uint32_t struct_size"


class LayoutError(Exception):
    """A sentence of the form "file:line: what is wrong"."""


class Entry:
    """One thing of the interface: what is to say about it and, for a struct, about each of
    its fields in order."""

    def __init__(self, text, fields=(), line=1):
        self.text = text
        self.fields = list(fields)
        self.line = line  # where it stands

    def __eq__(self, other):
        return (isinstance(other, Entry) and
                (self.text, self.fields) == (other.text, other.fields))


# ---- Reading the headers -------------------------------------------------------------------


def run(command, text=None):
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise LayoutError(f"{kFolder}:1: {' '.join(command)} failed: {done.stderr.strip()}")
    return done.stdout


def preprocessed(root, compiler, headers):
    """header -> ([(line, macro text)], [(line, token)]) of what each of them holds itself."""
    source = "".join(f"#include <lattice/{name}>\n" for name in headers)
    options = ["-x", "c", "-std=c11", "-I", str(root / kInclude)]
    text = run([compiler, *options, "-E", "-dD", "-"], source)
    found = {name: ([], []) for name in headers}
    current, line = None, 0
    for row in text.splitlines():
        marker = re.match(r'# (\d+) "([^"]*)"', row)
        if marker:
            line = int(marker.group(1))
            path = Path(marker.group(2))
            inside = path.is_relative_to(root / kFolder)
            current = path.relative_to(root / kFolder).as_posix() if inside else None
            continue
        if current in found:
            if row.startswith("#define "):
                found[current][0].append((line, row[len("#define "):]))
            elif not row.startswith("#"):
                found[current][1].extend((line, token) for token in kTokens.findall(row))
        line += 1
    return found


def is_internal(name):
    return name.endswith("_")


def joined(tokens):
    """Tokens as the headers write them: "const char *const *names"."""
    text = " ".join(tokens)
    text = re.sub(r"\* (?=[\w*(])", "*", text)
    text = re.sub(r"([(\[]) | (?=[)\],])", r"\1", text)
    return re.sub(r" \[", "[", re.sub(r"(?<=[\w)]) \((?=[^*])", "(", text))


class Declarations:
    """The declarations of one header, in order. Numbers are left to the compiler."""

    def __init__(self, header, tokens):
        self.header = header
        self.tokens = tokens
        self.at = 0
        self.structs = []    # (line, "struct" or "union", name, [(path, text)]), internal ones too
        self.constants = []  # (line, name)
        self.types = []      # (line, name, text)
        self.functions = []  # (line, name, text)
        self.declared = []   # (line, name): struct names that may have no body anywhere
        while self.at < len(self.tokens):
            self.declaration()

    def fail(self, line, tokens):
        raise LayoutError(f"{kFolder}/{self.header}:{line}: this declaration is not understood: "
                          f"{joined(tokens)[:80]}; write it as its neighbours are written, or "
                          "teach scripts/abi_layout.py")

    def balanced(self, opening, closing):
        """Tokens from here to the `closing` that belongs to the `opening` here, both included."""
        depth, start = 0, self.at
        while self.at < len(self.tokens):
            token = self.tokens[self.at][1]
            depth += (token == opening) - (token == closing)
            self.at += 1
            if depth == 0:
                return [word for _, word in self.tokens[start:self.at]]
        raise LayoutError(f"{kFolder}/{self.header}:{self.tokens[start][0]}: a {opening} is never "
                          "closed")

    def declaration(self):
        """One declaration, up to its semicolon or, for a function body, its brace."""
        line, words, start = self.tokens[self.at][0], [], self.at
        while self.at < len(self.tokens):
            token = self.tokens[self.at][1]
            if token == "{":
                words.append(self.balanced("{", "}"))
                is_function = isinstance(words[-2], str) and words[-2] == ")"
                if is_function:
                    break
                continue
            self.at += 1
            if token == ";":
                break
            words.append(token)
        if words:
            self.classify(line, without_attributes(words), start)

    def classify(self, line, words, start):
        body = next((word for word in words if isinstance(word, list)), None)
        if words[0] == "_Static_assert":
            return
        if words[0] == "enum" and body is not None and words[-1] is body:
            self.enumerators(start)
        elif words[0] in ("struct", "union") and body is not None and words[2:] == [body]:
            self.structs.append((line, words[0], words[1], fields_of(self, line, body)))
        elif words[0] == "typedef":
            self.typedef(line, words[1:], body)
        elif body is not None and words[-1] is body and words[0] == "static":
            self.function(line, "inline ", words[1:-1])
        elif body is None and words[-1] == ")":
            self.function(line, "", words)
        else:
            self.fail(line, [w if isinstance(w, str) else "{...}" for w in words])

    def enumerators(self, start):
        depth, expects_name = 0, False
        for line, token in self.tokens[start:self.at]:
            depth += (token in "{([") - (token in "})]")
            if token == "{" or (token == "," and depth == 1):
                expects_name = True
            elif expects_name and depth == 1:
                self.constants.append((line, token))
                expects_name = False

    def typedef(self, line, words, body):
        if body is not None and words[0] in ("struct", "union") and words[-2] is body:
            self.structs.append((line, words[0], words[-1], fields_of(self, line, body)))
        elif body is not None:
            self.fail(line, [w if isinstance(w, str) else "{...}" for w in words])
        elif words[0] in ("struct", "union") and len(words) == 3 and words[1] == words[2]:
            self.declared.append((line, words[2]))
        else:
            name, text = declarator(self, line, words)
            self.types.append((line, name, text))

    def function(self, line, kind, words):
        words = [word for word in words if word not in ("inline", "extern", "__inline__")]
        self.functions.append((line, words[words.index("(") - 1], kind + joined(words)))


def without_attributes(words):
    out, depth, skipping = [], 0, False
    for word in words:
        if word == "__attribute__":
            skipping, depth = True, 0
        elif not skipping:
            out.append(word)
        else:
            depth += (word == "(") - (word == ")")
            skipping = depth > 0
    return out


def split(words, separator):
    """`words` between separators that stand in no bracket."""
    parts, depth = [[]], 0
    for word in words:
        depth += (word in ("(", "[", "{")) - (word in (")", "]", "}"))
        if word == separator and depth == 0:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def declarator(reader, line, words):
    """(name, whole text) of one declarator with its type before it."""
    text = joined(words)
    pointer = re.search(r"\(\*(\w+)\)\(", text)
    if pointer:
        return pointer.group(1), text
    bare = list(words)
    while bare and bare[-1] == "]":
        del bare[len(bare) - 1 - bare[::-1].index("["):]
    if len(bare) < 2 or not kName.match(bare[-1]) or "(" in bare or ":" in bare:
        reader.fail(line, words)
    return bare[-1], text


def fields_of(reader, line, body):
    """(path, text) of the fields inside the braces of a struct; "str.data" in nested ones."""
    fields = []
    for part in split(body[1:-1], ";"):
        if "{" in part:
            opened = part.index("{")
            if part[:opened] not in (["struct"], ["union"]) or not kName.match(part[-1]):
                reader.fail(line, part)
            fields += [(f"{part[-1]}.{path}", text)
                       for path, text in fields_of(reader, line, part[opened:-1])]
            continue
        first, *more = split(part, ",")
        name, text = declarator(reader, line, first)
        fields.append((name, text))
        base = [word for word in first[:first.index(name)]] if more else []
        while base and base[-1] == "*":
            base.pop()
        for words in more:
            name, text = declarator(reader, line, base + words)
            fields.append((name, text))
    return fields


# ---- Asking the compiler -------------------------------------------------------------------


def answers(root, compiler, headers, structs, constants):
    """({(struct, field or ""): (offset or alignment, size)}, {constant: value})."""
    lines = [f"#include <lattice/{name}>" for name in headers]
    lines += ["#include <stddef.h>", "#include <stdio.h>", "int main(void) {"]
    for _, _, name, fields in structs:
        lines.append(f'printf("{name} . %zu %zu\\n", _Alignof({name}), sizeof({name}));')
        lines += [f'printf("{name} {path} %zu %zu\\n", offsetof({name}, {path}), '
                  f'sizeof((({name} *)0)->{path}));' for path, _ in fields]
    lines += [f'printf("{name} = %lld 0\\n", (long long)({name}));' for _, name in constants]
    lines.append("return 0; }")
    with tempfile.TemporaryDirectory(prefix="lattice-abi-") as folder:
        program = str(Path(folder) / "answers")
        run([compiler, "-x", "c", "-std=c11", "-I", str(root / kInclude), "-", "-o", program],
            "\n".join(lines) + "\n")
        said = run([program])
    sizes, values = {}, {}
    for row in said.splitlines():
        name, path, first, second = row.split()
        if path == "=":
            values[name] = int(first)
        else:
            sizes[name, "" if path == "." else path] = (int(first), int(second))
    return sizes, values


def check_covered(header, line, kind, name, fields, sizes):
    end = 0
    for path, _ in fields:
        offset, size = sizes[name, path]
        if kind == "struct" and offset != end:
            raise LayoutError(f"{kFolder}/{header}:{line}: {name} has a hole of {offset - end} "
                              f"bytes before {path}; fill it with a reserved field")
        end = max(end, offset + size) if kind == "union" or "." in path else offset + size
    total = sizes[name, ""][1]
    if end != total:
        raise LayoutError(f"{kFolder}/{header}:{line}: {name} has {total - end} bytes at its end "
                          "that belong to no field; fill them with a reserved field")


def struct_entry(header, struct, sizes):
    line, kind, name, fields = struct
    check_covered(header, line, kind, name, fields, sizes)
    growth = "sized" if fields and fields[0][1] == kSized else "frozen"
    rows = []
    for path, text in fields:
        offset, size = sizes[name, path]
        inside = f" in {path.rsplit('.', 1)[0]}" if "." in path else ""
        rows.append(f"{offset} {size} {text}{inside}")
    align, size = sizes[name, ""]
    return Entry(f"{growth}, {size} bytes, aligned to {align}", rows, line)


def layout(root, compiler):
    """header -> {(kind, name): Entry}, in the order of the headers."""
    headers = sorted(path.relative_to(root / kFolder).as_posix()
                     for path in (root / kFolder).rglob("*.h"))
    if not headers:
        raise LayoutError(f"{kFolder}:1: there are no headers here")
    texts = preprocessed(root, compiler, headers)
    read = {name: Declarations(name, tokens) for name, (_, tokens) in texts.items()}
    structs = [struct for one in read.values() for struct in one.structs]
    constants = [constant for one in read.values() for constant in one.constants]
    sizes, values = answers(root, compiler, headers, structs, constants)
    complete = {name for _, _, name, _ in structs}
    return {header: entries_of(header, one, texts[header][0], complete, sizes, values)
            for header, one in read.items()}


def entries_of(header, one, macros, complete, sizes, values):
    found = {}
    for line, text in macros:
        name, parameters, body = re.match(r"(\w+)(\([^)]*\))?(.*)", " ".join(text.split())).groups()
        if body.strip():  # not an include guard, not a word that is for C++ only
            found["macro", name] = Entry(f"{parameters or ''}{body}".strip(), line=line)
    for line, name in one.constants:
        found["constant", name] = Entry(str(values[name]), line=line)
    for line, name, text in one.types:
        found["type", name] = Entry(text, line=line)
    for line, name in one.declared:
        if name not in complete:
            found["opaque", name] = Entry("only declared", line=line)
    for struct in one.structs:
        found[struct[1], struct[2]] = struct_entry(header, struct, sizes)
    for line, name, text in one.functions:
        found["function", name] = Entry(text, line=line)
    return {key: entry for key, entry in found.items() if not is_internal(key[1])}
