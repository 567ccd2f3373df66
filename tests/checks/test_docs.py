"""scripts/check_docs.py finds dead links and folders without their page; installed_docs.py makes links lead somewhere."""

import unittest

from seeded_tree import SeededTree

kCheck = "check_docs.py"


class Docs(SeededTree):
    def test_links_that_lead_somewhere_pass(self):
        self.write("README.md", "# Top\n\n[a](docs/ARCHITECTURE.md) [b](#top) "
                   "[c](docs/ARCHITECTURE.md#the-end) [d](https://example.org/x) "
                   "![e](docs/my%20picture.png) [f](docs)\n")
        self.write("docs/my picture.png", b"\x89PNG")
        self.assert_clean(kCheck)

    def test_a_link_to_a_file_that_is_not_there_is_found(self):
        self.write("README.md", "one\n\n[a](docs/NOTHING.md)\n![b](x.png)\n")
        self.assert_found(kCheck, [("README.md:3", "docs/NOTHING.md leads nowhere"),
                                   ("README.md:4", "x.png leads nowhere")])

    def test_a_link_is_relative_to_its_page(self):
        self.write("docs/a.md", "[a](docs/ARCHITECTURE.md)\n[b](ARCHITECTURE.md)\n")
        self.assert_found(kCheck, [("docs/a.md:1", "leads nowhere")])

    def test_a_link_to_a_heading_that_is_not_there_is_found(self):
        self.write("README.md", "[a](docs/ARCHITECTURE.md#the-start)\n")
        self.assert_found(kCheck, [("README.md:1", "names a heading")])

    def test_code_is_not_searched_for_links(self):
        self.write("README.md", "`[a](nothing)`\n\n```c\nx[1](y)\n```\n")
        self.assert_clean(kCheck)

    def test_a_core_folder_with_sources_and_no_page_is_found(self):
        self.write("core/ir/README.md", "# ir\n")
        self.write("core/ir/passes/sequences.cpp", "\n")
        self.assert_clean(kCheck)
        self.write("core/eval/cpu/x.cpp", "\n")
        self.assert_found(kCheck, [("core/eval/README.md:1", "no page")])


class Installed(SeededTree):
    """scripts/installed_docs.py: a tree of pages, and where they are installed."""

    def setUp(self):
        super().setUp()
        self.prefix = self.root / "prefix"
        for place in ("share/doc/lattice/docs/a.md", "share/doc/lattice/README.md",
                      "include/lattice/abi.h"):
            self.write(f"prefix/{place}", "# Old\n")
        self.write("README.md", "[a](docs/a.md#old) [`core`](core/x.md) [t](#top)\n")

    def page(self, text):
        self.write("docs/a.md", text)
        self.assert_clean("installed_docs.py", str(self.prefix))
        return (self.prefix / "share/doc/lattice/docs/a.md").read_text()

    def test_links_lead_to_where_things_are_installed(self):
        self.assertEqual(self.page("# Old\n[h](../sdk/include/lattice/abi.h) [r](../README.md)\n"),
                         "# Old\n[h](../../../../include/lattice/abi.h) [r](../README.md)\n")

    def test_of_a_link_to_what_is_not_installed_the_text_stays(self):
        self.assertEqual(self.page("[`core/x`](../core/x.md), ![i](../dev) `[c](core)`\n"),
                         "`core/x`, i `[c](core)`\n")
        self.assertEqual((self.prefix / "share/doc/lattice/README.md").read_text(),
                         "[a](docs/a.md#old) `core` [t](#top)\n")

    def test_a_dead_link_in_the_installed_tree_is_found(self):
        page = self.write("prefix/share/lattice/samples/README.md", "[a](b.md)\n")
        status, lines = self.run_script("installed_docs.py", "--check", str(self.prefix))
        self.assertEqual(status, 1)
        self.assertEqual(len(lines), 1, lines)
        self.assertIn("b.md leads nowhere", lines[0])
        page.unlink()
        self.assert_clean("installed_docs.py", "--check", str(self.prefix))


if __name__ == "__main__":
    unittest.main()
