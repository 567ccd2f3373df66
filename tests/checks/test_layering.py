"""scripts/check_layering.py finds forbidden includes and forbidden CMake edges."""

import unittest

from seeded_tree import SeededTree

kCheck = "check_layering.py"


class Layering(SeededTree):
    def setUp(self):
        super().setUp()
        self.write("core/CMakeLists.txt", "add_subdirectory(base)\n")
        self.write("core/base/a.h", '#include <string>\n#include "base/b.h"\n')
        self.write("core/ir/CMakeLists.txt",
                   "lattice_core_library(ir\n  SOURCES a.cpp\n  USES base)\n")
        self.write("core/ir/a.cpp", '#include "ir/a.h"\n#include "base/a.h"\n')
        self.write("core/session/s.cpp", '#include "eval/e.h"\n#include "base/a.h"\n')
        self.write("host/main.cpp", '#include "session/s.h"\n#include "options.h"\n')

    def test_a_tree_that_follows_the_table_passes(self):
        self.assert_clean(kCheck)

    def test_an_include_against_the_flow_is_found_with_its_line(self):
        self.write("core/ir/b.cpp", '#include "ir/a.h"\n\n#include "eval/e.h"\n')
        self.assert_found(kCheck, [("core/ir/b.cpp:3", 'core/ir may not include "eval/e.h"')])

    def test_an_edge_is_not_passed_on_to_those_who_include_its_owner(self):
        self.write("host/b.cpp", '#include "base/a.h"\n')
        self.assert_found(kCheck, [("host/b.cpp:1", "it may include: session")])

    def test_a_plugin_may_include_nothing_of_the_core(self):
        self.write("plugins/effects/blur/blur.c",
                   '#include <lattice/plugin.h>\n  #  include "base/math.h"\n')
        self.assert_found(kCheck, [("plugins/effects/blur/blur.c:2", "plugins may not include")])

    def test_an_include_in_a_comment_does_not_count(self):
        self.write("core/base/c.h", '// #include "ir/a.h"\n/*\n#include "ir/a.h"\n*/\n')
        self.assert_clean(kCheck)

    def test_a_forbidden_edge_in_cmake_is_found(self):
        self.write("core/base/CMakeLists.txt",
                   "\nlattice_core_library(base\n  SOURCES a.cpp\n  USES ir\n  LIBS xxhash)\n")
        self.assert_found(kCheck, [("core/base/CMakeLists.txt:2", "core/base may not use ir")])

    def test_an_edge_hidden_among_the_libraries_is_found(self):
        self.write("core/base/CMakeLists.txt",
                   "lattice_core_library(base\n  SOURCES a.cpp\n  LIBS lattice_eval)\n")
        self.write("core/ir/CMakeLists.txt",
                   "lattice_core_library(ir SOURCES a.cpp)\n"
                   "target_link_libraries(lattice_ir PRIVATE lattice_eval)\n")
        self.assert_found(kCheck, [
            ("core/base/CMakeLists.txt:1", "core/base may not link lattice_eval"),
            ("core/ir/CMakeLists.txt:2", "core/ir may not link lattice_eval")])

    def test_a_used_folder_that_does_not_exist_is_found(self):
        self.write("core/ir/CMakeLists.txt", "lattice_core_library(ir SOURCES a.cpp USES bsae)\n")
        self.assert_found(kCheck, [("core/ir/CMakeLists.txt:1", '"bsae"')])

    def test_a_folder_without_a_row_is_found(self):
        self.write("core/extra/x.h", "int x;\n")
        self.assert_found(kCheck, [("core/extra/x.h:1", "no row")])

    def test_a_page_without_the_table_is_an_error_and_not_a_pass(self):
        self.write("docs/ARCHITECTURE.md", "# Architecture\n")
        status, lines = self.run_script(kCheck)
        self.assertEqual(status, 1)
        self.assertIn("is missing", lines[0])


if __name__ == "__main__":
    unittest.main()
