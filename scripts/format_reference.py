#!/usr/bin/env python3
"""Writes the tables of docs/format.md from schema/composition.schema.json: format_reference.py.

Between "<!-- keys: #/$defs/node -->" and "<!-- end -->" stands the table of the keys of an
object, between "<!-- forms: #/$defs/anim -->" and "<!-- end -->" the list of the forms of a
value; the heading above is where links to the definition lead. Several definitions with the
same keys share a table: "<!-- keys: A = B -->". --check writes nothing and says what differs.
In both cases every key of the schema must have its row, with a meaning and an example.
"""

import json
import re
import sys
from pathlib import Path

kRoot = Path(__file__).resolve().parent.parent
kSchema = kRoot / "schema/composition.schema.json"
kPage = kRoot / "docs/format.md"
kBlock = re.compile(r"<!-- (keys|forms): ([^\n]*?) -->\n.*?<!-- end -->", re.DOTALL)
kHeading = re.compile(r"^#+ +(.*?) *$", re.MULTILINE)
kHead = ("| key | value | default | meaning | example |", "| --- | --- | --- | --- | --- |")
kFewKeys = 4  # of an object that is named by them
kConstraints = ("if", "then", "else", "not", "contains", "allOf", "propertyNames")


def spelled(value):
    return json.dumps(value, ensure_ascii=False)


def in_code(text):
    return "`" + text.replace("|", "\\|") + "`"


def anchor(title):
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def number(value):
    """1e9 rather than 1000000000; whole numbers without a fraction."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = spelled(value)
    zeros = len(text) - len(text.rstrip("0")) if isinstance(value, int) else 0
    return text[:-zeros] + f"e{zeros}" if zeros >= 6 else text


class Reference:
    def __init__(self, schema):
        self.schema = schema
        self.titles = {}   # pointer: heading
        self.seen = set()  # sets of keys that have rows or are the forms of a value
        self.of_values = set()  # the latter
        self.wrong = []

    # ---- Looking around ----

    def at(self, pointer):
        found = self.schema
        for step in pointer.lstrip("#").split("/")[1:]:
            found = found[step]
        return found

    def resolved(self, schema):
        while isinstance(schema, dict) and "$ref" in schema:
            schema = self.at(schema["$ref"])
        return schema

    def branches(self, schema):
        """What a value may be, one by one."""
        schema = self.resolved(schema)
        if not isinstance(schema, dict) or "properties" in schema:
            return [schema]
        choices = schema.get("anyOf", schema.get("oneOf", ()))
        leaves = [leaf for choice in choices for leaf in self.branches(choice)]
        return leaves or [schema]

    def objects(self, schema):
        """Those of them that are objects with keys of their own. What depends on a key that is
        there (effects, transitions) stands in "then"."""
        found = []
        for branch in self.branches(schema):
            if not isinstance(branch, dict):
                continue
            inner = branch.get("then", {}) if "kind" in branch.get("if", {}).get(
                "required", ()) else branch
            if "properties" in inner:
                found.append(inner)
        return found

    def members(self, schema):
        """{key: [schemas]} and the keys that each of the objects needs."""
        objects = self.objects(schema)
        merged = {}
        for each in objects:
            self.seen.add(frozenset(each["properties"]))
            for key, value in each["properties"].items():
                merged.setdefault(key, []).append(value)
        needed = [set(each.get("required", ())) for each in objects]
        outer = self.resolved(schema)
        always = set(outer.get("required", ())) if isinstance(outer, dict) else set()
        return merged, always | (set.intersection(*needed) if needed else set())

    # ---- Types ----

    def linked(self, pointer):
        title = self.titles.get(pointer)
        return f"[{title}](#{anchor(title)})" if title else None

    def range_of(self, schema):
        low, high = schema.get("minimum"), schema.get("maximum")
        above = schema.get("exclusiveMinimum")
        if low is not None and high is not None:
            return f" {number(low)}..{number(high)}"
        text = f" > {number(above)}" if above is not None else ""
        text += f" ≥ {number(low)}" if low is not None else ""
        joint = ", at most" if text else " ≤"
        return text + (f"{joint} {number(high)}" if high is not None else "")

    def type_of(self, schema):
        if schema is True:
            return "anything"
        if "$ref" in schema:
            name = self.linked(schema["$ref"]) or self.type_of(self.at(schema["$ref"]))
            bound = schema.get("then", {}) if schema.get("if") == {"type": "number"} else {}
            limits = self.range_of(bound)
            return f"{name}; a constant{limits}" if limits else name
        if "title" in schema:
            return schema["title"]
        if "const" in schema:
            return in_code(spelled(schema["const"]))
        if "enum" in schema:
            return ", ".join(in_code(spelled(value)) for value in schema["enum"])
        for word in ("anyOf", "oneOf"):
            if word in schema and "type" not in schema:
                return self.any_of(schema[word])
        if "if" in schema and "else" in schema and "type" not in schema:
            return self.any_of([schema["else"], schema["then"]])
        if "allOf" in schema and "type" not in schema:
            return self.type_of(schema["allOf"][0])
        return self.plain_type(schema)

    def any_of(self, choices):
        types = []
        for choice in choices:
            text = self.type_of(choice)
            if text not in types:
                types.append(text)
        return " or ".join(types)

    def plain_type(self, schema):
        kind = schema.get("type")
        if isinstance(kind, list):
            return self.any_of([{"type": each} for each in kind])
        if kind == "null":
            return "`null`"
        if kind in ("number", "integer"):
            return ("whole number" if kind == "integer" else "number") + self.range_of(schema)
        if kind == "array":
            return self.array_type(schema)
        if kind == "object":
            more = schema.get("additionalProperties")
            if isinstance(more, dict):
                return "object of " + self.type_of(more)
            only = schema.get("properties", {})
            if len(only) == 1 and schema.get("required"):
                (key, value), = only.items()
                return in_code(f'{{"{key}": ..}}')
            if 1 < len(only) <= kFewKeys:
                return in_code("{" + ", ".join(spelled(key) for key in only) + "}")
        return kind or "anything"

    def array_type(self, schema):
        parts = schema.get("prefixItems")
        if parts:
            return "[" + ", ".join(self.type_of(part) for part in parts) + "]"
        items = self.type_of(schema.get("items", True))
        low, high = schema.get("minItems"), schema.get("maxItems")
        if low and low == high:
            return f"{low} × {items}"
        if low and high:
            return f"{low} to {high} × {items}"
        return f"list of {items}" + (f", at least {low}" if low else "")

    # ---- Rows ----

    def first(self, schemas, word):
        """A word of one of the schemas, or of what they refer to."""
        for each in schemas:
            while isinstance(each, dict):
                if word in each:
                    return each[word]
                each = self.at(each["$ref"]) if "$ref" in each else None
        return None

    def example(self, schemas, default):
        examples = self.first(schemas, "examples")
        if examples:
            return examples[0]
        choices = [value for each in schemas for branch in self.branches(each)
                   if isinstance(branch, dict)
                   for value in branch.get("enum", [branch["const"]] if "const" in branch else [])]
        if {"type": "boolean"}.items() <= self.resolved(schemas[0]).items() or True in choices:
            return not default
        others = [value for value in choices if value not in (None, default)]
        return others[-1] if others else choices[-1] if choices else None

    def row(self, name, key, schemas, is_needed, place):
        default = self.first(schemas, "default")
        meaning = self.first(schemas, "description")
        example = self.example(schemas, default) if schemas[0] is not True else {"any": "thing"}
        has_default = any(isinstance(s, dict) and "default" in s for s in schemas) or \
            default is not None
        if not meaning:
            self.wrong.append(f"{place}: {name} has no \"description\"")
        if example is None:
            self.wrong.append(f"{place}: {name} has no \"examples\"")
        initial = "needed" if is_needed else in_code(spelled(default)) if has_default else ""
        cells = (in_code(name), self.any_of(schemas), initial, meaning or "",
                 in_code(f'"{key}": {spelled(example)}'))
        return "| " + " | ".join(cells) + " |"

    def inline(self, schemas):
        """What has no place of its own on the page and has its rows here: an object, or those of
        a list, and what stands behind the name of the key then."""
        for each in schemas:
            target, suffix = each, "."
            while isinstance(target, dict) and ("$ref" in target or "items" in target):
                if target.get("$ref") in self.titles:
                    return None
                if "$ref" in target:
                    target = self.at(target["$ref"])
                else:
                    target, suffix = target["items"], "[]."
            if not isinstance(target, dict):
                continue
            choices = [target] if "properties" in target else target.get("anyOf", [target])
            plain = [c for c in choices if not (isinstance(c, dict) and c.get("$ref") in
                                                self.titles)]
            found = [o for c in plain for o in self.objects(c)
                     if frozenset(o["properties"]) not in self.of_values]
            if found:
                return {"anyOf": found}, suffix
        return None

    def rows(self, schema, prefix, place):
        members, needed = self.members(schema)
        for key, schemas in members.items():
            yield self.row(prefix + key, key, schemas, key in needed, place)
            inner = self.inline(schemas)
            if inner is not None:
                yield from self.rows(inner[0], prefix + key + inner[1], place)

    def shape(self, schema):
        """Keys, nested, of definitions that share a table."""
        members, needed = self.members(schema)
        return {key: (key in needed, (inner := self.inline(schemas)) and self.shape(inner[0]))
                for key, schemas in members.items()}

    def keys(self, pointers):
        lines = [*kHead, *self.rows(self.at(pointers[0]), "", pointers[0])]
        for other in pointers[1:]:
            if self.shape(self.at(other)) != self.shape(self.at(pointers[0])):
                self.wrong.append(f"{other} has other keys than {pointers[0]}")
        return lines

    def forms(self, pointers):
        schema = self.at(pointers[0])
        lines, tables = [], []
        for choice in schema.get("anyOf", [schema]):
            if not self.has_place(choice):
                tables += self.rows(choice, "", pointers[0])
            meaning = self.first([choice], "description") if choice is not schema else None
            lines.append(f"- {self.type_of(choice)}" + (f": {meaning}" if meaning else ""))
        examples = schema.get("examples")
        if not examples:
            self.wrong.append(f"{pointers[0]} has no \"examples\"")
        lines += ["", "```json", *(spelled(example) for example in examples or ()), "```"]
        return lines + (["", *kHead, *tables] if tables else [])

    def has_place(self, schema):
        """Its keys have their table elsewhere."""
        while isinstance(schema, dict) and "$ref" in schema:
            if schema["$ref"] in self.titles:
                return True
            schema = self.at(schema["$ref"])
        return all(frozenset(each["properties"]) in self.seen for each in self.objects(schema))

    # ---- The page ----

    def learn_titles(self, page):
        for block in kBlock.finditer(page):
            headings = [m.group(1) for m in kHeading.finditer(page, 0, block.start())]
            for pointer in block.group(2).split(" = "):
                self.titles[pointer] = headings[-1]
                if block.group(1) == "forms":
                    self.of_values |= {frozenset(each["properties"])
                                       for each in self.objects(self.at(pointer))}

    def written(self, page):
        def replaced(match):
            how, pointers = match.group(1), match.group(2).split(" = ")
            lines = self.keys(pointers) if how == "keys" else self.forms(pointers)
            body = "\n".join(lines)
            return f"<!-- {how}: {match.group(2)} -->\n{body}\n<!-- end -->"
        return kBlock.sub(replaced, page)

    def check_coverage(self, schema, place="#"):
        if isinstance(schema, list):
            for i, each in enumerate(schema):
                self.check_coverage(each, f"{place}/{i}")
        if not isinstance(schema, dict):
            return
        properties = schema.get("properties")
        if isinstance(properties, dict) and not self.is_constraint(schema) \
                and frozenset(properties) not in self.seen:
            self.wrong.append(f"{place}: its keys have no rows on the page")
        for key, value in schema.items():
            if key in ("properties", "$defs"):
                for name, each in value.items():
                    self.check_coverage(each, f"{place}/{key}/{name}")
            elif key not in kConstraints and key not in ("default", "examples", "const", "enum"):
                self.check_coverage(value, f"{place}/{key}")

    @staticmethod
    def is_constraint(schema):
        """{"required": .., "properties": ..} beside the object that it speaks of."""
        return "type" not in schema and "additionalProperties" not in schema


def main():
    is_check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not is_check:
        sys.exit(__doc__)
    page = kPage.read_text(encoding="utf-8")
    reference = Reference(json.loads(kSchema.read_text(encoding="utf-8")))
    reference.learn_titles(page)
    made = reference.written(page)
    reference.check_coverage(reference.schema)
    for what in reference.wrong:
        print(f"{kSchema.relative_to(kRoot)}: {what}")
    if made != page and is_check:
        print(f"{kPage.relative_to(kRoot)}: its tables are not those of the schema; run "
              "scripts/format_reference.py")
    elif made != page:
        kPage.write_text(made, encoding="utf-8")
    sys.exit(1 if reference.wrong or (is_check and made != page) else 0)


main()
