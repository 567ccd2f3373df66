#!/usr/bin/env python3
"""Asks the published JSON Schema what it thinks of the examples: check_examples.py SCHEMA DIR.

DIR/valid/*.json must pass and DIR/invalid/*.json must fail. Needs the Python package
jsonschema.
"""
import json
import pathlib
import sys

import jsonschema


def main() -> int:
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    wrong = checked = 0
    for folder, expected in (("valid", True), ("invalid", False)):
        for path in sorted((pathlib.Path(sys.argv[2]) / folder).glob("*.json")):
            document = json.loads(path.read_text(encoding="utf-8"))
            errors = [f"{e.json_path}: {e.message}" for e in validator.iter_errors(document)]
            checked += 1
            if (not errors) != expected:
                wrong += 1
                print(f"{path}: should be {folder}; {errors or 'it passes'}")
    print(f"{checked} examples, {wrong} wrong")
    return 1 if wrong or checked < 14 else 0


if __name__ == "__main__":
    sys.exit(main())
