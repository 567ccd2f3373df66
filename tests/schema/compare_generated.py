#!/usr/bin/env python3
"""Compares the published JSON Schema with the loader on made-up documents, valid and invalid
ones: compare_generated.py SCHEMA PROGRAM [COUNT [SEED]].

PROGRAM is load_lines. Documents are made from the schema itself: a small composition in which
one part is drawn at random, and half of the time broken in one place afterwards. What the schema
refuses, the loader must refuse; what the schema accepts, the loader must accept unless one of
kLoaderOnly names the rule, which no JSON Schema can say. Needs the Python package jsonschema.
"""
import collections
import copy
import json
import pathlib
import random
import re
import subprocess
import sys

import jsonschema

# Rules that the loader alone can hold, by what it says. The second pattern, where there is one,
# is for the place.
kLoaderOnly = {
    "too much that is repeated": (r"^more than 1000000 nodes|come to more than 1 GiB here$",),
    "names of assets": (r"^unknown asset \"|^the sprite |show themselves$",),
    "names of nodes": (r"^unknown node |^the id .* is taken|its own ancestor|"
                       r"^a node cannot|contains the masked node|waits? for",),
    "names of compositions": (r"^unknown composition |contains itself",),
    "names and types of variables": (
        r"unknown variable |must be a (?:number|bool|vec2|colour|string|list), and|"
        r"^the variable \".*\" is an? |means nothing|no text can hold|is no list|there is no repeat|"
        r"^\{\{|no repeat around", ),
    "colours that variables give": (r"^\"(?:Hi|in)\" is not a colour",),
    "values that bindings are given": (r"must be|is not a colour", r"/bindings/"),
    "kinds and parameters of plugins": (
        r"^unknown (?:effect|transition|parameter|input)|needs the (?:parameter|input)|"
        r"takes no parameters|are the same parameter|is not unique|do(?:es)? not animate|"
        r"is the picture that", ),
    "values of plugin parameters": (r".", r"/effects/\d+/|/transition_(?:in|out)/params"),
    "expressions": (r"^column |, column \d|column \d+: |these expressions wait|"
                    r"an expression|is not a finite number",),
    "constants that expressions make": (r"must be (?:in|a whole number)",),
    "path data": (r"\"svg_path_d\", column|\"svg_path_d\", ",),
    "frame rates that are no fraction": (r"is not a fraction",),
    "frames that increase": (r"must increase|stops must not go back|spans must follow|"
                             r"must start at 0|\"range\" of a span is empty",),
    "ends after starts": (r"ends before it starts|must be greater than \"trim_start_sec\"|"
                          r"has its min above its max|must be beyond",),
    "durations of transitions": (r"longer than its node|frames of a node that lasts|"
                                 r"meet but differ|overlap node",),
    "texts and their spans": (r"must be in 0\.\.\d", r"/spans/"),
    "line heights of small text": (r"is in pixels, of text",),
    "one of two": (r"says which source second shows",),
    "gradients of one point": (r"are the same point",),
    "values of keyframes, and what combinators are around": (
        r"must be in |must be a whole number",
        r"/(?:keys|keyframes|delay|stagger|speed|reverse|loop|mix|sequence|x|y|\d+)(?:/|$)"),
    "ranges of numbers in a list of lanes": (r"must be in ", r"/(?:gap_px|up)"),
    "directions of a camera": (r"\"(?:up|target)\" must not be",),
    "rows of a sequence, if there are any": (r"needs \"range\"", r"/repeat/child$"),
    "what has children": (r"\"depth_sort\" orders the children",),
}

kBase = {
    "version": "0.3", "canvas": {"width": 100, "height": 50}, "duration": 60,
    "variables": {"title": "Hi", "speed": 2, "accent": "#ff8800",
                  "rows": [{"label": "a", "value": 1}, {"label": "b", "value": 2}]},
    "assets": {"bg": {"solid_rect": {"color": "#336699"}}},
    "compositions": {"inner": {"duration": 10, "variables": {"title": "in"},
                               "root": {"leaf": {"null": {}}}}},
    "root": {"id": "all", "group": [{"id": "other", "leaf": "bg"}, {"id": "card", "leaf": "bg"}]},
}
kStrings = ("bg", "other", "inner", "rows", "title", "=1 + 1", "=time.seconds", "#ff8800", "50%",
            "M0 0 L9 9 Z", "{{vars.title}}", "blur", "crossfade", "a\u00e9\u4e2d", "")
kDeepest = 7


class Maker:
    """Draws values that a schema accepts, most of the time."""

    def __init__(self, schema, rng):
        self.schema, self.rng = schema, rng

    def at(self, reference):
        found = self.schema
        for step in reference.split("/")[1:]:
            found = found[step]
        return found

    def make(self, schema, depth=0):
        rng = self.rng
        if schema is True:
            return rng.choice([None, 1, "x", {"any": ["thing"]}])
        if depth < kDeepest and "examples" in schema and rng.random() < 0.3:
            return copy.deepcopy(rng.choice(schema["examples"]))
        if "$ref" in schema:
            made = self.make(self.at(schema["$ref"]), depth)
            bound = schema.get("then", {})
            if isinstance(made, (int, float)) and not isinstance(made, bool) and bound and \
                    rng.random() < 0.8:
                made = self.number({"type": "number", **bound})
            return made
        for word in ("const", "enum"):
            if word in schema:
                return copy.deepcopy(rng.choice(schema[word]) if word == "enum" else schema[word])
        choices = [c for c in schema.get("anyOf", schema.get("oneOf", []))
                   if c is True or set(c) - {"required", "maxItems", "contains"}]
        if choices and "type" not in schema:
            simple = depth >= kDeepest and [c for c in choices if "$ref" not in c]
            return self.make(rng.choice(simple or choices), depth + 1)
        if "if" in schema and "else" in schema and "type" not in schema:
            return self.make(schema[rng.choice(["then", "else", "else"])], depth + 1)
        if "allOf" in schema and "type" not in schema:
            return self.make(schema["allOf"][0], depth)
        return self.plain(schema, depth)

    def plain(self, schema, depth):
        kind = schema.get("type", "object" if "properties" in schema else None)
        if isinstance(kind, list):
            kind = self.rng.choice(kind)
        if kind in ("number", "integer"):
            return self.number(schema)
        if kind == "string":
            return self.string(schema)
        if kind == "boolean":
            return self.rng.random() < 0.5
        if kind == "array":
            return self.array(schema, depth)
        if kind == "object":
            return self.object(schema, depth)
        return None

    def number(self, schema):
        rng = self.rng
        low = schema.get("minimum", schema.get("exclusiveMinimum", -50))
        high = schema.get("maximum", 50)
        near = [value for value in (0, 1, 2, 5, 10, 0.5, 0.25, -1) if low <= value <= high]
        value = rng.choice([low, high, *near * 3, low + (min(high, low + 100) - low) * rng.random()])
        if value == schema.get("exclusiveMinimum"):
            value = high
        return int(value) if schema.get("type") == "integer" else value

    def string(self, schema):
        pattern = schema.get("pattern")
        drawn = list(kStrings)
        self.rng.shuffle(drawn)
        fits = [s for s in drawn if not pattern or re.search(pattern, s)]
        return fits[0] if fits else "tnum" if "0-9]{1,5}" in pattern else "120%"

    def array(self, schema, depth):
        parts = schema.get("prefixItems", [])
        low, high = schema.get("minItems", 0), schema.get("maxItems", 3)
        count = self.rng.randint(low, max(low, min(high, 3))) if depth < kDeepest else low
        made = []
        for i in range(count):
            item = parts[i] if i < len(parts) else schema.get("items", {"type": "number"})
            made.append(self.make(item, depth + 1))
        return self.increasing(made)

    @staticmethod
    def increasing(made):
        """Keys and stops go forward in time; other lists stay."""
        if all(isinstance(key, list) and len(key) > 1 and isinstance(key[0], (int, float))
               for key in made):
            for place, key in enumerate(made):
                key[0] = place / 4
        if all(isinstance(key, dict) and "frame" in key for key in made):
            for place, key in enumerate(made):
                key["frame"] = place / 4
        return made

    def object(self, schema, depth):
        rng = self.rng
        if "then" in schema and "kind" in schema.get("if", {}).get("required", ()):
            return self.instance(schema["then"], depth)
        properties = schema.get("properties", {})
        needed = list(schema.get("required", []))
        for word in ("oneOf", "anyOf"):
            alternatives = [c for c in schema.get(word, []) if "required" in c]
            if alternatives:
                needed += rng.choice(alternatives)["required"]
        others = [key for key in properties if key not in needed]
        exclusive = {frozenset(c["required"]) for c in schema.get("oneOf", []) if "required" in c}
        others = [key for key in others if frozenset([key]) not in exclusive]
        rng.shuffle(others)
        spare = 0 if depth >= kDeepest else rng.choice([0, 1, 1, 2, 4])
        if schema.get("maxProperties") == 1:
            spare = 0 if needed else 1
        made = {key: self.make(properties.get(key, True), depth + 1)
                for key in [*needed, *others[:spare]]}
        more = schema.get("additionalProperties")
        if isinstance(more, dict) and not properties:
            for name in rng.sample(["bg", "one", "two", "wght"], rng.randint(0, 2)):
                made[name] = self.make(more, depth + 1)
        return made

    def instance(self, schema, depth):
        """An effect or transition: its kind has to be one that the program knows."""
        if "duration_frames" in schema["properties"]:
            return self.rng.choice([
                {"crossfade": 5}, {"kind": "wipe", "duration_frames": 4,
                                   "ease": self.make({"$ref": "#/$defs/ease"}, depth)}])
        return self.rng.choice([
            {"blur": self.make({"$ref": "#/$defs/anim"}, depth)},
            {"kind": "saturate", "params": {"amount": 0.5}},
            {"kind": "displace", "inputs": {"map": self.make({"$ref": "#/$defs/input"}, depth)}}])


class Breaker:
    """Changes one place of a document."""

    def __init__(self, rng):
        self.rng = rng

    def places(self, value, path=()):
        yield path
        members = value.items() if isinstance(value, dict) else \
            enumerate(value) if isinstance(value, list) else ()
        for key, inner in members:
            yield from self.places(inner, (*path, key))

    def broken(self, value):
        path = self.rng.choice(list(self.places(value)))
        return self.changed(copy.deepcopy(value), path)

    def changed(self, value, path):
        if path:
            value[path[0]] = self.changed(value[path[0]], path[1:])
            return value
        rng = self.rng
        if isinstance(value, dict) and rng.random() < 0.7:
            if value and rng.random() < 0.5:
                del value[rng.choice(list(value))]
            else:
                value[rng.choice(["unknown", "kind", "x", "keys", "source"])] = 1
            return value
        if isinstance(value, list) and rng.random() < 0.7:
            if value and rng.random() < 0.5:
                value.pop()
            else:
                value.append(copy.deepcopy(rng.choice(value)) if value else 1)
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool) and rng.random() < 0.7:
            return rng.choice([-value, value + 0.5, value - 1, value * 1000 + 1, 1e13, -1e13])
        return rng.choice([None, True, False, 0, -1, 0.5, 7, "", "odd", [], [1], [1, 2], {},
                           {"x": 1}, {"keys": []}])


def composition(maker, rng):
    """The base with one part drawn: a key of the root, of a node, or an asset."""
    made = copy.deepcopy(kBase)
    schema = maker.schema
    card = made["root"]["group"][1]
    where = rng.random()
    if where < 0.25:
        key = rng.choice([k for k in schema["properties"] if k not in ("root", "version")])
        part = maker.make(schema["properties"][key])
        if key in ("variables", "assets", "compositions") and isinstance(part, dict):
            made[key].update(part)
        else:
            made[key] = part
    elif where < 0.5:
        kinds = schema["$defs"]["asset"]["anyOf"]
        made["assets"]["drawn"] = maker.make(rng.choice(kinds))
    elif where < 0.85:
        node = schema["$defs"]["node"]["properties"]
        contents = {c["required"][0] for c in schema["$defs"]["node"]["oneOf"]}
        key = rng.choice([k for k in node if k not in contents])
        card[key] = maker.make(node[key])
    else:
        made["root"]["group"].append(maker.make({"$ref": "#/$defs/children"}) or card)
        inner = made["root"]["group"].pop()
        made["root"]["group"] += inner if isinstance(inner, list) else []
    return made


def documents(schema, count, rng):
    maker, breaker = Maker(schema, rng), Breaker(rng)
    for _ in range(count):
        made = composition(maker, rng)
        yield breaker.broken(made) if rng.random() < 0.5 else made


def loader_only(finding):
    """The rule that lets the loader refuse what the schema accepts."""
    for rule, (message, *place) in kLoaderOnly.items():
        if re.search(message, finding["message"]) and \
                (not place or re.search(place[0], finding["pointer"])):
            return rule
    return None


def as_looked_at(value):
    """Without what the loader does not look at: children of repeats that have no rows."""
    if isinstance(value, list):
        return [as_looked_at(each) for each in value]
    if not isinstance(value, dict):
        return value
    made = {key: as_looked_at(each) for key, each in value.items()}
    if value.keys() >= {"over", "child"} and value["over"] == 0:
        made["child"] = {"leaf": {"null": {}}}
    return made


def check_examples_inside(schema, where="#"):
    """Examples and defaults that stand in the schema are what they are examples of."""
    wrong = []
    whole = {"$schema": schema["$schema"], "$defs": schema["$defs"]}

    def visit(part, place):
        if isinstance(part, list):
            for i, each in enumerate(part):
                visit(each, f"{place}/{i}")
        if not isinstance(part, dict):
            return
        words = [*part.get("examples", []), *([part["default"]] if "default" in part else [])]
        is_schema = isinstance(part.get("examples", []), list) and "properties" not in place[-11:]
        for value in words if is_schema else ():
            inner = {k: v for k, v in part.items() if k not in ("examples", "default")}
            if not jsonschema.Draft202012Validator({**whole, **inner}).is_valid(value):
                wrong.append(f"{place}: {json.dumps(value)} is no example of it")
        for key, each in part.items():
            if key not in ("examples", "default", "const", "enum"):
                visit(each, f"{place}/{key}")

    visit({k: v for k, v in schema.items() if k != "$id"}, where)
    return wrong


def main() -> int:
    schema = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 1500
    rng = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    wrong = check_examples_inside(schema)
    validator = jsonschema.Draft202012Validator(schema)
    made = list(documents(schema, count, rng))
    lines = "".join(json.dumps(document) + "\n" for document in made)
    done = subprocess.run([sys.argv[2]], input=lines, capture_output=True, text=True, check=True)
    answers = [json.loads(line)["diagnostics"] for line in done.stdout.splitlines()]
    assert len(answers) == len(made)
    verdicts, rules = collections.Counter(), collections.Counter()
    for document, findings in zip(made, answers):
        fits = validator.is_valid(as_looked_at(document))
        errors = [f for f in findings if f["severity"] == "error"]
        verdicts[fits, not errors] += 1
        if fits:
            reasons = [(f, loader_only(f)) for f in errors]
            rules.update(reason for _, reason in reasons)
            wrong += [f"only the loader refuses {f['pointer']}: {f['message']}\n"
                      f"    {json.dumps(document)}" for f, reason in reasons if reason is None]
        elif not errors:
            why = next(validator.iter_errors(as_looked_at(document)))
            wrong.append(f"only the schema refuses {why.json_path}: {why.message[:300]}\n"
                         f"    {json.dumps(document)}")
    print("\n".join(wrong[:40]))
    print(f"{len(made)} documents: {verdicts[True, True]} valid, {verdicts[False, False]} invalid, "
          f"{verdicts[True, False]} against rules of the loader alone "
          f"({', '.join(f'{n} {rule}' for rule, n in rules.most_common() if rule)}); "
          f"{len(wrong)} wrong")
    enough = min(verdicts[True, True], verdicts[False, False]) >= count / 5
    if not enough:
        print("too few of them are valid, or invalid")
    return 0 if enough and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
