"""fmt writes a composition in one spelling: it means the same, and nothing is touched that need
not be."""

import json
import os
import stat
import subprocess

from support import HostTest, kInvalid, kOutput, kUsage, main, scene, tree

kWouldChange = 1


class Fmt(HostTest):
    def canonical(self, *options):
        return self.good("fmt", "scene.json", *options)

    def normal_form(self, name):
        form = json.loads(self.good("inspect", name, "--stage", "ir"))
        form.pop("passes", None)  # with the times that they took
        return form

    def test_it_prints_the_canonical_form(self):
        text = self.canonical()
        card = json.loads(text)["root"]["kind"]["collection"]["children"][1]
        self.assertEqual(card["effects"], [{"kind": "blur", "params": {"sigma": 2}}])
        self.assertEqual(list(card), ["id", "kind", "transform", "effects"])
        self.assertIn('"fps": {"num": 30000, "den": 1001}', text)
        self.assertTrue(text.endswith("}\n"))

    def test_it_means_the_same_and_is_a_fixed_point(self):
        for options in ((), ("--short",)):
            with self.subTest(options):
                text = self.canonical(*options)
                self.write("again.json", text)
                self.assertEqual(self.normal_form("again.json"), self.normal_form("scene.json"))
                self.assertEqual(self.good("fmt", "again.json", *options), text)
                self.assertEqual(self.good("fmt", "again.json"), self.canonical())

    def test_check_tells_whether_it_would_change(self):
        before = tree(self.root)
        done = self.host("fmt", "scene.json", "--check")
        self.assertEqual((done.returncode, done.stdout), (kWouldChange, ""))
        self.assertIn("scene.json: would change", done.stderr)
        self.assertEqual(tree(self.root), before)
        self.write("scene.json", self.canonical())
        self.assertEqual(self.good("fmt", "scene.json", "--check"), "")
        self.assertEqual(self.host("fmt", "scene.json", "--check", "--short").returncode,
                         kWouldChange)

    def test_write_changes_the_file_itself(self):
        wanted = self.canonical()
        os.chmod(self.root / "scene.json", 0o640)
        self.assertEqual(self.good("fmt", "scene.json", "--write"), "")
        self.assertEqual((self.root / "scene.json").read_text(), wanted)
        self.assertEqual(stat.S_IMODE((self.root / "scene.json").stat().st_mode), 0o640)
        self.assertEqual(tree(self.root), ["scene.json"])
        # What is as it should be is not written again.
        before = (self.root / "scene.json").stat()
        self.good("fmt", "scene.json", "--write")
        after = (self.root / "scene.json").stat()
        self.assertEqual((before.st_ino, before.st_mtime_ns), (after.st_ino, after.st_mtime_ns))

    def test_write_follows_a_link(self):
        wanted = self.canonical()
        (self.root / "link.json").symlink_to("scene.json")
        self.good("fmt", "link.json", "--write")
        self.assertTrue((self.root / "link.json").is_symlink())
        self.assertEqual((self.root / "scene.json").read_text(), wanted)

    def test_output_goes_to_another_file(self):
        wanted = self.canonical()
        before = (self.root / "scene.json").read_bytes()
        self.assertEqual(self.canonical("-o", "other.json"), "")
        self.assertEqual((self.root / "other.json").read_text(), wanted)
        self.assertEqual((self.root / "scene.json").read_bytes(), before)

    def test_an_invalid_file_stays_untouched_and_all_its_errors_are_told(self):
        wrong = self.write("wrong.json", scene(sead=1, fps=0)).read_bytes()
        for options in ((), ("--write",), ("--check",), ("-o", "out.json")):
            self.refused(kInvalid, "fmt", "wrong.json", *options, says=["/sead", "/fps"], lines=2)
        self.assertEqual((self.root / "wrong.json").read_bytes(), wrong)

    def test_targets_exclude_each_other(self):
        for options in (("--write", "--check"), ("-o", "a.json", "--write"),
                        ("--check", "-o", "a.json")):
            self.refused(kUsage, "fmt", "scene.json", *options, says="exclude each other")
        self.refused(kUsage, "fmt", "scene.json", "-o", "", says="-o")

    def test_a_place_that_cannot_be_written_to(self):
        (self.root / "folder").mkdir()
        self.refused(kOutput, "fmt", "scene.json", "-o", "folder", says="folder")
        self.refused(kOutput, "fmt", "scene.json", "-o", "scene.json/x.json", says="scene.json")
        self.refused(kOutput, "fmt", "scene.json", "-o", "/proc/x.json", says="/proc")

    def test_a_full_disk(self):
        with open("/dev/full", "w", encoding="ascii") as full:
            done = subprocess.run(self.command("fmt", "scene.json"), cwd=self.root,
                                  env=self.environment, stdout=full, stderr=subprocess.PIPE,
                                  text=True, check=False)
        self.assertEqual(done.returncode, kOutput)

    def test_a_byte_order_mark_and_other_encodings_are_refused(self):
        text = json.dumps(scene())
        self.write("bom.json", "\ufeff" + text)
        self.write("utf16.json", text.encode("utf-16"))
        for name in ("bom.json", "utf16.json"):
            self.refused(kInvalid, "fmt", name, "--write", says=f"{name}:1:1: ")


if __name__ == "__main__":
    main()
