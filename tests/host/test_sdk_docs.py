"""The pages of docs/sdk are followed to the letter in an empty folder: their commands run, what
they quote from files stands there, and what they tell the reader to write is written.

A comment above a block says what it is: "from: FILE" quotes, "writes: FILE" is a whole file,
"replaces: NAME in FILE" takes the place of a function or table, "fails: WORDS" is a command that
has to, and says so. Blocks of "sh" run; those of "console" need root or another machine."""

import os
import re
import shutil
import subprocess
import unittest
from pathlib import Path

from support import HostTest, kStage, main

kPages = Path(__file__).resolve().parent.parent.parent / "docs/sdk"
kPrefix = "/opt/lattice"
# A busy machine configures and compiles slowly.
kBlockLimitSeconds = 600
kBlock = re.compile(r"(?:^<!-- ([^\n]*?) -->\n)?^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def definition_of(name, source):
    """Where a function or table of C stands, with the comment above it."""
    head = r"(?:^/\*(?:(?!\*/).)*\*/\n)?"
    body = rf"^static [^\n;]*\b{name}\b[^;{{]*\{{.*?^\}};?\n"
    found = list(re.finditer(head + body, source, re.DOTALL | re.MULTILINE))
    return found[0].span() if len(found) == 1 else None


@unittest.skipUnless(shutil.which("cmake") and (kStage / "lib/cmake/LatticeSDK").is_dir(),
                     "needs cmake and the package LatticeSDK in the stage")
class Pages(HostTest):
    def setUp(self):
        super().setUp()
        self.folder = self.root.parent / "reader"
        self.folder.mkdir()
        self.environment["PATH"] = f"{self.stage / 'bin'}{os.pathsep}{os.environ['PATH']}"
        if shutil.which("ninja"):
            self.environment["CMAKE_GENERATOR"] = "Ninja"
        if shutil.which("ccache"):
            for language in ("C", "CXX"):
                self.environment[f"CMAKE_{language}_COMPILER_LAUNCHER"] = "ccache"

    # ---- What a reader does ----

    def run_block(self, text, complaint=None):
        """It succeeds, or, where a complaint is expected, fails and says it."""
        left = self.root.parent / "left"
        script = f"{text.replace(kPrefix, str(self.stage))}\npwd >'{left}'\n"
        done = subprocess.run(["sh", "-e", "-c", script], cwd=self.folder, env=self.environment,
                              capture_output=True, text=True, check=False,
                              timeout=kBlockLimitSeconds)
        said = f"{text}{done.stdout}{done.stderr}"
        self.assertEqual(done.returncode == 0, complaint is None, said)
        if complaint is None:
            self.folder = Path(left.read_text().rstrip("\n"))
        else:
            self.assertIn(complaint, said)

    def replace(self, name, file, text):
        path = self.folder / file
        source = path.read_text()
        span = definition_of(name, source)
        self.assertIsNotNone(span, f"{name} is not in {file}, or there twice")
        path.write_text(source[:span[0]] + text + source[span[1]:])

    def follow(self, page):
        blocks = kBlock.findall((kPages / page).read_text(encoding="utf-8"))
        self.assertTrue(blocks)
        for does, language, text in blocks:
            verb, _, rest = does.partition(": ")
            if language == "console":
                continue
            if language == "sh":
                self.assertIn(verb, ("", "fails"))
                self.run_block(text, rest if verb == "fails" else None)
            elif verb == "from":
                self.assertIn(text, (self.folder / rest).read_text())
            elif verb == "writes":
                (self.folder / rest).write_text(text)
            elif verb == "replaces":
                self.replace(*rest.split(" in "), text)
            else:
                self.fail(f"{page}: nothing says what this block of {language} is: {text}")

    # ---- The pages ----

    def test_the_five_minutes(self):
        self.follow("README.md")

    def test_an_effect_and_a_transition(self):
        self.follow("effect.md")

    def test_an_artifact(self):
        self.follow("artifact.md")

    def test_a_sink(self):
        self.follow("sink.md")


class Blocks(unittest.TestCase):
    def test_a_definition_is_found_with_its_comment(self):
        source = ("static const int kOne[] = {\n    1,\n};\n\n/* Two\n * lines. */\n"
                  "static int f(int x) {\n  return x;\n}\n\nstatic int g(void) {\n  return f(1);\n}\n")
        start, end = definition_of("f", source)
        self.assertEqual(source[start:end],
                         "/* Two\n * lines. */\nstatic int f(int x) {\n  return x;\n}\n")
        start, end = definition_of("kOne", source)
        self.assertEqual(source[start:end], "static const int kOne[] = {\n    1,\n};\n")
        self.assertIsNone(definition_of("h", source))

    def test_every_page_is_known(self):
        self.assertEqual(sorted(path.name for path in kPages.glob("*.md")),
                         ["README.md", "artifact.md", "contract.md", "effect.md", "reference.md",
                          "sink.md"])


if __name__ == "__main__":
    main()
