"""What the tests of lattice-host share: a folder of their own, a small scene, and a look at
what a run said and left behind. The stage of a build is given by --stage or LATTICE_STAGE."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

kUsage, kInvalid, kPlugin, kAsset, kOutput, kCancelled = 2, 3, 4, 5, 7, 130
# Generous: the machine may be busy with other tests.
kTimeLimitSeconds = 120
kCommands = ("render", "frame", "export", "validate", "fmt", "inspect", "apply", "new",
             "plugins")
# For each command that reads a scene, what has to stand behind the scene.
kRest = {
    "render": ("-o", "out/film.mp4"),
    "frame": ("--frame", "0", "-o", "out/still.png"),
    "export": ("--artifacts", "rgba,depth", "-o", "out"),
    "validate": (),
    "fmt": (),
    "inspect": ("--stage", "eval"),
}
kWriting = ("render", "frame", "export")


def stage_folder():
    if "--stage" in sys.argv:
        at = sys.argv.index("--stage")
        folder = sys.argv[at + 1]
        del sys.argv[at:at + 2]
    else:
        folder = os.environ.get("LATTICE_STAGE", "")
    if not (Path(folder) / "bin/lattice-host").is_file():
        sys.exit(f"no lattice-host under \"{folder}\"; give --stage BUILD/stage")
    return Path(folder).resolve()


kStage = stage_folder()
kPluginFolder = "lib/lattice/plugins"


def scene(**changes):
    """Two rectangles, one of which fades; `changes` replaces keys of the root."""
    return {
        "version": "0.3",
        "canvas": {"width": 64, "height": 48},
        "fps": {"num": 30000, "den": 1001},
        "duration": 6,
        "root": {"group": [
            {"id": "back", "leaf": {"solid_rect": {"color": "#204060"}},
             "transform": {"z": 50}, "opacity": {"keys": [[0, 1], [5, 0]]}},
            {"id": "card",
             "leaf": {"solid_rect": {"color": "#ff8000c0", "width": 24, "height": 16}},
             "transform": {"translate": {"x": {"keys": [[0, 4], [5, 30]]}, "y": 10}, "z": 10},
             "effects": [{"blur": 2}]},
        ]},
        **changes,
    }


def tree(folder):
    """Everything below a folder, hidden files too."""
    return sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*"))


class HostTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="lattice-host-")
        self.addCleanup(folder.cleanup)
        base = Path(folder.name).resolve()
        self.cache = base / "cache"
        self.root = base / "work"
        self.root.mkdir()
        self.stage = kStage
        self.environment = {key: value for key, value in os.environ.items()
                            if not key.startswith("LATTICE_")}
        self.environment["LATTICE_CACHE_DIR"] = str(self.cache)
        self.write("scene.json", scene())

    # ---- Files ----

    def write(self, name, content):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, (dict, list)):
            content = json.dumps(content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def private_stage(self):
        """From now on the test runs a copy of the stage, whose plugins it may change."""
        self.stage = self.root.parent / "stage"
        shutil.copytree(kStage, self.stage)
        return self.stage / kPluginFolder

    # ---- Runs ----

    def command(self, *arguments):
        return [str(self.stage / "bin/lattice-host"), *map(str, arguments)]

    def host(self, *arguments, **more):
        return subprocess.run(self.command(*arguments), cwd=self.root, env=self.environment,
                              capture_output=True, text=True, check=False,
                              timeout=kTimeLimitSeconds, **more)

    def good(self, *arguments):
        """Standard output of a run that has to succeed without a word of complaint."""
        done = self.host(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""), arguments)
        return done.stdout

    def refused(self, code, *arguments, says=(), lines=None):
        """A run that has to end with `code`, say why, print no result and leave nothing."""
        before = tree(self.root)
        done = self.host(*arguments)
        message = f"{arguments}: {done.stdout}{done.stderr}"
        self.assertEqual(done.returncode, code, message)
        self.assertEqual(done.stdout, "", message)
        self.assertTrue(done.stderr.strip(), message)
        self.assertTrue(done.stderr.endswith("\n"), message)
        for words in (says,) if isinstance(says, str) else says:
            self.assertIn(words, done.stderr, message)
        if lines is not None:
            self.assertEqual(len(done.stderr.splitlines()), lines, message)
        self.assertEqual(tree(self.root), before, message)
        return done.stderr


def main():
    unittest.main()
