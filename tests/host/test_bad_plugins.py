"""Libraries that crash, hang, exit or are none at all stand in a plugin folder: the host warns of
each by file, reason and remedy, and goes on without it."""

import shutil
import subprocess
import time
import unittest

from support import HostTest, kPlugin, kRest, kStage, kPluginFolder, main, scene

kCompiler = shutil.which("cc") or shutil.which("gcc")
kEntry = "__attribute__((visibility(\"default\"))) void *lattice_plugin_entry_v1(unsigned abi) "
# Name, C source, and what the warning has to say.
kLibraries = (
    ("crashes", kEntry + "{ *(volatile int *)8 = (int)abi; return 0; }", "SIGSEGV"),
    ("aborts_on_load", "#include <stdlib.h>\n__attribute__((constructor)) static void f(void) "
     "{ abort(); }\n" + kEntry + "{ (void)abi; return 0; }", "SIGABRT"),
    ("exits", "#include <stdlib.h>\n" + kEntry + "{ exit((int)abi * 0 + 3); }", "exit(3)"),
    ("succeeds_and_exits", "#include <stdlib.h>\n" + kEntry + "{ exit((int)abi * 0); }",
     "exit(0)"),
    ("returns_nonsense", kEntry + "{ (void)abi; return (void *)8; }", ""),
    ("returns_nothing", kEntry + "{ (void)abi; return 0; }", ""),
    ("no_entry", "int nothing;", "lattice_plugin_entry_v1"),
    ("no_symbol", "void nobody_has_this(void);\n" + kEntry +
     "{ (void)abi; nobody_has_this(); return 0; }", "nobody_has_this"),
)
kHangs = "#include <unistd.h>\n" + kEntry + "{ (void)abi; for (;;) pause(); }"
kHangSeconds = 60


@unittest.skipUnless(kCompiler, "there is no C compiler")
class BadPlugins(HostTest):
    def setUp(self):
        super().setUp()
        self.folder = self.root.parent / "plugins"
        self.folder.mkdir()

    def build(self, name, source):
        path = self.folder / f"{name}.so"
        subprocess.run([kCompiler, "-shared", "-fPIC", "-O1", "-x", "c", "-", "-o", path],
                       input=source, text=True, check=True)
        return path

    def fill(self):
        """The names of the files, each with what is to be said about it."""
        says = {}
        for name, source, words in kLibraries:
            self.build(name, source)
            says[f"{name}.so"] = words
        (self.folder / "text.so").write_text("not a library")
        (self.folder / "empty.so").write_bytes(b"")
        good = (kStage / kPluginFolder / "lattice_effect_blur.so").read_bytes()
        (self.folder / "cut.so").write_bytes(good[:1000])
        (self.folder / "folder.so").mkdir()
        (self.folder / "dangling.so").symlink_to("nowhere.so")
        says.update({f"{name}.so": "" for name in ("text", "empty", "cut", "folder", "dangling")})
        (self.folder / "readme.txt").write_text("no plugin, and does not say so")
        return says

    def check_warnings(self, said, expected):
        lines = said.splitlines()
        self.assertEqual(len(lines), len(expected), said)
        for name, words in expected.items():
            (line,) = [line for line in lines if f"/{name}: " in line]
            self.assertTrue(line.startswith("warning: "), line)
            self.assertIn("; ", line)  # a remedy
            self.assertIn(words, line)

    def test_every_command_goes_on_without_them(self):
        expected = self.fill()
        for command, rest in kRest.items():
            with self.subTest(command):
                done = self.host(command, "scene.json", *rest, "--plugins", self.folder)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.check_warnings(done.stderr, expected)
        done = self.host("plugins", "list", "--plugins", self.folder)
        self.check_warnings(done.stderr, expected)
        self.assertEqual(done.stdout, self.good("plugins", "list"))

    def test_the_result_is_the_same_as_without_them(self):
        self.fill()
        self.environment["LATTICE_PLUGIN_PATH"] = str(self.folder)
        done = self.host("frame", "scene.json", "--frame", 2, "-o", "with.png")
        self.assertEqual(done.returncode, 0, done.stderr)
        del self.environment["LATTICE_PLUGIN_PATH"]
        self.good("frame", "scene.json", "--frame", 2, "-o", "without.png")
        self.assertEqual((self.root / "with.png").read_bytes(),
                         (self.root / "without.png").read_bytes())

    def test_one_that_hangs_is_given_up(self):
        self.build("hangs", kHangs)
        begun = time.monotonic()
        done = self.host("plugins", "list", "--plugins", self.folder)
        self.assertLess(time.monotonic() - begun, kHangSeconds)
        self.assertEqual(done.returncode, 0)
        self.check_warnings(done.stderr, {"hangs.so": "did not answer within"})
        self.assertIn("org.lattice.blur", done.stdout)

    def test_where_the_broken_one_is_needed_the_node_is_named(self):
        plugins = self.private_stage()
        self.folder = plugins
        (plugins / "lattice_effect_blur.so").unlink()
        self.build("lattice_effect_blur", kEntry + "{ (void)abi; __builtin_trap(); }")
        said = self.refused(kPlugin, "render", "scene.json", "-o", "film.mp4", lines=2)
        warning, error = said.splitlines()
        self.assertIn("lattice_effect_blur.so: crashed with signal", warning)
        self.assertIn('/root/group/1/effects/0: unknown effect "blur"', error)

    def test_a_duplicate_is_refused_and_both_files_are_named(self):
        shutil.copy(kStage / kPluginFolder / "lattice_effect_blur.so", self.folder / "again.so")
        done = self.host("frame", "scene.json", "--frame", 0, "-o", "a.png", "--plugins",
                         self.folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("warning: ", done.stderr)
        for words in ("again.so", "lattice_effect_blur.so", "blur"):
            self.assertIn(words, done.stderr)

    def test_one_that_breaks_between_two_runs(self):
        self.folder = self.private_stage()
        self.good("frame", "scene.json", "--frame", 0, "-o", "a.png")
        (self.folder / "lattice_effect_blur.so").write_bytes(b"\x7fELF, but no more")
        self.refused(kPlugin, "frame", "scene.json", "--frame", 0, "-o", "b.png", lines=2,
                     says=["lattice_effect_blur.so", 'unknown effect "blur"'])
        self.write("plain.json", scene(root={"leaf": {"solid_rect": {"color": "#fff"}}}))
        self.assertEqual(self.host("frame", "plain.json", "--frame", 0, "-o", "b.png").returncode,
                         0)


if __name__ == "__main__":
    main()
