"""Where nothing can be written, or a sink refuses what it is offered, a command says so and leaves
nothing behind. Folders without permission do not stop root, so these are files in the way,
kernel file systems, and limits."""

import resource
import subprocess

from support import HostTest, kOutput, kPlugin, kUsage, main, scene, tree


class Places(HostTest):
    def setUp(self):
        super().setUp()
        self.write("file", "in the way")

    def outputs(self, place):
        yield "render", ("-o", f"{place}/film.mp4")
        yield "render", ("-o", f"{place}/frames/")
        yield "frame", ("--frame", 2, "-o", f"{place}/still.png")
        yield "frame", ("--frame", 2, "-o", f"{place}/still.exr")
        yield "frame", ("--frame", 2, "-o", f"{place}/still.npy")
        yield "export", ("--artifacts", "rgba,depth", "-o", f"{place}/export")

    def test_a_path_through_a_file(self):
        for place in ("file", "file/deeper", "scene.json/.."):
            for command, rest in self.outputs(place):
                with self.subTest(command=command, rest=rest):
                    self.refused(kOutput, command, "scene.json", *rest, lines=1,
                                 says=place.split("/", maxsplit=1)[0])
        self.assertEqual((self.root / "file").read_text(), "in the way")

    def test_a_file_in_place_of_the_folder(self):
        self.refused(kOutput, "export", "scene.json", "--artifacts", "rgba", "-o", "file",
                     says="is a file, not a folder")
        self.refused(kOutput, "render", "scene.json", "-o", "file/", says="file")
        self.assertEqual((self.root / "file").read_text(), "in the way")

    def test_a_file_in_place_of_an_artifacts_folder(self):
        self.write("out/depth", "in the way")
        self.refused(kOutput, "export", "scene.json", "--artifacts", "depth", "-o", "out",
                     says="out/depth")

    def test_file_systems_that_nobody_may_write_to(self):
        for place in ("/proc", "/proc/self", "/dev/full"):
            for command, rest in self.outputs(place):
                with self.subTest(command=command, rest=rest):
                    self.refused(kOutput, command, "scene.json", *rest, says=place, lines=1)

    def test_a_folder_that_has_the_name_of_the_file(self):
        for name, command, rest in (("film.mp4", "render", ("--sink", "ffmpeg")),
                                    ("still.png", "frame", ("--frame", 0))):
            (self.root / name).mkdir()
            self.refused(kUsage, command, "scene.json", *rest, "-o", name, says=f"{name}/")

    def test_a_disk_that_fills_up(self):
        def small_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))

        self.write("big.json", scene(canvas={"width": 256, "height": 256}))
        before = tree(self.root)
        for command, rest in self.outputs("out"):
            with self.subTest(command=command, rest=rest):
                done = subprocess.run(
                    self.command(command, "big.json", *rest), cwd=self.root,
                    env={**self.environment, "LATTICE_CACHE_DIR": "/dev/null"},
                    capture_output=True, text=True, check=False, preexec_fn=small_files)
                self.assertEqual((done.returncode, done.stdout), (kOutput, ""), done.stderr)
                self.assertIn("limit for the size of a file", done.stderr)
                self.assertEqual(tree(self.root), before)


class Sinks(HostTest):
    def test_video_of_an_odd_size(self):
        self.write("odd.json", scene(canvas={"width": 63, "height": 47}))
        self.refused(kOutput, "render", "odd.json", "-o", "film.mp4", lines=1,
                     says=["ffmpeg", "63x47", "pix_fmt=yuv444p"])
        self.good("render", "odd.json", "-o", "film.mp4", "--sink-param", "pix_fmt=yuv444p")

    def test_depth_as_video(self):
        self.refused(kOutput, "export", "scene.json", "--artifacts", "depth", "--float-format",
                     "ffmpeg", "-o", "out", says=["depth", "ffmpeg"], lines=1)

    def test_an_extension_that_no_sink_writes(self):
        for command, rest in (("render", ()), ("frame", ("--frame", 0))):
            self.refused(kPlugin, command, "scene.json", *rest, "-o", "a.tiff", lines=1,
                         says=["a.tiff", "no sink writes .tiff", ".mp4", ".png"])

    def test_an_extension_that_the_named_sink_does_not_write(self):
        self.refused(kOutput, "render", "scene.json", "-o", "a.avi", "--sink", "ffmpeg",
                     says=["a.avi", "mp4"])

    def test_an_unknown_sink(self):
        for command, rest in (("render", ()), ("frame", ("--frame", 0))):
            self.refused(kUsage, command, "scene.json", *rest, "-o", "a.png", "--sink", "pgn",
                         says='unknown sink "pgn"; did you mean "png"?')
            self.refused(kPlugin, command, "scene.json", *rest, "-o", "a.png", "--sink", "webm",
                         says=['unknown sink "webm"', "ffmpeg"])
        for option in ("--color-format", "--float-format"):
            self.refused(kPlugin, "export", "scene.json", "--artifacts", "rgba,depth", option,
                         "webm", "-o", "out", says='unknown sink "webm"')

    def test_an_unknown_artifact(self):
        self.refused(kUsage, "export", "scene.json", "--artifacts", "rgbaa", "-o", "out",
                     says='unknown artifact "rgbaa"; did you mean "rgba"?')
        self.refused(kPlugin, "export", "scene.json", "--artifacts", "motion", "-o", "out",
                     says=['unknown artifact "motion"', "depth"])

    def test_a_list_of_artifacts_that_is_empty_or_repeats(self):
        for rest in ((), ("--artifacts", ""), ("--artifacts", ",")):
            self.refused(kUsage, "export", "scene.json", *rest, "-o", "out", says="--artifacts")
        self.refused(kUsage, "export", "scene.json", "--artifacts", "rgba,depth,rgba", "-o", "out",
                     says=["rgba", "twice"])

    def test_params_of_the_sink(self):
        for word, says in (("crf", "name=value"), ("=3", "name=value"),
                           ("crff=3", 'did you mean "crf"?'), ("crf=52", "from 0 to 51"),
                           ("crf=-1", "from 0 to 51"), ("crf=nan", "crf"),
                           ("crf=soft", "not a number"), ("crf=", "not a number"),
                           ("gop=1.5", "gop"), ("speed=warp", "veryfast"),
                           ("pix_fmt=yuv9", "yuv420p")):
            with self.subTest(word):
                self.refused(kUsage, "render", "scene.json", "-o", "a.mp4", "--sink-param", word,
                             says=says, lines=1)
        self.refused(kUsage, "render", "scene.json", "-o", "a.mp4", "--sink-param", "crf=3",
                     "--sink-param", "crf=4", says="twice")

    def test_a_file_for_many_frames_and_a_folder_for_one_film(self):
        self.refused(kUsage, "render", "scene.json", "-o", "a.png", says="a file per frame")
        self.refused(kUsage, "render", "scene.json", "-o", "out/", "--sink", "ffmpeg",
                     says="writes one file")
        self.refused(kUsage, "frame", "scene.json", "--frame", 0, "-o", "out/", says="one file")

    def test_what_stood_there_before_survives_a_refusal(self):
        self.write("odd.json", scene(canvas={"width": 63, "height": 47}))
        for name in ("film.mp4", "still.png"):
            self.write(name, "precious")
        self.refused(kOutput, "render", "odd.json", "-o", "film.mp4")
        self.refused(kUsage, "frame", "scene.json", "--frame", 99, "-o", "still.png")
        for name in ("film.mp4", "still.png"):
            self.assertEqual((self.root / name).read_text(), "precious")


if __name__ == "__main__":
    main()
