"""check_headers.sh, check_format.sh and check_shell.sh, which drive other programs."""

import unittest
from shutil import which

from seeded_tree import SeededTree, kRepository, skip_without


class Headers(SeededTree):
    kCheck = ("check_headers.sh", "--compilers", "gcc:g++")

    def check(self, expected):
        self.assert_found(self.kCheck[0], expected, *self.kCheck[1:])

    def test_a_header_that_stands_alone_passes(self):
        self.write("sdk/include/lattice/a.h", "#include <stdint.h>\n"
                   "typedef struct lattice_a { uint32_t x, y; } lattice_a;\n")
        self.assert_clean(*self.kCheck)

    def test_a_padding_hole_is_found_in_every_language(self):
        self.write("sdk/include/lattice/a.h", "#include <stdint.h>\n"
                   "typedef struct lattice_a {\n  uint32_t x;\n  double y;\n} lattice_a;\n")
        self.check([("sdk/include/lattice/a.h:4", "padding"),
                    ("sdk/include/lattice/a.h:4", "(gcc, c17)"),
                    ("sdk/include/lattice/a.h:4", "(g++, c++17)"),
                    ("sdk/include/lattice/a.h:4", "(g++, c++20)")])

    def test_a_header_that_needs_another_one_first_is_found(self):
        self.write("sdk/include/lattice/a.h", "typedef uint32_t lattice_a;\n")
        self.check([("sdk/include/lattice/a.h:1", f"({how})")
                    for how in ("gcc, c11", "gcc, c17", "g++, c++17", "g++, c++20")])

    def test_a_header_that_is_no_c_is_found(self):
        self.write("sdk/include/lattice/a.h", "inline int lattice_a(int &x) { return x; }\n")
        self.check([("sdk/include/lattice/a.h:1", "(gcc, c11)"),
                    ("sdk/include/lattice/a.h:1", "(gcc, c17)")])

    def test_a_c_header_that_needs_cpp20_is_found(self):
        self.write("sdk/include/lattice/a.h",
                   "typedef struct lattice_a { int x; } lattice_a;\n#ifdef __cplusplus\n"
                   "inline lattice_a f() { return lattice_a{.x = 1}; }\n#endif\n")
        self.check([("sdk/include/lattice/a.h:3", "(g++, c++17)")])

    def test_a_cpp_header_is_compiled_as_cpp_only(self):
        self.write("sdk/include/lattice/a.hpp",
                   "template <class T> concept any = true;\n"
                   "struct with_a_hole { int x; double y; any auto f() const { return x; } };\n")
        self.assert_clean(*self.kCheck)

    def test_a_cpp_header_with_a_warning_is_found(self):
        self.write("sdk/include/lattice/cpp/a.hpp",
                   "inline int f(int x) { { int x = 1; (void)x; } return x; }\n")
        self.check([("sdk/include/lattice/cpp/a.hpp:1", "(g++, c++20)")])

    def test_no_headers_at_all_is_a_failure(self):
        (self.root / "sdk/include").mkdir(parents=True)
        self.check([("sdk/include:1", "no headers")])

    def test_a_missing_compiler_is_a_failure(self):
        self.write("sdk/include/lattice/a.h", "typedef int lattice_a;\n")
        self.assert_found("check_headers.sh", [("sdk/include:1", "nocc is not installed")],
                          "--compilers", "nocc:nocc++")


@unittest.skipIf(which("clang-format") is None, "clang-format is not installed")
class Format(SeededTree):
    def setUp(self):
        super().setUp()
        self.write(".clang-format", (kRepository / ".clang-format").read_text())

    def test_formatted_sources_pass(self):
        self.write("core/a.cpp", "int f(int x) { return x; }\n")
        self.write("build/b.cpp", "int   f ( ) ;\n")
        self.assert_clean("check_format.sh")

    def test_each_unformatted_line_is_found_once(self):
        self.write("core/a.cpp", "int a;\nint   f ( int  x ) { return x; }\n")
        self.write("sdk/a.h", "int  a;\n")
        self.assert_found("check_format.sh", [("core/a.cpp:2", "not formatted"),
                                              ("sdk/a.h:1", "not formatted")])

    def test_fix_formats(self):
        path = self.write("core/a.cpp", "int   f ( int  x ) { return x; }\n")
        self.assert_clean("check_format.sh", "--fix")
        self.assertEqual(path.read_text(), "int f(int x) { return x; }\n")
        self.assert_clean("check_format.sh")


@unittest.skipIf(which("shellcheck") is None, "shellcheck is not installed")
class Shell(SeededTree):
    def test_a_clean_script_passes(self):
        self.write("dev", '#!/usr/bin/env bash\necho "$1"\n')
        self.write("tool", "#!/usr/bin/env python3\nprint(1)\n")
        self.assert_clean("check_shell.sh")

    def test_a_careless_script_is_found_by_name_and_by_first_line(self):
        self.write("dev", "#!/usr/bin/env bash\nrm -r $1\n")
        self.write("scripts/a.sh", "#!/bin/sh\necho $1\n")
        status, lines = self.run_script("check_shell.sh")
        self.assertEqual(status, 1)
        found = "\n".join(lines)
        self.assertIn("dev:2:", found)
        self.assertIn("scripts/a.sh:2:", found)


if __name__ == "__main__":
    skip_without("gcc", "g++")
    unittest.main()
