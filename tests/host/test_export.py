"""Artifacts side by side: layout, channels, and what the numbers mean."""

import subprocess

import numpy as np
from PIL import Image

import exr
from support import HostTest, kUsage, main, scene, tree


def sequence(folder, extension, count=6):
    return [f"{folder}/frame_{n:06d}.{extension}" for n in range(count)]


class Export(HostTest):
    def export(self, *arguments):
        self.good("export", "scene.json", "-o", "out", *arguments)
        return self.root / "out"

    def test_a_folder_for_each_artifact(self):
        out = self.export("--artifacts", "rgba,depth")
        self.assertEqual(tree(out), sorted(["rgba", "depth", *sequence("rgba", "exr"),
                                            *sequence("depth", "exr")]))

    def test_the_channels_by_another_reader(self):
        out = self.export("--artifacts", "rgba,depth")
        for path, names in (("rgba", {"R", "G", "B", "A"}), ("depth", {"R", "G", "B", "Z"})):
            header = subprocess.run(["exrheader", out / path / "frame_000000.exr"], check=True,
                                    capture_output=True, text=True).stdout
            found = {line.split(",")[0].strip() for line in header.splitlines()
                     if "sampling 1 1" in line}
            self.assertLessEqual(names, found)
            self.assertIn("framesPerSecond (type rational): 30000/1001", header)

    def test_depth_is_0_near_to_1_far_and_z_is_in_pixels(self):
        out = self.export("--artifacts", "depth")
        planes, kinds = exr.read(out / "depth/frame_000000.exr")
        self.assertEqual(kinds["Z"], np.float32)
        for name in "GB":
            np.testing.assert_array_equal(planes[name], planes["R"])
        # At frame 0 the card (z 10) lies over the ground (z 50), which fills the canvas.
        self.assertEqual((planes["R"][18, 16], planes["Z"][18, 16]), (0, 10))
        self.assertEqual((planes["R"][45, 60], planes["Z"][45, 60]), (1, 50))
        self.assertTrue(((planes["R"] >= 0) & (planes["R"] <= 1)).all())

    def test_params_reach_the_artifact_that_they_name(self):
        out = self.export("--artifacts", "rgba,depth", "--artifact-param", "depth.invert=true",
                          "--artifact-param", "depth.near=0", "--artifact-param", "depth.far=100")
        planes, _ = exr.read(out / "depth/frame_000000.exr")
        np.testing.assert_allclose((planes["R"][18, 16], planes["R"][45, 60]), (0.9, 0.5))
        for word, says in (("invert=true", "does not say whose parameter it is"),
                           ("rgba.invert", "not of the form name=value"),
                           ("mask.x=1", "\"mask\" is not among the artifacts of this export"),
                           ("depth.invrt=true", "did you mean \"invert\"?"),
                           ("depth.near=far", "near")):
            with self.subTest(word):
                self.refused(kUsage, "export", "scene.json", "--artifacts", "depth", "-o", "no",
                             "--artifact-param", word, says=says)

    def test_where_nothing_is_depth_is_1(self):
        self.write("scene.json", scene(root={"group": [
            {"leaf": {"solid_rect": {"color": "#fff", "width": 10, "height": 10}}},
            {"leaf": {"solid_rect": {"color": "#fff", "width": 10, "height": 10}},
             "transform": {"translate": [20, 0], "z": 100}}]}))
        planes, _ = exr.read(self.export("--artifacts", "depth") / "depth/frame_000003.exr")
        self.assertEqual([planes["R"][5, x] for x in (5, 25, 50)], [0, 1, 1])

    def test_the_colours_are_those_of_frame(self):
        out = self.export("--artifacts", "rgba")
        self.good("frame", "scene.json", "--frame", 3, "-o", "still.exr")
        self.assertEqual((out / "rgba/frame_000003.exr").read_bytes(),
                         (self.root / "still.exr").read_bytes())

    def test_other_formats(self):
        out = self.export("--artifacts", "rgba,depth", "--color-format", "png", "--float-format",
                          "npy")
        self.assertLessEqual(set(sequence("rgba", "png")), set(tree(out)))
        with Image.open(out / "rgba/frame_000005.png") as picture:
            self.assertEqual(picture.size, (64, 48))
        found = [path for path in out.rglob("*.npy") if path.name == "frame_000000.npy"]
        shapes = {np.load(path).shape[:2] for path in found}
        self.assertEqual(shapes, {(48, 64)})
        self.assertEqual({np.load(path).dtype for path in found}, {np.dtype(np.float32)})

    def test_a_film_beside_the_depth(self):
        out = self.export("--artifacts", "rgba,depth", "--color-format", "ffmpeg")
        self.assertEqual(tree(out), sorted(["depth", "rgba.mp4", *sequence("depth", "exr")]))

    def test_names_may_be_full_ids_and_in_any_order(self):
        one = self.export("--artifacts", "org.lattice.depth,rgba")
        first = {name: (one / name).read_bytes() for name in tree(one) if (one / name).is_file()}
        self.assertEqual(len(first), 12)
        self.good("export", "scene.json", "-o", "two", "--artifacts", "rgba,depth")
        two = self.root / "two"
        self.assertEqual(first, {name: (two / name).read_bytes() for name in tree(two)
                                 if (two / name).is_file()})


if __name__ == "__main__":
    main()
