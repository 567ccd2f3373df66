"""scripts/check_libm.py and check_exports.py find what a library should not import or show."""

import subprocess
import unittest

from seeded_tree import SeededTree, skip_without

kEntry = "__attribute__((visibility(\"default\"))) int lattice_plugin_entry_v1(void)"


class Binaries(SeededTree):
    def compile(self, source, output, *options):
        path = self.root / "build" / output
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cc", "-x", "c", "-", "-fPIC", "-fno-builtin", "-fvisibility=hidden",
                        "-o", str(path), *options], input=source, text=True, check=True)
        return path

    def plugin(self, name, source):
        return self.compile(source, f"stage/lib/lattice/plugins/{name}.so", "-shared")

    def assert_binaries(self, check, expected):
        self.assert_found(check, [(f"{path}:1", words) for path, words in expected],
                          "--build", str(self.root / "build"))

    def test_a_plugin_with_its_entry_alone_passes_both(self):
        self.plugin("good", f"double sqrt(double); {kEntry} {{ return (int)sqrt(2.0); }}")
        self.assert_clean("check_exports.py", "--build", str(self.root / "build"))
        self.assert_clean("check_libm.py", "--build", str(self.root / "build"))

    def test_an_installed_tree_is_looked_at_instead_of_the_stage(self):
        self.plugin("good", f"{kEntry} {{ return 0; }}")
        path = self.compile("int hidden(void) { return 0; }",
                            "../installed/lib/lattice/plugins/none.so", "-shared")
        self.assert_found("check_exports.py", [(f"{path.resolve()}:1", "does not export")],
                          "--installed", str(self.root / "installed"))

    def test_a_second_exported_symbol_is_found(self):
        path = self.plugin("two", f"{kEntry} {{ return 0; }}\n"
                                  "__attribute__((visibility(\"default\"))) int other(void)"
                                  "{ return 1; }")
        self.assert_binaries("check_exports.py", [(path, "exports other;")])

    def test_a_missing_entry_is_found(self):
        path = self.plugin("none", "int hidden(void) { return 0; }")
        self.assert_binaries("check_exports.py", [(path, "does not export")])

    def test_transcendental_imports_of_a_plugin_are_found(self):
        path = self.plugin("libm", "double sin(double); float powf(float, float);"
                                   f"{kEntry} {{ return (int)(sin(1.0) + powf(2.0f, 3.0f)); }}")
        self.assert_binaries("check_libm.py", [(path, "imports powf"), (path, "imports sin")])

    def test_transcendental_imports_of_a_core_archive_are_found(self):
        self.compile("double exp2(double); double f(double x) { return exp2(x); }",
                     "x.o", "-c")
        archive = self.root / "build/core/ir/liblattice_ir.a"
        archive.parent.mkdir(parents=True)
        subprocess.run(["ar", "crs", str(archive), str(self.root / "build/x.o")], check=True)
        self.assert_binaries("check_libm.py", [(archive, "imports exp2")])

    def test_the_host_itself_is_looked_at(self):
        path = self.compile("double atan2(double, double);"
                            "int main(int n, char** v) { (void)v; return (int)atan2(n, 2.0); }",
                            "stage/bin/lattice-host", "-lm")
        self.assert_binaries("check_libm.py", [(path, "imports atan2")])

    def test_an_empty_build_folder_is_a_failure(self):
        (self.root / "build").mkdir()
        for check in ("check_libm.py", "check_exports.py"):
            status, lines = self.run_script(check, "--build", str(self.root / "build"))
            self.assertEqual(status, 1)
            self.assertIn("run ./dev build", lines[0])


if __name__ == "__main__":
    skip_without("nm", "cc", "ar")
    unittest.main()
