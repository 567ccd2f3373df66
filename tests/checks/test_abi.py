"""scripts/check_abi_layout.py: the layout file, its rule about the log, and what may still
change once an interface is frozen."""

import subprocess
import unittest

from seeded_tree import SeededTree, kRepository, skip_without

kCheck = "check_abi_layout.py"
kHeader = "sdk/include/lattice/a.h"
kFile = "sdk/abi/v1.layout"

kBegin = """\
#ifndef A_H
#define A_H
#include <stdint.h>
#define LATTICE_ABI_MINOR 0u
#define LATTICE_NAME "lattice.a/1"
enum { /* colours */ LATTICE_RED = 1, LATTICE_BLUE = 1u << 2, LATTICE_COLOR_COUNT = 2 };
typedef struct lattice_file lattice_file;
typedef union lattice_value {
  double f64;
  struct { const char *data; uint64_t size; } str;
} lattice_value;
typedef struct lattice_pair { int32_t x, y; } lattice_pair;
typedef struct lattice_table {
  uint32_t struct_size;
  uint32_t flags;
  const char *id, *const *names;
  double color[20];
  int32_t (*run)(const void *self, lattice_pair *out);
"""
kEnd = """\
} lattice_table;
typedef const lattice_table *(*lattice_entry_fn)(uint32_t);
__attribute__((visibility("default"))) const lattice_table *lattice_entry(uint32_t abi);
static inline int32_t lattice_half(int32_t x) { if (x > 1) { return x / 2; } return 0; }
static inline int32_t lattice_internal_(int32_t x) { return x; }
#endif
"""
kLog = """\
# Changelog

## [Unreleased]

- **ABI** `a.h`: all of it,
  on two lines.

## [0.9]

- **ABI** `a.h`: an older line.
"""


class Abi(SeededTree):
    def setUp(self):
        super().setUp()
        self.header(kBegin + kEnd)
        self.log(kLog)

    def header(self, text):
        self.assertNotEqual(text, "")
        self.write(kHeader, text)

    def change(self, old, new):
        """Edits the header that is there."""
        text = (self.root / kHeader).read_text()
        self.assertEqual(text.count(old), 1, f"{old!r} in the header")
        self.header(text.replace(old, new))

    def log(self, text):
        self.write("CHANGELOG.md", text)

    def layout(self):
        return (self.root / kFile).read_text()

    def assert_refused(self, words, *arguments):
        status, lines = self.run_script(kCheck, *arguments)
        self.assertEqual(status, 1, lines)
        self.assertTrue(any(words in line for line in lines), f"{words!r} in {lines}")
        return lines


class File(Abi):
    def test_what_was_written_is_clean_and_a_missing_file_is_not(self):
        self.assert_refused("struct lattice_pair is new")
        self.assert_clean(kCheck, "--write")
        self.assert_clean(kCheck)

    def test_every_kind_of_declaration_is_in_it_with_numbers_from_the_compiler(self):
        self.assert_clean(kCheck, "--write")
        text = self.layout()
        for line in ("macro LATTICE_ABI_MINOR: 0u", 'macro LATTICE_NAME: "lattice.a/1"',
                     "constant LATTICE_BLUE: 4", "constant LATTICE_COLOR_COUNT: 2",
                     "opaque lattice_file: only declared",
                     "union lattice_value: frozen, 16 bytes, aligned to 8",
                     "  8 8 uint64_t size in str",
                     "struct lattice_pair: frozen, 8 bytes, aligned to 4", "  4 4 int32_t y",
                     "struct lattice_table: sized, 192 bytes, aligned to 8",
                     "  8 8 const char *id", "  16 8 const char *const *names",
                     "  24 160 double color[20]",
                     "  184 8 int32_t (*run)(const void *self, lattice_pair *out)",
                     "type lattice_entry_fn: const lattice_table *(*lattice_entry_fn)(uint32_t)",
                     "function lattice_entry: const lattice_table *lattice_entry(uint32_t abi)",
                     "function lattice_half: inline int32_t lattice_half(int32_t x)"):
            self.assertIn(f"\n{line}\n", text)
        for absent in ("lattice_internal_", "A_H", "INT32_MAX"):
            self.assertNotIn(absent, text)

    def test_a_change_is_named_with_its_place_and_the_remedy(self):
        self.assert_clean(kCheck, "--write")
        self.change("uint32_t flags;", "uint32_t flag_bits;")
        lines = self.assert_refused('struct lattice_table: its field 2 was "4 4 uint32_t flags" '
                                    'and is "4 4 uint32_t flag_bits"')
        self.assertTrue(lines[0].startswith(f"{kHeader}:13: "), lines)
        self.assertIn("--write", lines[-1])
        self.assertIn("**ABI** `a.h`", lines[-1])

    def test_each_kind_of_change_is_seen(self):
        self.assert_clean(kCheck, "--write")
        for old, new, words in (
                ("LATTICE_RED = 1,", "LATTICE_RED = 3,", '"1" and is "3"'),
                ("LATTICE_RED = 1,", "", "constant LATTICE_RED of a.h is gone"),
                ('"lattice.a/1"', '"lattice.a/2"', "macro LATTICE_NAME was"),
                ("(uint32_t abi);", "(uint64_t abi);", "function lattice_entry was"),
                ("lattice_pair *out)", "const lattice_pair *out)", "its field 6 was"),
                ("double f64;", "float f32;", "union lattice_value: its field 1 was"),
                ("int32_t x, y;", "int32_t y, x;", "struct lattice_pair: its field 1 was"),
                ("int32_t x, y;", "int32_t x, y, z;", 'its field "8 4 int32_t z" is new'),
                ("int32_t x, y;", "int32_t x;", 'its field "4 4 int32_t y" is gone')):
            with self.subTest(new=new, old=old):
                self.change(old, new)
                self.assert_refused(words)
                self.header(kBegin + kEnd)
        self.assert_clean(kCheck)

    def test_comments_and_names_of_files_around_do_not_matter(self):
        self.assert_clean(kCheck, "--write")
        self.change("/* colours */", "/* other\n words; and { a brace */")
        self.assert_clean(kCheck)

    def test_a_hole_and_an_unknown_declaration_are_refused(self):
        self.header(kBegin + "  int32_t x;\n" + kEnd)
        self.assert_refused("lattice_table has 4 bytes at its end that belong to no field")
        self.header(kBegin + "  int32_t x;\n  double y;\n" + kEnd)
        self.assert_refused("lattice_table has a hole of 4 bytes before y")
        self.header(kBegin + "  uint32_t few : 3, more : 29;\n  uint32_t x;\n" + kEnd)
        self.assert_refused("this declaration is not understood")
        self.header(kBegin + kEnd.replace("#endif", "int lattice_global;\n#endif"))
        self.assert_refused("not understood: int lattice_global")

    def test_what_does_not_compile_or_is_not_there_is_refused(self):
        self.header(kBegin + "  unknown x;\n" + kEnd)
        self.assert_refused("failed:")
        (self.root / kHeader).unlink()
        self.assert_refused("there are no headers")

    def test_a_damaged_file_is_refused(self):
        self.assert_clean(kCheck, "--write")
        self.write(kFile, self.layout() + "what is this\n")
        self.assert_refused("this line is not understood")

    def test_the_file_of_this_repository_has_no_duplicates(self):
        names = [line.split(":")[0] for line in (kRepository / kFile).read_text().splitlines()
                 if line and line[0] not in "# ["]
        self.assertGreater(len(names), 100)
        self.assertEqual(len(names), len(set(names)))


class Log(Abi):
    def test_a_change_cannot_be_written_before_the_log_says_something_new(self):
        self.assert_clean(kCheck, "--write")
        before = self.layout()
        self.change("LATTICE_RED = 1,", "LATTICE_RED = 3,")
        self.assert_refused("[Unreleased] says nothing new about a.h", "--write")
        self.assertEqual(self.layout(), before)
        self.log(kLog.replace("two lines.", "two lines; red is 3."))
        self.assert_clean(kCheck, "--write")
        self.assert_clean(kCheck)
        self.assertNotEqual(self.layout(), before)

    def test_lines_about_other_headers_and_of_older_releases_do_not_count(self):
        self.assert_clean(kCheck, "--write")
        self.change("LATTICE_RED = 1,", "LATTICE_RED = 3,")
        self.log(kLog.replace("## [0.9]", "- **ABI** `b.h`: red.\n- `a.h` is fine.\n\n## [0.9]")
                 .replace("an older line", "an older line, changed"))
        self.assert_refused("says nothing new about a.h", "--write")
        self.log(kLog.replace("`a.h`: all", "`b.h`: all"))
        self.assert_refused("says nothing new about a.h", "--write")

    def test_writing_without_a_change_changes_nothing(self):
        self.assert_clean(kCheck, "--write")
        before = self.layout()
        self.log(kLog.replace("two lines", "2 lines"))
        self.assert_clean(kCheck, "--write")
        self.assertEqual(self.layout(), before)

    def test_a_header_that_the_log_never_names_is_found(self):
        self.assert_clean(kCheck, "--write")
        self.log("# Changelog\n\n## [Unreleased]\n")
        self.assert_refused('no line "- **ABI** `a.h`: ..." is about a.h')


class Frozen(Abi):
    def setUp(self):
        super().setUp()
        self.assert_clean(kCheck, "--write")
        self.git("init", "--quiet")
        self.release("v1.0.0")
        self.log(kLog.replace("two lines.", "two lines, and more."))

    def git(self, *arguments):
        subprocess.run(["git", "-C", str(self.root), "-c", "user.name=T", "-c", "user.email=t@t",
                        "-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false", *arguments],
                       check=True, capture_output=True)

    def release(self, tag):
        self.git("add", "-A")
        self.git("commit", "--quiet", "-m", tag)
        self.git("tag", tag)

    def grow(self):
        self.change("#define LATTICE_ABI_MINOR 0u", "#define LATTICE_ABI_MINOR 1u")

    def test_nothing_new_is_clean(self):
        self.assert_clean(kCheck, "--frozen")

    def test_growth_is_allowed_and_written_for_the_release(self):
        self.grow()
        self.change("(const void *self, lattice_pair *out);\n",
                    "(const void *self, lattice_pair *out);\n  uint64_t added;\n  void *more;\n")
        self.change("LATTICE_COLOR_COUNT = 2", "LATTICE_GREEN = 8, LATTICE_COLOR_COUNT = 3")
        self.change("#endif", "#define LATTICE_NEW 1\n"
                    "typedef struct lattice_new { int32_t x; } lattice_new;\n#endif")
        self.assert_clean(kCheck, "--write")
        self.assert_clean(kCheck, "--frozen")
        self.assert_clean(kCheck)

    def test_what_was_written_since_the_release_is_compared_with_the_release(self):
        """The file in the tree may have been written without anybody looking at growth."""
        self.change("uint32_t flags;", "uint32_t flags, a, b;")
        self.git("tag", "--delete", "v1.0.0")
        self.assert_clean(kCheck, "--write")
        self.git("tag", "v1.0.0")
        for options in ((), ("--frozen",), ("--write",)):
            self.assert_refused("nothing else changes", *options)

    def test_a_release_whose_tags_are_not_there_is_an_error(self):
        self.git("tag", "--delete", "v1.0.0")
        self.assert_clean(kCheck)
        self.assertIn("no tag v1.* is visible", self.said("--frozen"))
        self.log(kLog.replace("[0.9]", "[1.0.0] - 2030-01-01"))
        self.assertIn("no tag v1.* is visible", self.said())
        self.assertIn("no tag v1.* is visible", self.said("--write"))

    def test_tags_before_the_first_release_freeze_nothing(self):
        self.git("tag", "--delete", "v1.0.0")
        self.git("tag", "v0.9.0")
        self.change("uint32_t flags;", "uint32_t flag_bits;")
        self.assert_clean(kCheck, "--write")

    def said(self, *options):
        status, lines = self.run_script(kCheck, *options)
        self.assertEqual(status, 1)
        return "\n".join(lines)

    def test_growth_needs_a_raised_minor_version(self):
        self.change("LATTICE_RED = 1,", "LATTICE_RED = 1, LATTICE_GREEN = 8,")
        self.assert_refused("constant LATTICE_GREEN is new, so LATTICE_ABI_MINOR must be raised",
                            "--frozen")

    def test_growth_needs_a_line_in_the_log(self):
        self.log(kLog)
        self.grow()
        self.assert_refused("[Unreleased] says nothing new about a.h", "--frozen")

    def test_every_other_change_is_refused_and_not_written(self):
        before = self.layout()
        for old, new in (
                ("int32_t x, y;", "int32_t x, y, z, w;"),  # grows, but is not sized
                ("double f64;", "double f64; int64_t i64;"),
                ("uint32_t flags;", "uint32_t flags, a, b;"),  # in the middle
                ("uint32_t flags;", "uint32_t flag_bits;"),
                ("uint32_t flags;", "int32_t flags;"),
                ("  double color[20];\n", ""),
                ("  uint32_t struct_size;", "  uint32_t size;"),
                ("LATTICE_RED = 1,", ""),
                ("LATTICE_RED = 1,", "LATTICE_RED = 2,"),
                ("LATTICE_COLOR_COUNT = 2", "LATTICE_COLOR_COUNT = 1"),
                ('#define LATTICE_NAME "lattice.a/1"', ""),
                ("(uint32_t abi);", "(uint32_t abi, int x);"),
                ("typedef struct lattice_file lattice_file;\n",
                 "typedef int32_t lattice_file;\n"),
                ("lattice_pair *out);", "const lattice_pair *out);")):
            with self.subTest(old=old, new=new):
                self.grow()
                self.change(old, new)
                self.assert_refused("nothing else changes", "--frozen")
                self.assert_refused("nothing else changes", "--frozen", "--write")
                self.assertEqual(self.layout(), before)
                self.header(kBegin + kEnd)

    def test_the_minor_version_never_falls(self):
        self.grow()
        self.assert_clean(kCheck, "--write")
        self.release("v1.1.0")
        self.log(kLog.replace("two lines.", "two lines, and back."))
        self.header(kBegin + kEnd)
        self.assert_refused("macro LATTICE_ABI_MINOR was", "--frozen")


if __name__ == "__main__":
    skip_without("cc", "git")
    unittest.main()
