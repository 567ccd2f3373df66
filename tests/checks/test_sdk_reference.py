"""scripts/sdk_reference.py writes what the headers say, and check_docs.py notices when the page
says something else."""

import unittest

from seeded_tree import SeededTree

kHeader = """#ifndef LATTICE_ABI_H
#define LATTICE_ABI_H
#include <stdint.h>

/* Ground rules.
 *
 * Growth   At the end. */

LATTICE_C_BEGIN

#define LATTICE_MOST 3u
#define LATTICE_SUM(a, b) \\
  ((a) + (b)) /* of two */

typedef int32_t lattice_status;
enum {
  LATTICE_OK = 0,
  LATTICE_BAD = -1, /* not | good */
};

enum {               /* lattice_thing.flags: of things */
  /* The first
   * of two. */
  LATTICE_FIRST = 1u << 0,
};

/* Made of a, b. */
typedef struct lattice_other lattice_other;
struct lattice_other {
  uint32_t a, b; /* two *
                    numbers */
  const char *name;
};

typedef struct lattice_thing {
  union {
    int32_t i; /* whole */
    float f;
  } value;

  /* Does it. [worker] */
  lattice_status (*act)(const void *self, const lattice_other *other)
      LATTICE_NOEXCEPT;
} lattice_thing;

LATTICE_ASSERT(sizeof(lattice_thing) == 16, "no holes");

static inline double lattice_hidden_(double x) { return x; }

/* |x|, exact. */
static inline double lattice_fabs(double x) LATTICE_NOEXCEPT {
  if (x < 0) { return -x; }
  return x;
}

/* The entry. */
LATTICE_EXPORT const lattice_thing *lattice_entry(uint32_t host) LATTICE_NOEXCEPT;

LATTICE_C_END
#endif
"""


class Reference(SeededTree):
    def setUp(self):
        super().setUp()
        self.header = self.write("sdk/include/lattice/abi.h", kHeader)
        self.write("docs/sdk/contract.md", "# The contract\n")
        self.write("sdk/include/lattice/plugin.hpp", "// Plugins in C++.\n// More.\n#pragma once\n")

    def page(self):
        status, lines = self.run_script("sdk_reference.py")
        self.assertEqual((status, lines), (0, []))
        return (self.root / "docs/sdk/reference.md").read_text()

    def test_every_declaration_is_there_with_its_comment(self):
        page = self.page()
        for line in (
                "Ground rules.",
                "Growth   At the end.",
                "#define LATTICE_MOST 3u\n#define LATTICE_SUM(a, b) ((a) + (b))\n```\n\nof two",
                "### lattice_status\n",
                "| `LATTICE_BAD` | `-1` | not \\| good |",
                "### lattice_thing.flags\n\nof things\n",
                "| `LATTICE_FIRST` | `1u << 0` | The first of two. |",
                "### lattice_other\n\nMade of a, b.\n",
                "| `uint32_t a, b` | two \\* numbers |",
                "| `const char *name` |  |",
                "| `union { int32_t i; float f; } value` | whole |",
                "**`act`** [worker]\n",
                "lattice_status (*act)(const void *self, const lattice_other *other)\n```\n\nDoes it.",
                "double lattice_fabs(double x)\n```\n\n\\|x\\|, exact.",
                "const lattice_thing *lattice_entry(uint32_t host)\n```\n\nThe entry.",
                "Plugins in C++."):
            self.assertIn(line, page)

    def test_what_is_nobodys_business_is_left_out(self):
        page = self.page()
        for word in ("lattice_hidden_", "LATTICE_ABI_H", "LATTICE_ASSERT", "LATTICE_C_BEGIN",
                     "LATTICE_NOEXCEPT", "return -x"):
            self.assertNotIn(word, page)

    def test_a_page_that_is_up_to_date_passes(self):
        self.page()
        self.assert_clean("check_docs.py")
        self.assertEqual(self.run_script("sdk_reference.py", "--check"), (0, []))

    def test_a_header_that_changed_is_noticed(self):
        self.page()
        self.header.write_text(kHeader.replace("MOST 3u", "MOST 4u"))
        self.assert_found("check_docs.py", [("docs/sdk/reference.md:1", "run scripts/sdk_reference")])
        status, lines = self.run_script("sdk_reference.py", "--check")
        self.assertEqual((status, len(lines)), (1, 1))

    def test_a_page_that_is_missing_is_noticed(self):
        self.assert_found("check_docs.py", [("docs/sdk/reference.md:1", "run scripts/sdk_reference")])


if __name__ == "__main__":
    unittest.main()
