"""The bytes of an output are a function of the composition, and of nothing else: not of threads,
of earlier runs, of locale, time zone or folder."""

import hashlib
import os

from PIL import Image

from support import HostTest, main, scene

kThreads = (1, 2, 4)
# Enough for several tiles, with an image, a turn, blurs, a transition and colour effects.
kSize = {"width": 320, "height": 200, "background": "#10182000"}
kFrames = 8
kRoot = {"group": [
    {"leaf": "photo", "transform": {"scale": {"keys": [[0, 1], [7, 1.3]]}, "rotation_deg": 3}},
    {"sequence": [
        {"range": [0, 6], "leaf": {"solid_rect": {"color": "#ff8800c0", "width": 120,
                                                  "height": 90}},
         "transform": {"translate": [30, 40], "rotation_deg": 12, "z": 30},
         "effects": [{"blur": {"keys": [[0, 1], [5, 9]]}}, {"brightness": 1.3},
                     {"saturate": 0.5}],
         "transition_out": {"kind": "wipe", "duration_frames": 4,
                            "params": {"dir": "left_to_right", "soft_edge": 0.2}}},
        {"range": [0, 6], "leaf": "photo", "opacity": 0.7, "transform": {"z": -20},
         "transition_in": {"kind": "wipe", "duration_frames": 4,
                           "params": {"dir": "left_to_right", "soft_edge": 0.2}}}]}]}
kOutputs = (("render", "film.mp4", ()),
            ("render", "png/", ()),
            ("render", "npy/", ("--sink", "npy")),
            ("frame", "still.png", ("--frame", 4)),
            ("frame", "still.exr", ("--frame", 4)),
            ("frame", "still.npy", ("--frame", 4)),
            ("export", "out", ("--artifacts", "rgba,depth")))


def digests(folder):
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}


class SameBytes(HostTest):
    def setUp(self):
        super().setUp()
        noise = Image.effect_noise((320, 200), 90)
        Image.merge("RGB", (noise, noise.rotate(90), noise.rotate(180))).save(
            self.root / "photo.png")
        self.write("scene.json", scene(canvas=kSize, duration=kFrames, root=kRoot,
                                       assets={"photo": {"image": {"source": "photo.png"}}}))

    def make(self, name, outputs=kOutputs, *more):
        folder = self.root / name
        folder.mkdir()
        for command, output, rest in outputs:
            target = f"{name}/{output}"
            self.good(command, "scene.json", *rest, "-o", target, *more)
        made = digests(folder)
        self.assertTrue(made)
        return made

    def test_with_any_number_of_threads(self):
        made = [self.make(f"threads{n}", kOutputs, "--threads", n) for n in kThreads]
        self.assertEqual(len(made[0]), 1 + 2 * kFrames + 3 + 2 * kFrames)
        for other in made[1:]:
            self.assertEqual(made[0], other)

    def test_twice_in_a_row_and_over_older_files(self):
        first = self.make("first")
        self.assertEqual(first, self.make("second"))
        for command, output, rest in kOutputs:
            self.good(command, "scene.json", *rest, "-o", f"first/{output}")
        self.assertEqual(first, digests(self.root / "first"))

    def test_whatever_the_environment(self):
        some = kOutputs[:1] + kOutputs[3:6]
        first = self.make("first", some)
        self.environment.update(LC_ALL="de_DE.UTF-8", LANG="tr_TR.UTF-8", TZ="Asia/Kathmandu",
                                HOME="/nonexistent", TMPDIR="/nonexistent", COLUMNS="20",
                                OMP_NUM_THREADS="3")
        os.utime(self.root / "photo.png", (0, 0))
        self.assertEqual(first, self.make("second", some))

    def test_a_changed_composition_changes_them(self):
        first = self.make("first", kOutputs[3:4])
        text = (self.root / "scene.json").read_text()
        self.write("scene.json", text.replace("#ff8800c0", "#ff8801c0"))
        self.assertNotEqual(first, self.make("second", kOutputs[3:4]))


if __name__ == "__main__":
    main()
