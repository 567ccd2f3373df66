"""scripts/check_docs.py finds dead links and folders without their page."""

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


if __name__ == "__main__":
    unittest.main()
