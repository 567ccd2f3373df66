"""Plugins are found where they are said to be, and the lack of one that is needed is told in one
sentence with node and remedy."""

import json

from support import (HostTest, kPlugin, kPluginFolder, kRest, kStage, kUsage, kWriting,
                     main, scene)


class OneIsMissing(HostTest):
    def setUp(self):
        super().setUp()
        self.plugins = self.private_stage()

    def take(self, name):
        (self.plugins / f"lattice_{name}.so").rename(self.root.parent / f"lattice_{name}.so")

    def test_an_effect(self):
        self.take("effect_blur")
        for command, rest in kRest.items():
            with self.subTest(command):
                self.refused(kPlugin, command, "scene.json", *rest, lines=1, says=[
                    "scene.json:/root/group/1/effects/0", '"blur"', "no plugin provides it",
                    "--plugins", 'node "card"'])

    def test_a_transition(self):
        self.take("transition_wipe")
        leaf = {"solid_rect": {"color": "#fff"}}
        self.write("scene.json", scene(root={"sequence": [
            {"id": "first", "range": [0, 4], "leaf": leaf, "transition_out": {"wipe": 2}},
            {"range": [0, 4], "leaf": leaf}]}))
        for command, rest in kRest.items():
            with self.subTest(command):
                self.refused(kPlugin, command, "scene.json", *rest, says=[
                    "/root/sequence/0/transition_out", '"wipe"', "--plugins", 'node "first"'])

    def test_a_sink(self):
        self.take("sink_ffmpeg")
        self.refused(kPlugin, "render", "scene.json", "-o", "film.mp4", lines=1,
                     says=["no sink writes .mp4", ".png"])
        self.refused(kPlugin, "render", "scene.json", "-o", "film.mp4", "--sink", "ffmpeg",
                     lines=1, says='unknown sink "ffmpeg"')
        self.good("frame", "scene.json", "--frame", 0, "-o", "still.png")

    def test_an_artifact(self):
        self.take("artifact_depth")
        self.refused(kPlugin, "export", "scene.json", "--artifacts", "rgba,depth", "-o", "out",
                     says=['unknown artifact "depth"', "rgba"], lines=1)
        self.good("export", "scene.json", "--artifacts", "rgba", "-o", "out")

    def test_one_that_is_not_needed_is_not_missed(self):
        self.take("transition_wipe")
        self.take("sink_npy")
        for command, rest in kRest.items():
            self.good(command, "scene.json", *rest)

    def test_from_another_folder_it_is_as_good(self):
        self.take("effect_blur")
        elsewhere = self.root.parent  # the library lies there now
        self.good("frame", "scene.json", "--frame", 0, "-o", "a.png", "--plugins", elsewhere)
        self.good("--plugins", elsewhere, "frame", "scene.json", "--frame", 0, "-o", "b.png")
        self.good(f"--plugins={elsewhere}", "frame", "scene.json", "--frame", 0, "-o", "c.png")
        self.environment["LATTICE_PLUGIN_PATH"] = f"/nonexistent:{elsewhere}"
        self.good("frame", "scene.json", "--frame", 0, "-o", "d.png")
        del self.environment["LATTICE_PLUGIN_PATH"]
        self.stage = kStage
        self.good("frame", "scene.json", "--frame", 0, "-o", "e.png")
        self.assertEqual(len({(self.root / f"{x}.png").read_bytes() for x in "abcde"}), 1)


class AllAreMissing(HostTest):
    def setUp(self):
        super().setUp()
        plugins = self.private_stage()
        for path in plugins.iterdir():
            path.unlink()
        self.write("plain.json", scene(root={"leaf": {"solid_rect": {"color": "#fff"}}}))

    def test_what_writes_says_that_none_were_found(self):
        for command in kWriting:
            with self.subTest(command):
                self.refused(kPlugin, command, "plain.json", *kRest[command], lines=1,
                             says=["found", "--plugins"])

    def test_a_scene_that_needs_one(self):
        for command, rest in kRest.items():
            with self.subTest(command):
                self.refused(kPlugin, command, "scene.json", *rest, lines=1,
                             says=['"blur"', "--plugins", 'node "card"'])

    def test_what_needs_none_works(self):
        self.assertEqual(self.good("validate", "plain.json"), "plain.json: valid\n")
        for stage in ("ir", "eval", "plan"):
            json.loads(self.good("inspect", "plain.json", "--stage", stage))

    def test_plugins_list_says_so(self):
        done = self.host("plugins", "list")
        self.assertEqual(done.returncode, 0)
        self.assertIn("no plugins were found", done.stderr)
        self.assertIn("--plugins", done.stderr)
        self.refused(kUsage, "plugins", "show", "blur", says=["no plugins were found", "--plugins"])

    def test_they_are_found_where_they_are_said_to_be(self):
        there = kStage / kPluginFolder
        self.good("--plugins", there, "render", "scene.json", "-o", "a.mp4")
        self.environment["LATTICE_PLUGIN_PATH"] = str(there)
        self.good("render", "scene.json", "-o", "b.mp4")
        self.assertEqual((self.root / "a.mp4").read_bytes(), (self.root / "b.mp4").read_bytes())

    def test_without_the_scanner_nothing_can_be_found(self):
        (self.stage / "libexec/lattice/lattice-scan").unlink()
        there = kStage / kPluginFolder
        for command, rest in kRest.items():
            with self.subTest(command):
                self.refused(kPlugin, command, "scene.json", *rest, "--plugins", there, lines=1,
                             says=["lattice-scan", "install Lattice again"])


class Listing(HostTest):
    def test_the_table_and_the_json_agree(self):
        table = self.good("plugins", "list")
        listed = json.loads(self.good("plugins", "list", "--json"))
        files = {path.name for path in (kStage / kPluginFolder).glob("*.so")}
        self.assertEqual({path.rsplit("/", 1)[1] for path in
                          (library["path"] for library in listed["libraries"])}, files)
        for name in files:
            self.assertIn(name, table)

    def test_a_page_for_every_kind(self):
        for line in self.good("plugins", "list").splitlines()[1:]:
            kind_class, name, full = line.split()[:3]
            with self.subTest(full):
                page = self.good("plugins", "show", full)
                self.assertIn(f'({kind_class} "{name}")', page)
                self.assertEqual(page, self.good("plugins", "show", name))
        self.assertIn("sigma: number, default 0", self.good("plugins", "show", "blur"))

    def test_a_rescan_finds_the_same(self):
        listed = self.good("plugins", "list", "--rescan")
        self.assertIn("org.lattice.blur", listed)
        self.assertEqual(listed, self.good("plugins", "list"))

    def test_a_named_folder_that_holds_nothing(self):
        (self.root / "empty").mkdir()
        self.good("plugins", "list", "--plugins", "empty")
        for command, rest in kRest.items():
            self.good(command, "scene.json", *rest, "--plugins", "empty")


if __name__ == "__main__":
    main()
