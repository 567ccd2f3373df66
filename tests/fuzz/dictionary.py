#!/usr/bin/env python3
"""Writes a libFuzzer dictionary of the words of the composition format, from its published
JSON Schema: every key, and every string that stands for itself.

  tests/fuzz/dictionary.py schema/composition.schema.json > composition.dict
"""

import argparse
import json
from pathlib import Path

# What the schema has no word for.
kBesides = ["{{vars.", "{{item.", "{{index}}", "=self.", "=nodes[", "=vars.", "=time.progress",
            "value_at(", "1e308", "5e-324", "2147483648", "18446744073709551615", "\\u0000",
            "0.3", "blur", "crossfade", "wipe", "displace", "everything", "color_matrix"]


def words_of(schema):
    """Yields keys of objects, constants and members of enumerations that are strings."""
    if isinstance(schema, list):
        for part in schema:
            yield from words_of(part)
    if not isinstance(schema, dict):
        return
    properties = schema.get("properties")
    if isinstance(properties, dict):
        yield from properties
    yield from (word for word in [schema.get("const"), *schema.get("enum", [])]
                if isinstance(word, str))
    for part in schema.values():
        yield from words_of(part)


def escaped(word):
    return "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else
                   "".join(f"\\x{byte:02x}" for byte in c.encode()) for c in word)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("schema", type=Path)
    schema = json.loads(parser.parse_args().schema.read_text(encoding="utf-8"))
    for word in sorted(set(words_of(schema)) | set(kBesides)):
        print(f'"{escaped(word)}"')


main()
