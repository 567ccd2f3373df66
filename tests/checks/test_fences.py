"""scripts/check_fences.py finds libraries and strings outside their fences."""

import unittest

from seeded_tree import SeededTree

kCheck = "check_fences.py"


class Fences(SeededTree):
    def test_libraries_inside_their_folders_pass(self):
        self.write("core/ir/read.cpp", "#include <nlohmann/json.hpp>\n#include <string>\n")
        self.write("plugins/sinks/png.cpp", "#include <png.h>\n")
        self.write("tests/x.cpp", "#include <nlohmann/json.hpp>\n")
        self.assert_clean(kCheck)

    def test_a_library_outside_its_folders_is_found(self):
        self.write("core/base/x.h", "#pragma once\n#include <nlohmann/json_fwd.hpp>\n")
        self.write("host/y.cpp", '#include "jpeglib.h"\n')
        self.assert_found(kCheck, [
            ("core/base/x.h:2", "nlohmann/json_fwd.hpp may be included in core/ir only"),
            ("host/y.cpp:1", "core/session, plugins only")])

    def test_a_folder_whose_name_begins_alike_is_not_inside(self):
        self.write("core/irregular/x.cpp", "#include <nlohmann/json.hpp>\n")
        self.assert_found(kCheck, [("core/irregular/x.cpp:1", "core/ir only")])

    def test_string_types_on_the_runtime_side_are_found(self):
        for folder in ("eval", "plan", "compile", "render"):
            with self.subTest(folder):
                path = f"core/{folder}/cpu/x.cpp"
                self.write(path, "#include <string>\n#include <map>\n\n"
                                 "std::string_view a();\nstd::map<std::string, int> b;\n")
                self.assert_found(kCheck, [
                    (f"{path}:1", "<string>"), (f"{path}:2", "<map>"),
                    (f"{path}:4", "std::string_view"), (f"{path}:5", "std::string")])
                self.write(path, "")

    def test_dumps_comments_and_literals_are_free(self):
        self.write("core/plan/dump.cpp", "#include <string>\nstd::string text();\n")
        self.write("core/plan/plan_dump.h", "#include <string_view>\n")
        self.write("core/plan/a.h", "// a std::string\n/* std::string\n std::string */ int x;\n")
        self.assert_clean(kCheck)

    def test_strings_elsewhere_in_the_core_are_free(self):
        self.write("core/session/a.h", "#include <string>\nstd::string a();\n")
        self.assert_clean(kCheck)


if __name__ == "__main__":
    unittest.main()
