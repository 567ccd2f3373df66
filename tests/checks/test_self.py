"""scripts/check_self.py finds folders of one machine and remarks about the making."""

import unittest

from seeded_tree import SeededTree

kCheck = "check_self.py"


class Self(SeededTree):
    def test_a_tree_that_speaks_of_itself_passes(self):
        self.write("a.md", "See `core/ir`, https://example.org/home/x and /root/kind/leaf.\n"
                           "Render frames of the workspace; the working space is sRGB.\n")
        self.write("b.bin", b"\0/wo" + b"rk/x")
        self.assert_clean(kCheck)

    def test_folders_of_one_machine_are_found(self):
        self.write("a.md", "one\n`/wo" "rk/main` two\n")
        self.write("b.cpp", "// /ho" "me/someone/x\n")
        self.write("c.sh", "cd ../sha" "red\n")
        self.assert_found(kCheck, [("a.md:2", "one machine"), ("b.cpp:1", "one machine"),
                                   ("c.sh:1", "not part of the project")])

    def test_remarks_about_the_making_are_found(self):
        self.write("a.md", "written by a sub" "agent\nsee se" "ed 004\n")
        self.assert_found(kCheck, [("a.md:1", "how it was written"),
                                   ("a.md:2", "not part of the project")])

    def test_the_path_of_the_sources_in_what_is_installed_is_found(self):
        build = self.root / "build"
        self.write("build/stage/bin/good", b"\x7fELF\0nothing")
        self.assert_clean(kCheck, "--build", str(build))
        path = self.write("build/stage/bin/bad", b"\0" + str(self.root).encode() + b"/core/x.cpp\0")
        self.assert_found(kCheck, [(f"{path}:1", "path of the source tree")],
                          "--build", str(build))


if __name__ == "__main__":
    unittest.main()
