"""./dev and .ci/run: what they install, refuse and count."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from seeded_tree import kRepository

kTools = "bash env dirname nproc awk grep id tail tee timeout mkdir rm cat".split()

kJunit = """<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="x" tests="{count}">
{cases}</testsuite>
"""


def case(name, status, inside=""):
    return f'\t<testcase name="{name}" classname="{name}" time="1" status="{status}">\n' \
           f'{inside}\t\t<system-out>out</system-out>\n\t</testcase>\n'


class Sandbox(unittest.TestCase):
    """A copy of ./dev with a PATH that holds the tools it needs and fakes of the others."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="lattice-dev-")
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.bin = self.root / "bin"
        self.bin.mkdir()
        (self.root / "scripts").mkdir()
        (self.root / ".ci").mkdir()
        for name in ("dev", ".ci/run", "scripts/packages.txt", "scripts/test_summary.awk"):
            shutil.copy(kRepository / name, self.root / name)
        for tool in kTools:
            found = shutil.which(tool)
            if found:
                (self.bin / tool).symlink_to(found)

    def fake(self, name, script):
        path = self.bin / name
        if path.is_symlink():
            path.unlink()
        path.write_text(f"#!{self.bin}/bash\n{script}\n")
        path.chmod(0o755)

    def fake_dpkg(self, missing=()):
        """A dpkg-query that knows everything but `missing`."""
        self.fake("dpkg-query", f"""
for name in "$@"; do
  case " {' '.join(missing)} " in *" $name "*) continue ;; esac
  case $name in --*) ;; *) echo "installed $name" ;; esac
done""")

    def fake_apt(self):
        self.fake("apt-get", f'echo "$DEBIAN_FRONTEND: $*" >>"{self.root}/apt.log"')
        self.fake("id", "echo 0")

    def apt_log(self):
        log = self.root / "apt.log"
        return log.read_text().splitlines() if log.exists() else []

    def run_tool(self, *command, **env):
        done = subprocess.run([self.bin / "bash", *command], cwd=self.root, text=True, env={
            "PATH": str(self.bin), "HOME": str(self.root), **env}, capture_output=True,
            stdin=subprocess.DEVNULL, check=False)
        return done.returncode, done.stdout, done.stderr


class Setup(Sandbox):
    def test_nothing_is_installed_when_everything_is_there(self):
        self.fake_dpkg()
        self.fake_apt()
        status, _, err = self.run_tool("dev", "setup")
        self.assertEqual(status, 0, err)
        self.assertEqual(self.apt_log(), [])

    def test_only_what_is_missing_is_installed_and_only_then_are_the_lists_updated(self):
        self.fake_dpkg(missing=["mold", "mediainfo"])
        self.fake_apt()
        status, _, err = self.run_tool("dev", "setup", "build", "test")
        self.assertEqual(status, 0, err)
        self.assertEqual(self.apt_log(), [
            "noninteractive: update -qq",
            "noninteractive: install -y -qq --no-install-recommends mold mediainfo"])

    def test_a_section_brings_its_own_packages_alone(self):
        self.fake_dpkg(missing=["mold", "mediainfo", "mate-backgrounds"])
        self.fake_apt()
        self.assertEqual(self.run_tool("dev", "setup", "demo")[0], 0)
        self.assertIn("mate-backgrounds", self.apt_log()[1])
        self.assertNotIn("mold", self.apt_log()[1])

    def test_a_bare_system_where_dpkg_knows_none_gets_them_all(self):
        self.fake("dpkg-query", "exit 1")
        self.fake_apt()
        self.assertEqual(self.run_tool("dev", "setup", "build")[0], 0)
        for name in ("g++", "cmake", "libopenexr-dev"):
            self.assertIn(f" {name}", self.apt_log()[1])

    def test_sudo_is_used_by_those_who_are_not_root(self):
        self.fake_dpkg(missing=["mold"])
        self.fake_apt()
        self.fake("id", "echo 1000")
        self.fake("sudo", f'echo "sudo $1" >>"{self.root}/apt.log"; shift; "$@"')
        self.assertEqual(self.run_tool("dev", "setup", "build")[0], 0)
        self.assertEqual(self.apt_log()[0], "sudo -n")
        self.assertIn("install", self.apt_log()[-1])

    def test_without_root_and_sudo_a_sentence_says_what_to_run(self):
        self.fake_dpkg(missing=["mold"])
        self.fake_apt()
        self.fake("id", "echo 1000")
        status, _, err = self.run_tool("dev", "setup", "build")
        self.assertEqual(status, 1)
        self.assertIn("there is no sudo; as root, run: ", err)
        self.assertEqual(self.apt_log(), [])

    def test_without_apt_a_sentence_says_what_to_do(self):
        status, _, err = self.run_tool("dev", "setup")
        self.assertEqual(status, 1)
        self.assertIn("there is no apt here", err)
        self.assertEqual(self.run_tool("dev", "setup", LATTICE_SKIP_SETUP="1")[0], 0)

    def test_a_failing_apt_fails_the_setup(self):
        self.fake_dpkg(missing=["mold"])
        self.fake_apt()
        self.fake("apt-get", "exit 100")
        self.assertNotEqual(self.run_tool("dev", "setup", "build")[0], 0)


class Usage(Sandbox):
    def test_what_is_unknown_is_refused_with_what_is_known(self):
        self.fake_dpkg()
        self.fake_apt()
        for command, known in ((["frobnicate"], "unknown command"),
                               (["build", "relase"], "known: dev, release, asan"),
                               (["test", "fast"], "known: dev, release, asan"),
                               (["check", "spelling"], "known: format, layering"),
                               (["setup", "everything"], "known: build, test, dev, demo")):
            with self.subTest(command):
                status, _, err = self.run_tool("dev", *command)
                self.assertEqual(status, 1)
                self.assertIn(known, err)

    def test_help_lists_every_command(self):
        status, out, _ = self.run_tool("dev", "help")
        self.assertEqual(status, 0)
        for command in ("setup", "build", "demo", "test", "check", "bench"):
            self.assertIn(f"  {command}", out)


class Test(Sandbox):
    def setUp(self):
        super().setUp()
        self.fake_dpkg()
        self.fake_apt()
        self.fake("cmake", "exit 0")

    def run_tests(self, cases, status=0, *arguments):
        report = kJunit.format(count=len(cases), cases="".join(cases))
        (self.root / "build/release").mkdir(parents=True, exist_ok=True)
        (self.root / "report.xml").write_text(report)
        self.fake("ctest", f'echo "$*" >"{self.root}/ctest.log"\n'
                  f'cat "{self.root}/report.xml" >build/release/ctest.xml\nexit {status}')
        return self.run_tool("dev", "test", *arguments)

    def test_the_last_line_counts_what_passed(self):
        status, out, err = self.run_tests([case("a", "run"), case("b", "run")])
        self.assertEqual(status, 0, err)
        self.assertEqual(out.splitlines()[-1], "2 passed, 0 failed")

    def test_failures_and_tests_without_their_program_count_as_failed(self):
        status, out, _ = self.run_tests(
            [case("a", "run"), case("b", "fail", '\t\t<failure message=""/>\n'),
             case("c", "notrun", '\t\t<skipped message="Unable to find executable"/>\n')], 8)
        self.assertNotEqual(status, 0)
        self.assertEqual(out.splitlines()[-1], "1 passed, 2 failed")

    def test_skipped_tests_are_neither_and_are_named(self):
        status, out, _ = self.run_tests(
            [case("a", "run"), case("b", "disabled"),
             case("c", "notrun", '\t\t<skipped message="SKIP_RETURN_CODE=77"/>\n')])
        self.assertEqual(status, 0)
        self.assertEqual(out.splitlines()[-2:], ["2 skipped: b c", "1 passed, 0 failed"])

    def test_no_tests_at_all_is_a_failure(self):
        status, out, _ = self.run_tests([])
        self.assertNotEqual(status, 0)
        self.assertEqual(out.splitlines()[-1], "0 passed, 0 failed")

    def test_what_follows_the_preset_reaches_ctest(self):
        self.run_tests([case("a", "run")], 0, "release", "-R", "schema")
        self.assertTrue((self.root / "ctest.log").read_text().strip().endswith("-R schema"))

    def test_a_failed_build_is_a_failure_with_a_sentence(self):
        self.fake("cmake", "exit 1")
        status, _, err = self.run_tool("dev", "test")
        self.assertEqual(status, 1)
        self.assertIn("configuring preset release failed", err)


class Ci(Sandbox):
    def steps(self, script):
        (self.root / "dev").write_text(f"#!{self.bin}/bash\n{script}\n")
        (self.root / "dev").chmod(0o755)

    def test_the_counts_of_all_steps_are_summed(self):
        self.steps('echo "3 passed, 0 failed"')
        status, out, err = self.run_tool(".ci/run")
        self.assertEqual(status, 0, err)
        self.assertEqual(out.splitlines()[-1], "15 passed, 0 failed")

    def test_a_failed_step_fails_the_run_and_the_others_still_run(self):
        self.steps('[[ $* != "test asan" ]] || { echo "2 passed, 1 failed"; exit 1; }\n'
                   'echo "3 passed, 0 failed"')
        status, out, _ = self.run_tool(".ci/run")
        self.assertEqual(status, 1)
        self.assertEqual(out.splitlines()[-1], "14 passed, 1 failed")

    def test_a_step_that_breaks_without_counting_is_one_failure(self):
        for script in ("exit 1", "true", 'echo "3 passed, 0 failed"; exit 1'):
            with self.subTest(script):
                self.steps(script)
                status, out, _ = self.run_tool(".ci/run", "release")
                self.assertEqual(status, 1)
                self.assertTrue(out.splitlines()[-1].endswith(", 1 failed"))

    def test_a_step_after_the_time_is_up_is_a_failure(self):
        self.steps('echo "3 passed, 0 failed"')
        status, out, _ = self.run_tool(".ci/run", "check", CI_MINUTES="0")
        self.assertEqual(status, 1)
        self.assertIn("no time is left", out)

    def test_an_unknown_step_is_refused(self):
        status, _, err = self.run_tool(".ci/run", "lint")
        self.assertEqual(status, 2)
        self.assertIn("known: release, check", err)


if __name__ == "__main__":
    os.umask(0o022)
    unittest.main()
