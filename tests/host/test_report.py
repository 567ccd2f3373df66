"""Progress and statistics: for people on a terminal, for machines line by line, and nothing of
either on standard output."""

import json
import os
import pty
import re
import subprocess
import time

from support import HostTest, kTimeLimitSeconds, main, scene


class Report(HostTest):
    def said(self, *arguments):
        done = self.host(*arguments)
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
        return done.stderr.splitlines()

    def outputs(self):
        yield "render", ("--sink", "null"), 6
        yield "render", ("-o", "film.mp4"), 6
        yield "frame", ("--frame", 1, "-o", "a.png"), 1
        yield "export", ("--artifacts", "rgba,depth", "-o", "out"), 6

    def test_stats_as_json_are_the_last_line(self):
        for command, rest, frames in self.outputs():
            with self.subTest(command=command, rest=rest):
                *progress, last = self.said(command, "scene.json", *rest, "--stats", "json",
                                            "--progress", "json", "--threads", 2)
                stats = json.loads(last)
                self.assertTrue(progress)
                self.assertEqual((stats["frames"], stats["threads"]), (frames, 2))
                for key in ("seconds", "fps", "peak_memory_mib"):
                    self.assertGreater(stats[key], 0)
                self.assertEqual(set(stats["stages"]), {"render", "produce", "convert", "encode"})
                for stage in stats["stages"].values():
                    self.assertEqual(set(stage), {"wall_seconds", "cpu_seconds"})

    def test_stats_count_the_files_and_their_bytes(self):
        stats = json.loads(self.said("render", "scene.json", "-o", "frames/", "--stats=json")[-1])
        files = list((self.root / "frames").iterdir())
        self.assertEqual(stats["files"], len(files))
        self.assertEqual(stats["bytes"], sum(path.stat().st_size for path in files))
        none = json.loads(self.said("render", "scene.json", "--sink", "null", "--stats=json")[-1])
        self.assertEqual((none["files"], none["bytes"]), (0, 0))

    def test_stats_for_people_may_stand_before_the_scene(self):
        for words in (("--stats", "scene.json"), ("scene.json", "--stats"),
                      ("scene.json", "--stats", "text")):
            lines = self.said("render", "--sink", "null", "-j", 1, *words)
            self.assertRegex(lines[0], r"^6 frames in [\d.]+ s, [\d.]+ fps, 1 thread, ")

    def test_progress_as_json(self):
        for command, rest, frames in self.outputs():
            with self.subTest(command=command, rest=rest):
                lines = [json.loads(line) for line in
                         self.said(command, "scene.json", *rest, "--progress", "json")]
                for line in lines:
                    self.assertEqual(set(line), {"frame", "total", "fps", "eta_seconds"})
                    self.assertEqual(line["total"], frames)
                done = [line["frame"] for line in lines]
                self.assertEqual(done, sorted(done))
                self.assertEqual((done[-1], lines[-1]["eta_seconds"]), (frames, 0))

    def test_without_a_terminal_nothing_is_said(self):
        for command, rest, _ in self.outputs():
            self.assertEqual(self.said(command, "scene.json", *rest), [])

    def on_a_terminal(self, *arguments):
        try:
            ours, theirs = pty.openpty()
        except OSError as reason:  # a container without /dev/pts
            self.skipTest(str(reason))
        with subprocess.Popen(self.command(*arguments), cwd=self.root, env=self.environment,
                              stdout=subprocess.PIPE, stderr=theirs) as running:
            os.close(theirs)
            text = b""
            try:
                while piece := os.read(ours, 4096):
                    text += piece
            except OSError:  # Linux says EIO when the other end is closed
                pass
            os.close(ours)
            printed = running.stdout.read()
            self.assertEqual(running.wait(kTimeLimitSeconds), 0, text)
        self.assertEqual(printed, b"")
        return text.decode()

    def test_on_a_terminal_one_line_is_written_over(self):
        text = self.on_a_terminal("render", "scene.json", "--sink", "null")
        self.assertRegex(text, re.compile(r"\r\x1b\[Kframe 6/6  [\d.]+ fps  ETA 0:00\r\n$"))
        self.assertEqual(text.count("\n"), 1)

    def test_on_a_terminal_it_can_be_switched_off(self):
        self.assertEqual(self.on_a_terminal("render", "scene.json", "--sink", "null",
                                            "--progress", "none"), "")

    def test_closed_standard_streams_are_not_taken_for_the_film(self):
        self.write("long.json", scene(duration=100_000))
        with subprocess.Popen(
                ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh",
                 *self.command("render", "long.json", "-o", "film.mp4", "--progress", "json")],
                cwd=self.root, env=self.environment) as running:
            end = time.monotonic() + kTimeLimitSeconds
            while not list(self.root.glob(".*.part")) and time.monotonic() < end:
                time.sleep(0.01)
            streams = [os.readlink(f"/proc/{running.pid}/fd/{n}") for n in range(3)]
            running.kill()
        self.assertEqual(streams, ["/dev/null"] * 3)

    def test_a_reader_of_the_progress_may_leave(self):
        self.write("long.json", scene(duration=400))
        with subprocess.Popen(self.command("render", "long.json", "-o", "film.mp4", "--progress",
                                           "json"), cwd=self.root, env=self.environment,
                              stderr=subprocess.PIPE) as running:
            running.stderr.close()
            self.assertEqual(running.wait(kTimeLimitSeconds), 0)
        self.assertTrue((self.root / "film.mp4").is_file())


if __name__ == "__main__":
    main()
