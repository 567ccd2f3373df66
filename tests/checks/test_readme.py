"""The README keeps its word: its scene is valid and renders, and the plugins it lists are those
that are built. Takes the stage of a build: test_readme.py BUILD/stage"""

import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from seeded_tree import kRepository

kReadme = (kRepository / "README.md").read_text(encoding="utf-8")
kStage = Path(sys.argv.pop()).resolve()


class Readme(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="lattice-readme-")
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        scene = re.search(r"```json\n(.*?)```", kReadme, re.DOTALL).group(1)
        (self.root / "scene.json").write_text(scene, encoding="utf-8")

    def host(self, *arguments):
        done = subprocess.run([str(kStage / "bin/lattice-host"), *arguments], cwd=self.root,
                              capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, f"{arguments}: {done.stdout}{done.stderr}")
        return done.stdout

    def test_its_scene_is_valid(self):
        self.host("validate", "scene.json")

    def test_its_commands_write_what_they_say(self):
        self.host("render", "scene.json", "-o", "scene.mp4")
        self.host("render", "scene.json", "-o", "frames/")
        self.host("frame", "scene.json", "--frame", "30", "-o", "frame.png")
        self.host("export", "scene.json", "--artifacts", "rgba,depth", "-o", "exports/")
        self.assertIn("{", self.host("inspect", "scene.json", "--stage", "plan", "--frame", "30"))
        for name in ("scene.mp4", "frames/frame_000000.png", "frames/frame_000059.png",
                     "frame.png"):
            self.assertGreater((self.root / name).stat().st_size, 0, name)
        self.assertTrue(list((self.root / "exports").glob("depth/*")))

    def test_its_table_lists_the_plugins_that_are_built(self):
        listed = set(re.findall(r"^\| (effect|transition|artifact|sink) \| `(\w+)` \|", kReadme,
                                re.MULTILINE))
        built = {tuple(path.stem.split("_", 2)[1:])
                 for path in (kStage / "lib/lattice/plugins").glob("lattice_*.so")}
        self.assertEqual(listed, built)

    def test_its_examples_folder_validates(self):
        for path in sorted((kRepository / "examples").glob("minimal/*.json")):
            with self.subTest(path.name):
                self.host("validate", str(path))


if __name__ == "__main__":
    unittest.main()
