"""A small tree in a temporary folder, with violations seeded into it, and the scripts of this
repository run on it."""

import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

kRepository = Path(__file__).resolve().parent.parent.parent

kArchitecture = """# Architecture

## The folders and what they may include

| folder | holds | may include |
| --- | --- | --- |
| `core/base` | words | |
| `core/ir` | model | `base` |
| `core/eval` | frames | `base` `ir` |
| `core/session` | everything | all |
| `host` | command line | `session` |
| `plugins` | plugins | |

## Libraries and who may include them

| library | headers | may be included in |
| --- | --- | --- |
| nlohmann/json | `nlohmann/` | `core/ir` |
| png, jpeg | `png.h` `jpeglib.h` | `core/session` `plugins` |

## The end
"""


class SeededTree(unittest.TestCase):
    """A test case with a fresh tree in self.root."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="lattice-checks-")
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()
        self.write("docs/ARCHITECTURE.md", kArchitecture)

    def write(self, path, text, mode=0o644):
        path = self.root / path
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            path.write_bytes(text)
        else:
            path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return path

    def run_script(self, name, *arguments, env=None):
        """(exit status, lines of output) of a script on the tree."""
        script = kRepository / "scripts" / name
        command = [sys.executable, "-B"] if name.endswith(".py") else ["bash"]
        done = subprocess.run([*command, str(script), "--root", str(self.root), *arguments],
                              capture_output=True, text=True, check=False,
                              env=os.environ if env is None else env)
        self.assertNotIn("Traceback", done.stderr)
        return done.returncode, (done.stdout + done.stderr).splitlines()

    def assert_clean(self, name, *arguments):
        self.assertEqual(self.run_script(name, *arguments), (0, []))

    def assert_found(self, name, expected, *arguments):
        """The check fails with exactly these lines: pairs of "file:line" and a part of the
        sentence."""
        status, lines = self.run_script(name, *arguments)
        self.assertEqual(status, 1, lines)
        self.assertEqual(len(lines), len(expected), "\n".join(lines))
        for (place, words), line in zip(expected, lines):
            self.assertTrue(line.startswith(place + ": "), f"{line!r} is not at {place}")
            self.assertIn(words, line)


def skip_without(*tools):
    """Ends the program as skipped when a tool that the check drives is not installed."""
    from shutil import which
    missing = [tool for tool in tools if which(tool) is None]
    if missing:
        print(f"skipped: {', '.join(missing)} is not installed; run ./dev setup dev")
        sys.exit(77)
