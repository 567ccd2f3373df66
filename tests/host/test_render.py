"""Films and image sequences: what is in them, by the readers of others."""

import json
import subprocess

import numpy as np
from PIL import Image

from support import HostTest, main, scene, tree


class Film(HostTest):
    def render(self, name="film.mp4", *more):
        self.good("render", "scene.json", "-o", name, *more)
        return self.root / name

    def probe(self, path):
        text = subprocess.run(["ffprobe", "-v", "error", "-count_frames", "-show_streams",
                               "-show_format", "-of", "json", path], check=True,
                              capture_output=True, text=True).stdout
        (stream,) = json.loads(text)["streams"]
        return stream

    def pixels(self, path):
        """Frames as RGB, decoded by ffmpeg."""
        raw = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-f", "rawvideo", "-pix_fmt",
                              "rgb24", "-"], check=True, capture_output=True).stdout
        return np.frombuffer(raw, np.uint8).reshape(-1, 48, 64, 3).astype(int)

    def test_size_rate_length_and_colour_tags(self):
        stream = self.probe(self.render())
        self.assertEqual({key: stream[key] for key in (
            "codec_name", "width", "height", "pix_fmt", "r_frame_rate", "avg_frame_rate",
            "nb_read_frames", "color_space", "color_transfer", "color_primaries", "color_range")},
            {"codec_name": "h264", "width": 64, "height": 48, "pix_fmt": "yuv420p",
             "r_frame_rate": "30000/1001", "avg_frame_rate": "30000/1001", "nb_read_frames": "6",
             "color_space": "bt709", "color_transfer": "bt709", "color_primaries": "bt709",
             "color_range": "tv"})

    def test_other_rates(self):
        for fps, expected in ((25, "25/1"), (23.976, "24000/1001"), (60, "60/1")):
            self.write("scene.json", scene(fps=fps))
            self.assertEqual(self.probe(self.render())["avg_frame_rate"], expected)

    def test_the_moov_comes_first(self):
        data = self.render().read_bytes()
        self.assertLess(data.index(b"moov"), data.index(b"mdat"))

    def test_the_colours_survive(self):
        self.write("scene.json", scene(root={"leaf": {"solid_rect": {"color": "#c86432"}}}))
        frames = self.pixels(self.render("film.mp4", "--sink-param", "crf=1"))
        self.assertEqual(len(frames), 6)
        self.assertLessEqual(np.abs(frames - [0xc8, 0x64, 0x32]).max(), 3)

    def test_the_frames_are_in_order(self):
        self.write("scene.json", scene(duration=8, root={
            "leaf": {"solid_rect": {"color": "#fff"}},
            "opacity": {"keys": [[0, 0], [7, 1]]}}, canvas={"width": 64, "height": 48,
                                                            "background": "#000"}))
        means = self.pixels(self.render("film.mp4", "--sink-param", "crf=1")).mean(axis=(1, 2, 3))
        np.testing.assert_allclose(means, np.arange(8) * 255 / 7, atol=4)

    def test_mov_and_params(self):
        stream = self.probe(self.render("film.mov", "--sink-param", "pix_fmt=yuv444p"))
        self.assertEqual(stream["pix_fmt"], "yuv444p")

    def test_one_frame_makes_a_film_of_one(self):
        self.good("frame", "scene.json", "--frame", 3, "-o", "one.mp4")
        self.assertEqual(self.probe(self.root / "one.mp4")["nb_read_frames"], "1")

    def test_an_older_file_is_replaced_and_nothing_else_left(self):
        self.write("film.mp4", "an older film")
        self.assertEqual(self.probe(self.render())["nb_read_frames"], "6")
        self.assertEqual(tree(self.root), ["film.mp4", "scene.json"])


class Sequence(HostTest):
    names = [f"frame_{n:06d}.png" for n in range(6)]

    def test_a_folder_gets_a_png_for_each_frame(self):
        self.good("render", "scene.json", "-o", "frames/")
        self.assertEqual(tree(self.root / "frames"), self.names)
        for name in self.names:
            with Image.open(self.root / "frames" / name) as picture:
                picture.load()
                self.assertEqual((picture.size, picture.mode), ((64, 48), "RGBA"))

    def test_an_existing_folder_needs_no_slash_and_keeps_what_is_in_it(self):
        self.write("frames/notes.txt", "mine")
        self.write("frames/frame_000002.png", "an older frame")
        self.good("render", "scene.json", "-o", "frames")
        self.assertEqual(tree(self.root / "frames"), [*self.names, "notes.txt"])
        with Image.open(self.root / "frames/frame_000002.png") as picture:
            self.assertEqual(picture.size, (64, 48))

    def test_the_sink_may_be_another(self):
        for sink, extension in (("npy", "npy"), ("exr", "exr")):
            self.good("render", "scene.json", "-o", f"{sink}/", "--sink", sink)
            self.assertEqual(tree(self.root / sink),
                             [f"frame_{n:06d}.{extension}" for n in range(6)])

    def test_null_writes_nothing(self):
        before = tree(self.root)
        self.good("render", "scene.json", "--sink", "null")
        self.good("render", "scene.json", "--sink", "null", "--sink-param", "format=i420")
        self.assertEqual(tree(self.root), before)


if __name__ == "__main__":
    main()
