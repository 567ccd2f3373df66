"""`plugins check` on a corpus of libraries that break one rule each: it finds this rule and no
other, says what to do, and finds it again from the seed; a scan survives all of them."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def option(name, otherwise=None):
    if name not in sys.argv:
        return otherwise
    at = sys.argv.index(name)
    value = sys.argv[at + 1]
    del sys.argv[at:at + 2]
    return value


kCorpus = Path(option("--corpus", os.environ.get("LATTICE_CHECK_CORPUS", ""))).resolve()
# Sanitizers take the place of what the check listens to; then some rules cannot be judged.
kSanitized = bool(option("--sanitized", ""))

from support import HostTest, kPlugin, kPluginFolder, kStage, kUsage, main  # noqa: E402

kBroken, kHolds = 1, 0
kRulesPage = Path(__file__).resolve().parents[2] / "docs/plugin-rules.md"
# The one rule that each library breaks.
kRuleOf = {
    "undefined_symbol": 101, "no_entry": 102, "two_exports": 102, "hang_entry": 103,
    "hang_constructor": 103, "crash_entry": 104, "crash_described": 104, "throws": 105,
    "exit_entry": 106, "exit_constructor": 106, "newer_major": 107, "host_too_old": 108,
    "fast_math": 109, "fickle_entry": 110, "thread_entry": 111,
    "bad_struct_size": 201, "bad_id": 202, "bad_hint": 202, "no_summary": 202,
    "duplicate_id": 203, "duplicate_param": 203, "initial_out_of_range": 204,
    "no_src_port": 205, "no_tile": 206, "pointwise_with_roi": 206, "reserved_not_zero": 207, "unknown_flag": 208,
    "endless_params": 208,
    "create_fails": 301, "outside_tile": 302, "unfilled": 303, "reads_scratch": 304,
    "past_scratch": 304, "tile_dependent": 305, "thread_dependent": 306, "order_dependent": 307,
    "clock_in_pixels": 308, "random_in_pixels": 308, "address_in_pixels": 308,
    "outside_roi": 309, "outside_bounds": 310, "last_pass_differs": 311, "no_passes": 311,
    "fold_differs": 312, "fold_of_nothing": 312, "allocates": 313, "allocates_in_bounds": 313,
    "locks": 314, "wrong_end": 315, "not_premultiplied": 316, "not_finite": 316,
    "silent_failure": 317, "odd_size_crash": 318, "hang_at_maximum": 318, "pointwise_lie": 320,
    "varies_lie": 320, "unstable_digest": 321, "reads_file": 322, "dies_elsewhere": 308,
    "hangs_chatting": 318, "wide_tiles": 305, "many_workers": 306, "stale_cache": 307,
    "params_at_create": 307, "rounds_down": 109, "prints_fortified": 322,
    "output_name_escapes": 401, "output_twice": 401, "artifact_hole": 402,
    "artifact_overflow": 402, "artifact_order": 403, "artifact_clock": 403,
    "artifact_allocates": 404, "artifact_locks": 404, "finish_fopen": 405, "finish_forgets": 405,
    "artifact_silent": 406, "finish_silent": 406, "artifact_crash": 407, "finish_crash": 407,
    "artifact_ignores_rows": 403, "sink_ignores_rows": 504,
    "sink_refuses_mutely": 501, "sink_wants_nonsense": 501, "sink_forgets_commit": 502,
    "sink_leaves_file": 503, "sink_counts_exports": 504, "sink_ignores_errors": 505,
    "sink_fopen": 506, "sink_hangs": 507, "sink_crashes": 507, "sink_arrival": 508,
}
# What the scan refuses; the others can be described, and are listed.
kRefused = {name for name, rule in kRuleOf.items() if rule < 109 or 200 < rule < 300} - {
    "two_exports", "no_summary"}
kHangs = {"hang_entry", "hang_constructor", "hang_at_maximum", "sink_hangs", "hangs_chatting"}
# For libraries that hang; the others get all the time that a busy machine may need.
kShortSeconds, kLongSeconds = 4, 90
kCases = 8
kGood = {"effect": 3, "transition": 3, "measurer": 4, "watcher": 4, "film": 5, "stills": 5,
         "waits": 3, "fails_late": 3, "folds_large": 3}
kSlow = "slow"  # runs for a while, and so has a test of its own

results = {}  # what --json said of each library, by name


def check(path, *options, hangs=False):
    environment = {key: value for key, value in os.environ.items()
                   if not key.startswith("LATTICE_")}
    command = [kStage / "bin/lattice-host", "plugins", "check", path, "--time-limit",
               kShortSeconds if hangs else kLongSeconds, *options]
    return subprocess.run([str(word) for word in command], env=environment, capture_output=True,
                          text=True, check=False, timeout=600)


def examine(folder, name):
    return check(kCorpus / folder / f"{name}.so", "--json", "--cases", kCases,
                 hangs=name in kHangs)


def setUpModule():
    tasks = [("bad", name) for name in kRuleOf] + [("good", name) for name in kGood]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for (_, name), done in zip(tasks, pool.map(lambda task: examine(*task), tasks)):
            results[name] = done


def report(name):
    done = results[name]
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError:
        raise AssertionError(f"{name}: {done.stdout}{done.stderr}") from None


def cannot_be_judged(name, rule):
    """Whether this build says that it cannot see what the rule is about."""
    states = [entry for entry in report(name)["rules"] if entry["rule"] == rule]
    return kSanitized and states and all(
        entry["state"] == "not judged" and "build" in entry["why"] for entry in states)


class Corpus(HostTest):
    def broken(self):
        """The libraries whose fault this build can see, with their rules."""
        return {name: rule for name, rule in kRuleOf.items() if not cannot_be_judged(name, rule)}

    def test_the_table_names_every_library_of_the_corpus(self):
        self.assertEqual({path.stem for path in (kCorpus / "bad").glob("*.so")}, set(kRuleOf))
        self.assertEqual({path.stem for path in (kCorpus / "good").glob("*.so")}, set(kGood) | {kSlow})

    def test_each_breaks_its_rule_and_no_other(self):
        for name, rule in self.broken().items():
            with self.subTest(name):
                said = report(name)
                self.assertEqual([finding["rule"] for finding in said["findings"]], [rule], said)
                self.assertEqual(results[name].returncode, kBroken)
                self.assertFalse(said["ok"])

    def test_what_cannot_be_seen_is_not_held_against_anybody(self):
        for name in set(kRuleOf) - set(self.broken()):
            with self.subTest(name):
                self.assertEqual(report(name)["findings"], [])
                self.assertEqual(results[name].returncode, kHolds)

    def test_a_finding_says_where_what_and_what_to_do(self):
        for name, rule in self.broken().items():
            with self.subTest(name):
                finding = report(name)["findings"][0]
                for key in ("title", "sentence", "remedy"):
                    self.assertTrue(finding[key].strip(), key)
                    self.assertFalse(finding[key].endswith("."), finding[key])
                self.assertEqual(finding["page"], f"docs/plugin-rules.md#{rule}")
                if rule > 300:
                    self.assertIn(f"com.example.{name}", finding["kind"])

    def test_a_crash_names_the_function(self):
        for name, function in (("odd_size_crash", "tile()"), ("finish_crash", "finish()"),
                               ("sink_crashes", "push()"), ("sink_hangs", "end()")):
            with self.subTest(name):
                (finding,) = report(name)["findings"]
                self.assertIn(function, finding["sentence"])

    def test_a_crash_names_its_case(self):
        for name, words in (("odd_size_crash", "src ("), ("hang_at_maximum", "amount=1"),
                            ("dies_elsewhere", "src (")):
            with self.subTest(name):
                (finding,) = report(name)["findings"]
                self.assertIn(words, finding["case"])

    def test_a_rule_of_the_library_that_a_kind_breaks_does_not_hold(self):
        judged = {entry["rule"]: entry["state"] for entry in report("rounds_down")["rules"]}
        self.assertEqual(judged[109], "broken")

    def test_what_hangs_on_a_broken_rule_is_not_judged(self):
        judged = {entry["rule"]: entry for entry in report("outside_tile")["rules"]}
        self.assertEqual(judged[302]["state"], "broken")
        self.assertEqual(judged[305]["state"], "not judged")
        self.assertIn("302", judged[305]["why"])

    def test_the_seed_of_a_finding_finds_it_again_and_the_text_says_all(self):
        def again(name):
            (finding,) = report(name)["findings"]
            seed = () if finding["seed"] is None else ("--reproduce", finding["seed"])
            return check(kCorpus / "bad" / f"{name}.so", "--rule", finding["rule"], *seed,
                         hangs=name in kHangs)

        broken = {name: rule for name, rule in self.broken().items()
                  if len(report(name)["findings"]) == 1}
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for name, done in zip(broken, pool.map(again, broken)):
                with self.subTest(name):
                    (finding,) = report(name)["findings"]
                    self.assertEqual(done.returncode, kBroken, done.stdout + done.stderr)
                    for words in (f"{name}.so", f"{broken[name]}  {finding['title']}",
                                  finding["remedy"], finding["page"]):
                        self.assertIn(words, done.stdout)

    def test_what_was_asked_for_and_not_judged_is_not_called_good(self):
        text = self.write("text.so", b"not a library")
        for path, rule, why in ((text, 305, "rule 101 is broken"),
                                (kCorpus / "bad/odd_size_crash.so", 305, "rule 318 is broken"),
                                (kCorpus / "good/effect.so", 319, "--against"),
                                (kCorpus / "good/film.so", 305, "does not apply")):
            with self.subTest(path=path, rule=rule):
                done = check(path, "--rule", rule, "--cases", kCases)
                self.assertEqual(done.returncode, kBroken, done.stdout)
                self.assertIn("could not be judged", done.stdout)
                self.assertIn(f"{rule} for ", done.stdout)
                self.assertIn(why, done.stdout)
                said = json.loads(check(path, "--rule", rule, "--cases", kCases, "--json").stdout)
                self.assertFalse(said["ok"])
                self.assertEqual(said["findings"], [])
        done = check(kCorpus / "bad/outside_tile.so", "--cases", kCases)
        self.assertRegex(done.stdout.splitlines()[0], r"1 rule is broken, \d+ not judged$")

    def test_no_rule_holds_that_nobody_came_to(self):
        text = json.loads(check(self.write("text.so", b"not a library"), "--json").stdout)
        for said, held in ((text, set()), (report("hang_entry"), {101, 102}),
                           (report("bad_struct_size"), {101, 102, 107, 108, 109})):
            holds = {entry["rule"] for entry in said["rules"] if entry["state"] == "holds"}
            self.assertEqual(holds, held, said["file"])

    def test_the_words_that_find_it_again_survive_a_shell(self):
        path = self.root / "it's a plugin.so"
        shutil.copy(kCorpus / "bad/unfilled.so", path)
        said = json.loads(check(path, "--cases", 1, "--json", "--param", "amount=0.5").stdout)
        words = shlex.split(said["findings"][0]["reproduce"])
        self.assertEqual(words[3], str(path))
        self.assertEqual(words[-1], "amount=0.5")

    def test_what_was_not_asked_for_is_not_reported(self):
        done = check(kCorpus / "bad/unfilled.so", "--rule", 302, "--cases", 1, "--json")
        self.assertEqual(done.returncode, kHolds, done.stdout)
        self.assertEqual({entry["rule"] for entry in json.loads(done.stdout)["rules"]}, {302})


class Good(HostTest):
    def test_the_libraries_that_they_were_made_from_break_none(self):
        for name, group in kGood.items():
            with self.subTest(name):
                said = report(name)
                self.assertEqual(results[name].returncode, kHolds, said)
                self.assertEqual(said["findings"], [])
                self.assertTrue(said["ok"])
                holds = {e["rule"] // 100 for e in said["rules"] if e["state"] == "holds"}
                self.assertEqual(holds, {1, 2, group})
                for entry in said["rules"]:
                    if entry["state"] == "not judged":
                        self.assertTrue(entry["why"].strip(), entry)

    def test_a_slow_plugin_is_not_one_that_hangs(self):
        done = check(kCorpus / f"good/{kSlow}.so", "--cases", 1, "--rule", 305, hangs=True)
        self.assertEqual(done.returncode, kHolds, done.stdout + done.stderr)

    def test_nothing_is_left_behind(self):
        self.environment["TMPDIR"] = str(self.root / "tmp")
        (self.root / "tmp").mkdir()
        for name in ("bad/sink_fopen", "bad/finish_fopen", "good/film"):
            self.host("plugins", "check", kCorpus / f"{name}.so", "--cases", 2)
        self.assertEqual(sorted(path.name for path in self.root.rglob("*")),
                         ["scene.json", "tmp"])

    def test_another_build_under_the_same_content_version(self):
        before, after, lowered = (kCorpus / f"{folder}/content_changed.so"
                                  for folder in ("before", "after", "lowered"))
        for new, old, rules in ((after, before, [319]), (before, before, []),
                                (lowered, before, [319])):
            done = check(new, "--against", old, "--cases", kCases, "--json")
            said = json.loads(done.stdout)
            self.assertEqual([finding["rule"] for finding in said["findings"]], rules, said)
            self.assertEqual(done.returncode, kBroken if rules else kHolds)


class Scan(HostTest):
    def test_a_scan_survives_all_of_them(self):
        folder = self.root.parent / "plugins"
        shutil.copytree(kCorpus / "bad", folder)
        for path in (kCorpus / "good").glob("*.so"):
            shutil.copy(path, folder / f"good_{path.name}")
        done = self.host("plugins", "list", "--plugins", folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        for name in kRuleOf:
            with self.subTest(name):
                warnings = [line for line in done.stderr.splitlines() if f"/{name}.so" in line]
                if name in kRefused:
                    (warning,) = warnings
                    self.assertRegex(warning, r"^warning: .*: .+; .+$")
                else:
                    self.assertEqual(warnings, [])
                    self.assertIn(f"com.example.{name}", done.stdout)
        for name in (*kGood, kSlow):
            self.assertIn(f"com.example.good_{name}", done.stdout)

    def test_the_list_without_them_is_as_it_was(self):
        folder = self.root.parent / "plugins"
        folder.mkdir()
        for name in kRefused - kHangs:
            shutil.copy(kCorpus / f"bad/{name}.so", folder)
        done = self.host("plugins", "list", "--plugins", folder)
        self.assertEqual(done.stdout, self.good("plugins", "list"))
        self.assertEqual(len(done.stderr.splitlines()), len(kRefused - kHangs))


class Usage(HostTest):
    def test_a_file_that_is_no_library_breaks_the_first_rule(self):
        whole = next((kStage / kPluginFolder).glob("*.so")).read_bytes()
        for name, content in (("text.so", b"not a library"), ("empty.so", b""),
                              ("cut.so", whole[:2000])):
            with self.subTest(name):
                done = self.host("plugins", "check", self.write(name, content), "--json")
                self.assertEqual(done.returncode, kBroken, done.stderr)
                (finding,) = json.loads(done.stdout)["findings"]
                self.assertEqual(finding["rule"], 101)

    def test_what_is_not_there_cannot_be_examined(self):
        self.refused(kPlugin, "plugins", "check", "absent.so", says="absent.so")
        self.refused(kPlugin, "plugins", "check", self.root, says="no file")
        good = kCorpus / "good/effect.so"
        self.refused(kPlugin, "plugins", "check", good, "--against", "absent.so", says="absent.so")

    def test_wrong_words(self):
        good = kCorpus / "good/effect.so"
        for words in ((), (good, good), (good, "--rule", 999), (good, "--cases", 0),
                      (good, "--reproduce", 0), (good, "--reproduce", "x")):
            with self.subTest(words):
                self.refused(kUsage, "plugins", "check", *words)

    def test_the_page_explains_every_rule_in_the_order_of_the_list(self):
        listed = [tuple(line.split("  ", 1)) for line in
                  self.good("plugins", "check", "--list").splitlines()]
        page = kRulesPage.read_text()
        explained = re.findall(r"^### (\d+)\n\n\*\*(.+)\*\*\n\n(?=\S)", page, re.MULTILINE)
        self.assertEqual(explained, listed)
        for number, _ in listed:
            section = page.split(f"### {number}\n", 1)[1].split("\n### ", 1)[0]
            for part in ("- *Why:* ", "- *Test:* ", "- *Remedy:* "):
                self.assertIn(part, section, number)

    def test_every_rule_has_a_library_that_breaks_it(self):
        listed = {int(line.split()[0]) for line in
                  self.good("plugins", "check", "--list").splitlines()}
        self.assertEqual(listed, set(kRuleOf.values()) | {319})


if __name__ == "__main__":
    main()
