"""apply: one effect or transition on pictures. With --ports, the filters of
tests/session/plugins/ports.c tell in pixels what they were given."""

import os
import shutil
import sys

import numpy as np
from PIL import Image

import exr
from support import (HostTest, kAsset, kInvalid, kOutput, kPlugin, kUsage, main,  # noqa: F401
                     scene, tree)


def ports_plugin():
    at = sys.argv.index("--ports")
    path = sys.argv[at + 1]
    del sys.argv[at:at + 2]
    return os.path.abspath(path)


kPorts = ports_plugin()


def gradient(width=40, height=30):
    y, x = np.mgrid[0:height, 0:width]
    out = np.zeros((height, width, 4), np.uint8)
    out[..., 0] = x * 255 // width
    out[..., 1] = y * 255 // height
    out[..., 2] = (x // 5 + y // 5) % 2 * 200
    out[..., 3] = 255
    return out


class ApplyTest(HostTest):
    def setUp(self):
        super().setUp()
        self.save("a.png", gradient())
        self.save("b.png", gradient()[::-1, ::-1])
        half = gradient()
        half[..., 3] = np.linspace(0, 255, half.shape[1]).astype(np.uint8)
        self.save("half.png", half)

    def save(self, name, pixels):
        Image.fromarray(pixels).save(self.root / name)

    def pixels(self, name):
        with Image.open(self.root / name) as picture:
            return np.asarray(picture.convert("RGBA"))

    def apply(self, kind, *arguments, output="out.png"):
        self.assertEqual(self.good("apply", kind, *arguments, "-o", output), "")
        return self.root / output

    def result(self, kind, *arguments):
        self.apply(kind, *arguments)
        return self.pixels("out.png")

    def refused_apply(self, code, *arguments, **more):
        return self.refused(code, "apply", *arguments, "-o", "out.png", **more)


class Pictures(ApplyTest):
    def test_an_effect_is_what_a_composition_makes_of_it(self):
        got = self.apply("blur", "--param", "sigma=3", "a.png")
        self.write("scene.json", {
            **scene(), "canvas": {"width": 40, "height": 30}, "duration": 1,
            "root": {"leaf": {"image": {"source": "a.png"}}, "effects": [{"blur": 3}]}})
        self.good("frame", "scene.json", "--frame", 0, "-o", "expected.png")
        self.assertEqual(got.read_bytes(), (self.root / "expected.png").read_bytes())

    def test_nothing_done_gives_the_same_picture(self):
        np.testing.assert_array_equal(self.result("blur", "--param", "sigma=0", "a.png"),
                                      gradient())

    def test_transparent_pixels_come_through_as_far_as_premultiplied_bytes_go(self):
        once = self.apply("blur", "--param", "sigma=0", "half.png", output="once.png")
        twice = self.apply("blur", "--param", "sigma=0", "once.png", output="twice.png")
        self.assertEqual(once.read_bytes(), twice.read_bytes())
        np.testing.assert_array_equal(self.pixels("once.png")[..., 3],
                                      self.pixels("half.png")[..., 3])

    def test_an_effect_with_alpha_is_premultiplied(self):
        self.save("edge.png", np.stack([np.tile([[255, 0, 0, 255]] * 10 + [[0, 255, 0, 0]] * 10,
                                                (8, 1)).reshape(8, 20, 4)])[0].astype(np.uint8))
        got = self.result("blur", "--param", "sigma=2", "edge.png")
        seen = got[4][got[4][:, 3] > 8]
        self.assertGreater(len(seen), 12)
        self.assertTrue((seen[:, 1] == 0).all())  # no green from transparent pixels

    def test_a_jpeg_and_the_size_of_the_first_picture(self):
        Image.fromarray(gradient()[..., :3]).save(self.root / "a.jpg", quality=95)
        self.save("large.png", gradient(90, 70))
        got = self.result("crossfade", "--progress", "0.5", "a.jpg", "large.png")
        self.assertEqual(got.shape, (30, 40, 4))

    def test_files_by_extension(self):
        surface = np.load(self.apply("blur", "--param", "sigma=1", "a.png", output="o/a.npy"))
        self.assertEqual(surface.shape, (30, 40, 4))
        planes, _ = exr.read(self.apply("blur", "--param", "sigma=1", "a.png", output="a.exr"))
        self.assertEqual(planes["R"].shape, (30, 40))
        self.assertFalse([name for name in tree(self.root) if "part" in name])

    def test_threads_do_not_change_a_byte(self):
        large = self.root / "large.png"
        self.save("large.png", gradient(400, 300))
        one = self.apply("blur", "--param", "sigma=5", "-j", 1, large, output="1.png")
        many = self.apply("blur", "--param", "sigma=5", "-j", 4, large, output="4.png")
        self.assertEqual(one.read_bytes(), many.read_bytes())

    def test_a_picture_may_be_its_own_result(self):
        blurred = self.result("blur", "--param", "sigma=2", "a.png")
        self.apply("blur", "--param", "sigma=2", "a.png", output="a.png")
        np.testing.assert_array_equal(self.pixels("a.png"), blurred)


class Transitions(ApplyTest):
    def test_the_ends_are_the_pictures(self):
        for kind in ("crossfade", "wipe"):
            for progress, expected in ((0, "a.png"), (1, "b.png")):
                with self.subTest(kind=kind, progress=progress):
                    np.testing.assert_array_equal(
                        self.result(kind, "--progress", progress, "a.png", "b.png"),
                        self.pixels(expected))

    def test_half_way_is_the_default(self):
        middle = self.result("crossfade", "a.png", "b.png").astype(int)
        mean = (self.pixels("a.png").astype(int) + self.pixels("b.png")) / 2
        self.assertLessEqual(np.abs(middle - mean).max(), 1)

    def test_progress_arrives_as_it_was_asked_for(self):
        for progress in (0.5, 0.25, 0.1, 1 / 3, 0.123457, 0.999999, 0.000001, 0.7071067811865476):
            with self.subTest(progress):
                told = self.result("test.tell_progress", "--plugin", kPorts, "--progress",
                                   repr(progress), "a.png", "b.png")[5, 5].astype(int)
                got = (told[0] * 65536 + told[1] * 256 + told[2]) / 1e7
                self.assertLessEqual(abs(got - progress), 1e-6)


class Ports(ApplyTest):
    def test_further_pictures_feed_further_ports(self):
        matted = self.result("test.matte", "--plugin", kPorts, "a.png", "half.png")
        np.testing.assert_array_equal(matted[..., 3], self.pixels("half.png")[..., 3])
        np.testing.assert_array_equal(self.result("test.matte", "--plugin", kPorts, "a.png"),
                                      gradient())

    def test_each_port_has_its_own_picture(self):
        grey = np.full((30, 40, 4), 128, np.uint8)  # half transparent grey: stays where it is
        grey[..., 3] = 255
        self.save("still.png", grey)
        moved = grey.copy()
        moved[..., 0] = 16 * 12  # 4 to the right
        self.save("moved.png", moved)
        still = self.result("test.stir", "--plugin", kPorts, "a.png", "still.png")
        self.assertFalse((still == self.result("test.stir", "--plugin", kPorts, "a.png",
                                               "moved.png")).all())
        matted = self.result("test.stir", "--plugin", kPorts, "a.png", "still.png", "half.png")
        self.assertTrue((matted[:, 0, 3] == 0).all())
        np.testing.assert_array_equal(matted[:, 39], still[:, 39])

    def test_wrong_numbers_of_pictures(self):
        for kind, given, says in (
                ("blur", 2, 'effect "blur" takes 1 picture: src; 2 are given'),
                ("crossfade", 1, 'transition "crossfade" takes 2 pictures: from, to; 1 is given'),
                ("crossfade", 3, "3 are given"),
                ("test.matte", 3, "takes 1 to 2 pictures: src, matte (optional); 3 are given"),
                ("test.stir", 1, "takes 2 to 3 pictures: src, map, matte (optional); 1 is given")):
            with self.subTest(kind=kind, given=given):
                self.refused_apply(kUsage, kind, "--plugin", kPorts, *["a.png"] * given,
                                   lines=1, says=says)


class Params(ApplyTest):
    # Pixels of test.tell, each a number in 24 bits.
    kPlaces = {"number": 0, "count": 1, "place": 2, "axis": 4, "tint": 7, "on": 11, "side": 12,
               "word": 13, "table": 15, "curve": 20, "frame": 25, "milliseconds": 26, "seed": 27}

    def told(self, *arguments):
        row = self.result("test.tell", "--plugin", kPorts, *arguments, "a.png")[0].astype(int)
        return (row[:, 0] * 65536 + row[:, 1] * 256 + row[:, 2]).tolist()

    def test_every_type_has_its_spellings(self):
        for text, name, expected in (
                ("number=7", "number", [7]),
                ("number=2.5e1", "number", [25]),
                ("half_number=4", "number", [8]),
                ("count=200", "count", [200]),
                ("place=10,20", "place", [10, 20]),
                ("place=[10, 20]", "place", [10, 20]),
                ("place=9", "place", [9, 9]),
                ("axis=1,2,3", "axis", [1, 2, 3]),
                ("tint=#ff8000", "tint", [255, 128, 0, 255]),
                ("tint=#ff800040", "tint", [255, 128, 0, 64]),
                ("tint=1,0,0.2", "tint", [255, 0, 51, 255]),
                ("tint=[0,1,0,1]", "tint", [0, 255, 0, 255]),
                ("on=true", "on", [1]),
                ("on=false", "on", [0]),
                ("on=1", "on", [1]),
                ("side=right", "side", [1]),
                ("word=abc", "word", [3, ord("a")]),
                ("word=a=b,\"c\"", "word", [7, ord("a")]),
                ("word=", "word", [0, 0]),
                ("word=[1]", "word", [3, ord("[")]),
                ("table=1,2,3", "table", [3, 1, 2, 3]),
                ("table=[4]", "table", [1, 4]),
                ("table=", "table", [0]),
                ("table=[]", "table", [0]),
                ("curve=0,5,2,6", "curve", [4, 0, 5, 2, 6]),
                ("curve=[[0,5],[2,6]]", "curve", [4, 0, 5, 2, 6]),
                ("curve=[0, 5, 2, 6]", "curve", [4, 0, 5, 2, 6])):
            with self.subTest(text):
                at = self.kPlaces[name]
                self.assertEqual(self.told("--param", text)[at:at + len(expected)], expected)

    def test_wrong_values_say_which_word_is_wrong(self):
        for text, *says in (
                ("nummer=7", 'unknown parameter "nummer"', 'did you mean "number"?'),
                ("number=300", "must be in 0..255, not 300"),
                ("number=abc", "must be a number"),
                ("number=", "must be a number"),
                ("number=nan", "must be a number"),
                ("number=1,2", "must be a number"),
                ("count=1.5", "whole number"),
                ("place=1,2,3", "place"),
                ("place=1,x", "place"),
                ("tint=#12345", "after # stand 3, 4, 6 or 8"),
                ("tint=red", "is not a colour"),
                ("tint=", "is not a colour"),
                ("tint=1,2,0", "0..1"),
                ("on=perhaps", "true or false"),
                ("side=rigth", 'did you mean "right"?'),
                ("table=1,2,3,4,5", "at most 4 numbers"),
                ("table=1,,2", "array of numbers"),
                ("table=1,2,", "array of numbers"),
                ("curve=0,0,1", "points"),
                ("curve=[[0,0],[1,1]", "points"),
                ("curve=[[0,0]x[1,1]]", "points"),
                ("curve=[[0,0,1],[1,1]]", "points"),
                ("curve=1,0,0,1", "must increase"),
                ("a/b~c=1", 'unknown parameter "a/b~c"')):
            with self.subTest(text):
                self.refused_apply(kUsage, "test.tell", "--plugin", kPorts, "--param", text,
                                   "a.png", lines=1, says=[f"--param {text}: ", *says])

    def test_all_mistakes_are_told_at_once(self):
        self.refused_apply(kUsage, "blur", "--param", "sigm=3", "--param", "edge=clmp", "a.png",
                           lines=2, says=["--param sigm=3", "--param edge=clmp"])
        self.refused_apply(kUsage, "wipe", "--param", "dir=up", "a.png", "b.png", lines=1,
                           says="--param dir=up")

    def test_a_wrong_number_of_pictures_hides_no_other_mistake(self):
        self.refused_apply(kUsage, "blur", "--param", "sigm=3", "a.png", "b.png", lines=2,
                           says=["takes 1 picture", "2 are given", "--param sigm=3"])
        self.refused_apply(kUsage, "wipe", "--param", "direction=upp", "--param", "soft=x", "a.png",
                           lines=3, says=["takes 2 pictures", "--param direction=upp",
                                          "--param soft=x"])

    def test_a_progress_that_is_no_number_is_quoted(self):
        for text in ("nan", "inf", "1e-400"):
            self.refused_apply(kUsage, "wipe", "--progress", text, "a.png", "b.png", lines=1,
                               says=f'--progress: "{text}" cannot be computed with; give a number')

    def test_other_mistakes(self):
        self.refused_apply(kUsage, "blur", "--param", "sigma", "a.png", lines=1,
                           says="not of the form name=value")
        self.refused_apply(kUsage, "blur", "--param", "=3", "a.png", lines=1, says="name=value")
        self.refused_apply(kUsage, "blur", "--param", "sigma=1", "--param", "sigma=2", "a.png",
                           lines=1, says="twice")
        self.refused_apply(kUsage, "blur", "--param", "sigma=1", "--param", "radius=2", "a.png",
                           lines=1, says="the same parameter")
        self.refused_apply(kUsage, "test.tell", "--plugin", kPorts, "--param",
                           os.fsdecode(b"word=\xff"), "a.png", lines=1, says="not UTF-8")

    def test_frame_fps_and_seed_reach_the_filter(self):
        frame, milliseconds, seed = (self.kPlaces[name] for name in
                                     ("frame", "milliseconds", "seed"))
        told = self.told("--frame", 12, "--fps", 24)
        self.assertEqual((told[frame], told[milliseconds]), (12, 500))
        self.assertEqual(self.told()[frame], 0)
        self.assertEqual(self.told("--frame", 30)[milliseconds], 1000)
        self.assertEqual(self.told("--frame", 30, "--fps", "30000/1001")[milliseconds], 1001)
        seeds = {self.told("--seed", number)[seed] for number in range(6)}
        self.assertGreater(len(seeds), 3)
        self.assertEqual(self.told("--seed", 3), self.told("--seed", 3))

    def test_wrong_frames_rates_and_seeds(self):
        for option, text, says in (
                ("--frame", "-1", "whole number from 0"), ("--frame", "x", "--frame"),
                ("--frame", "2147483647", "whole number from 0"),
                ("--fps", "0", "--fps 0"), ("--fps", "fast", "--fps fast"),
                ("--fps", "30000/0", "--fps 30000/0"), ("--fps", "1/2/3", "--fps 1/2/3"),
                ("--seed", "-1", "--seed"), ("--seed", "1.5", "--seed"),
                ("--seed", "18446744073709551616", "--seed"),
                ("--progress", "0.5", "only transitions do"),
                ("--working", "srgb16", "--working srgb16"),
                ("--threads", "0", "1 to 1024")):
            with self.subTest(option=option, text=text):
                self.refused_apply(kUsage, "blur", f"{option}={text}", "a.png", lines=1, says=says)
        self.refused_apply(kInvalid, "blur", "--working=linear_srgb_f32", "a.png", lines=1,
                           says="not rendered by this version")
        for text in ("1.01", "-0.1", "nan", "half", "", "1e999"):
            with self.subTest(text):
                self.refused_apply(kUsage, "wipe", f"--progress={text}", "a.png", "b.png",
                                   lines=1, says="--progress")
        self.refused_apply(kUsage, "wipe", "--frame", 3, "a.png", "b.png", lines=1,
                           says="follows from its progress")


class Kinds(ApplyTest):
    def test_unknown_kinds(self):
        self.refused_apply(kUsage, "blr", "a.png", lines=1,
                           says='unknown effect or transition "blr"; did you mean "blur"?')
        self.refused_apply(kUsage, "wip", "a.png", "b.png", lines=1, says='"wipe"')
        self.refused_apply(kUsage, "org.latice.blur", "a.png", lines=1,
                           says='did you mean "org.lattice.blur"?')
        self.refused_apply(kPlugin, "kaleidoscope", "a.png", lines=1, says=["kaleidoscope", "blur"])
        self.refused_apply(kUsage, "png", "a.png", lines=1, says="a sink")
        self.refused_apply(kUsage, "depth", "a.png", lines=1, says="an artifact")

    def test_a_full_id(self):
        self.assertEqual(self.apply("org.lattice.blur", "a.png").exists(), True)

    def test_a_required_parameter(self):
        kinds = self.good("plugins", "show", "color_matrix")
        if "required" in kinds:
            self.refused_apply(kUsage, "color_matrix", "a.png", lines=1, says="--param matrix=")

    def test_nothing_to_apply(self):
        self.refused(kUsage, "apply", lines=1, says="apply what?")
        self.refused(kUsage, "apply", "blur", lines=1, says='apply "blur" to what?')
        self.refused(kUsage, "apply", "blur", "a.png", lines=1, says="-o FILE")
        self.refused(kUsage, "apply", "blur", "a.png", "-o", "", lines=1, says="-o FILE")


class Plugins(ApplyTest):
    def fresh(self):
        shutil.copy(self.stage / "lib/lattice/plugins/lattice_effect_blur.so",
                    self.root / "fresh_blur.so")
        return "fresh_blur.so"

    def test_a_plugin_file_wins_without_a_word(self):
        expected = self.result("blur", "--param", "sigma=2", "a.png")
        np.testing.assert_array_equal(
            self.result("blur", "--plugin", self.fresh(), "--param", "sigma=2", "a.png"), expected)

    def test_it_needs_no_other_effects(self):
        plugins = self.private_stage()
        for path in plugins.glob("lattice_effect_*.so"):
            path.unlink()
        self.assertTrue(self.apply("test.matte", "--plugin", kPorts, "a.png").exists())
        self.refused_apply(kPlugin, "blur", "a.png", lines=1, says="blur")

    def test_files_that_are_no_plugins(self):
        self.refused_apply(kPlugin, "blur", "--plugin", "none.so", "a.png", lines=1,
                           says=["none.so", "no such file", "--plugin"])
        self.refused_apply(kPlugin, "blur", "--plugin", ".", "a.png", lines=1, says="not a file")
        self.refused_apply(kPlugin, "blur", "--plugin", "a.png", "a.png", lines=1,
                           says=["a.png", "not an ELF file"])


class Files(ApplyTest):
    def test_pictures_that_cannot_be_read(self):
        self.write("text.png", "no picture")
        self.write("empty.png", "")
        for name, says in (("none.png", "check the spelling of its name"), ("text.png", "text.png: "),
                           ("empty.png", "empty.png: "), (".", ".: ")):
            with self.subTest(name):
                self.refused_apply(kAsset, "blur", name, lines=1, says=[f"{name}: ", says])
                self.refused_apply(kAsset, "wipe", "a.png", name, lines=1, says=[f"{name}: ", says])

    def test_a_picture_whose_name_is_no_text(self):
        name = os.fsdecode(b"\xff.png")
        shutil.copy(self.root / "a.png", self.root / name)
        self.refused_apply(kUsage, "blur", name, lines=1, says="not UTF-8")

    def test_names_with_odd_characters(self):
        for name in ('a "b".png', "a\\b.png", "ä#1.png"):
            with self.subTest(name):
                shutil.copy(self.root / "a.png", self.root / name)
                self.assertEqual(self.apply("blur", "--param", "sigma=1", name).exists(), True)

    def test_results_that_cannot_be_written(self):
        self.refused(kPlugin, "apply", "blur", "a.png", "-o", "out.tif", lines=1, says=".tif")
        self.refused(kUsage, "apply", "blur", "a.png", "-o", "frames/", lines=1,
                     says="one frame goes into one file")
        self.refused(kOutput, "apply", "blur", "a.png", "-o", "a.png/out.png", lines=1,
                     says="a.png")


if __name__ == "__main__":
    main()
