"""Ctrl-C and worse in the middle of a render: a film appears whole or not at all, an image
sequence holds whole frames only."""

import os
import signal
import subprocess
import time

from PIL import Image

from support import HostTest, kCancelled, kTimeLimitSeconds, main, scene, tree

kLongFrames = 100_000  # hours
kEndSeconds = 2.0


def part_files(folder):
    return [name for name in tree(folder) if name.endswith(".part")]


class Interrupt(HostTest):
    def setUp(self):
        super().setUp()
        self.write("long.json", scene(duration=kLongFrames, canvas={"width": 320, "height": 180}))

    def start(self, *arguments):
        running = subprocess.Popen(self.command(*arguments), cwd=self.root, env=self.environment,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(self.clean_up, running)
        return running

    @staticmethod
    def clean_up(running):
        if running.poll() is None:
            running.kill()
        running.communicate()

    def wait_until(self, condition, running):
        end = time.monotonic() + kTimeLimitSeconds
        while not condition():
            self.assertIsNone(running.poll(), "the render ended too early")
            self.assertLess(time.monotonic(), end, "nothing happened")
            time.sleep(0.01)

    def interrupted(self, running, number):
        """Sends the signal; the last line that was said."""
        begun = time.monotonic()
        running.send_signal(number)
        out, said = running.communicate(timeout=kTimeLimitSeconds)
        self.assertLess(time.monotonic() - begun, kEndSeconds)
        self.assertEqual((running.returncode, out), (kCancelled, ""), said)
        return said.splitlines()[-1]

    def film(self):
        running = self.start("render", "long.json", "-o", "film.mp4", "--progress", "json")
        self.wait_until(lambda: part_files(self.root), running)
        return running

    def sequence(self):
        running = self.start("render", "long.json", "-o", "frames/")
        self.wait_until(lambda: (self.root / "frames/frame_000010.png").exists(), running)
        return running

    def test_a_film_is_not_there(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number.name):
                said = self.interrupted(self.film(), number)
                self.assertRegex(said, rf"cancelled after \d+ of {kLongFrames} frames")
                self.assertEqual(tree(self.root), ["long.json", "scene.json"])

    def test_an_older_film_stays(self):
        self.write("film.mp4", "an older film")
        self.interrupted(self.film(), signal.SIGINT)
        self.assertEqual((self.root / "film.mp4").read_text(), "an older film")

    def test_a_sequence_holds_whole_frames_from_the_first_on(self):
        self.interrupted(self.sequence(), signal.SIGINT)
        names = tree(self.root / "frames")
        self.assertGreater(len(names), 10)
        self.assertEqual(names, [f"frame_{n:06d}.png" for n in range(len(names))])
        for name in names:
            with Image.open(self.root / "frames" / name) as picture:
                picture.load()
                self.assertEqual(picture.size, (320, 180))

    def test_an_export_holds_whole_frames_of_each_artifact(self):
        running = self.start("export", "long.json", "--artifacts", "rgba,depth", "-o", "out")
        self.wait_until(lambda: (self.root / "out/depth/frame_000004.exr").exists(), running)
        self.interrupted(running, signal.SIGINT)
        rgba, depth = (tree(self.root / "out" / name) for name in ("rgba", "depth"))
        self.assertEqual(rgba, depth)
        self.assertEqual(rgba, [f"frame_{n:06d}.exr" for n in range(len(rgba))])

    def test_nohup_is_respected(self):
        running = subprocess.Popen(
            ["nohup", *self.command("render", "long.json", "-o", "frames/")], cwd=self.root,
            env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True)
        self.addCleanup(self.clean_up, running)
        self.wait_until(lambda: (self.root / "frames/frame_000002.png").exists(), running)
        running.send_signal(signal.SIGHUP)
        self.wait_until(lambda: len(tree(self.root / "frames")) > 20, running)
        self.interrupted(running, signal.SIGINT)

    def test_killed_nothing_stands_under_the_final_name(self):
        running = self.film()
        running.kill()
        running.wait(kTimeLimitSeconds)
        self.assertFalse((self.root / "film.mp4").exists())

        running = self.sequence()
        running.kill()
        running.wait(kTimeLimitSeconds)
        for path in (self.root / "frames").glob("frame_*.png"):
            with Image.open(path) as picture:
                picture.load()

    def test_a_film_appears_whole(self):
        # Noise in motion makes a file far larger than any buffer on the way.
        Image.effect_noise((320, 180), 120).save(self.root / "noise.png")
        self.write("noisy.json", scene(
            duration=60, canvas={"width": 320, "height": 180},
            assets={"noise": {"image": {"source": "noise.png"}}},
            root={"leaf": "noise",
                  "transform": {"rotation_deg": {"keys": [[0, 0], [59, 300]]}}}))
        running = self.start("render", "noisy.json", "-o", "film.mp4", "--sink-param", "crf=1")
        film, sizes, partial = self.root / "film.mp4", set(), set()
        while running.poll() is None:
            if film.exists():
                sizes.add(film.stat().st_size)
            for name in part_files(self.root):
                try:
                    partial.add(os.stat(self.root / name).st_size)
                except FileNotFoundError:
                    pass  # renamed since it was listed
        self.assertEqual(running.returncode, 0)
        self.assertLessEqual(sizes, {film.stat().st_size})
        self.assertGreater(len(partial), 1, "it was not seen while it grew")
        self.assertEqual(part_files(self.root), [])


if __name__ == "__main__":
    main()
