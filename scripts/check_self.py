#!/usr/bin/env python3
"""The project speaks of itself alone: no folder of one particular machine, and nothing
about who wrote it with what, in any text file. With --build, no path of the source tree in
what is installed either: the install tree may be moved anywhere.
"""

import re

import source_tree

# Written so that this file does not match itself.
kPatterns = [
    (re.compile(r"(?<![\w./-])/(?:work|home|Users)/\w"), "names a folder of one machine"),
    (re.compile(r"(?<![\w./-])/tmp/task[s]"), "names a folder of one machine"),
    (re.compile(r"\.\./share[d]\b|\bshared/(?:design|seeds|fixtures)\b"),
     "names a folder that is not part of the project"),
    (re.compile(r"\b(?:sub-?agent|language mode[l]|Claud[e]\b|ChatGP[T]|Copilo[t]|Anthropi[c])",
                re.IGNORECASE), "speaks of how it was written"),
    (re.compile(r"\b[Ss]eed (?:document )?00\d"),
     "refers to a document that is not part of the project"),
]


def check_text(root, path, violations):
    raw = (root / path).read_bytes()
    if b"\0" in raw:
        return
    for number, line in enumerate(raw.decode("utf-8", "replace").splitlines(), 1):
        for pattern, sentence in kPatterns:
            match = pattern.search(line)
            if match:
                violations.add(path, number, f'"{match.group()}" {sentence}')


def check_stage(root, build, violations):
    needle = str(root).encode() + b"/"
    stage = build / "stage"
    for path in sorted(stage.rglob("*")):
        if path.is_file() and needle in path.read_bytes():
            violations.add(path, 1, f"contains the path of the source tree, {root}")


def main():
    args = source_tree.arguments(__doc__, build=True)
    violations = source_tree.Violations()
    for path in source_tree.files(args.root):
        check_text(args.root, path, violations)
    if args.build is not None:
        check_stage(args.root, args.build, violations)
    violations.exit()


main()
