"""bench/bench_run.py, with programs whose speed is known."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from seeded_tree import kRepository


class Bench(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="lattice-bench-")
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.scene = self.root / "scene.json"
        self.scene.write_text('{"duration": 10}')

    def host(self, name, script):
        path = self.root / name
        path.write_text(f"#!/bin/sh\necho \"{name} $*\" >>{self.root}/log\n{script}\n")
        path.chmod(0o755)
        return str(path)

    def bench(self, *arguments):
        done = subprocess.run([sys.executable, "-B", str(kRepository / "bench/bench_run.py"),
                               str(self.scene), *arguments], capture_output=True, text=True,
                              check=False)
        self.assertNotIn("Traceback", done.stderr)
        return done.returncode, done.stdout, done.stderr

    def log(self):
        return (self.root / "log").read_text().splitlines()

    def test_times_are_per_frame_and_the_slower_program_has_the_larger_ones(self):
        slow = self.host("slow", "sleep 0.5")
        fast = self.host("fast", "sleep 0.05")
        status, out, err = self.bench("--host", slow, "--against", fast, "--runs", "1",
                                      "--threads", "1", "--json")
        self.assertEqual(status, 0, err)
        result = json.loads(out)["results"][0]
        self.assertEqual(result["frames"], 10)
        self.assertGreaterEqual(result["programs"][0]["wall_ms"], 50)
        self.assertLess(result["programs"][1]["wall_ms"], result["programs"][0]["wall_ms"])
        self.assertGreater(result["wall_ratio"], 1)

    def test_cpu_time_is_not_the_time_that_passes(self):
        idle = self.host("idle", "sleep 0.5")
        _, out, _ = self.bench("--host", idle, "--runs", "1", "--threads", "1", "--json")
        own = json.loads(out)["results"][0]["programs"][0]
        self.assertLess(own["cpu_ms"], own["wall_ms"] / 2)

    def test_the_programs_take_turns_and_swap_who_comes_first(self):
        a, b = self.host("a", ""), self.host("b", "")
        status, out, _ = self.bench("--host", a, "--against", b, "--runs", "2", "--threads", "1")
        self.assertEqual(status, 0)
        self.assertEqual([line.split()[0] for line in self.log()], list("ab" "ab" "ba"))
        self.assertIn("A/B wall", out)

    def test_the_program_is_asked_to_write_nothing(self):
        a = self.host("a", "")
        self.bench("--host", a, "--runs", "1", "--threads", "2", "--format", "rgba8")
        self.assertIn("--sink null --sink-param format=rgba8 --threads 2", self.log()[0])

    def test_a_render_that_fails_fails_the_benchmark_with_its_last_words(self):
        bad = self.host("bad", 'echo "first" >&2; echo "no such scene" >&2; exit 3')
        status, out, err = self.bench("--host", bad)
        self.assertEqual(status, 1)
        self.assertIn("ended with 3: no such scene", err)
        self.assertEqual(out, "")

    def test_a_program_or_a_scene_that_is_not_there_is_a_sentence(self):
        status, _, err = self.bench("--host", str(self.root / "nothing"))
        self.assertEqual(status, 1)
        self.assertIn("cannot be run", err)
        self.scene.write_text('{"duration": ')
        status, _, err = self.bench("--host", self.host("a", ""))
        self.assertEqual(status, 1)
        self.assertIn("cannot read its duration", err)


if __name__ == "__main__":
    unittest.main()
