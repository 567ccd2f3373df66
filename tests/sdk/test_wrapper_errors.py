#!/usr/bin/env python3
"""What the compiler says to an author of a C++ plugin who got a member wrong.

Each case is a kind with one mistake. It must not compile, and the message must hold the
sentence that says what is wanted; the same kind without the mistake compiles. With
--compiler the C++ compiler to ask; the source tree is found from this file."""

import argparse
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

kInclude = Path(__file__).resolve().parents[2] / "sdk" / "include"
kAbout = 'static constexpr lattice::About about{.id = "a.b", .label = "A", .summary = "S."};\n'
kFold = ("static lattice::Fold fold(const lattice::Frame&) noexcept "
         "{ return lattice::Fold::identity(); }\n")
kTile = "void tile(const lattice::Frame&, const lattice::Tile&) const {}\n"
kProduce = ("void produce(const lattice::Frame&, const lattice::Planes&, const lattice::Scene&, "
            "const lattice::Buffers&) const {}\n")
kOutputs = "Kind(const lattice::ArtifactBinding&, lattice::Outputs&) {}\n"
kSinkAbout = kAbout.replace('"S."', '"S.", .extensions = {"raw"}')
kSink = ("explicit Kind(const lattice::SinkBinding&) {}\n"
         "void negotiate(const lattice::Streams&, const lattice::WantedStreams&) {}\n"
         "void begin(const lattice::Streams&) {}\n"
         "void push(const lattice::Packet&) {}\n"
         "void end(lattice::Outcome) {}\n")


def params(chain):
    return f"static constexpr auto params = lattice::params({chain});\n"


def compiler(*arguments, **rest):
    return subprocess.run(
        [g_compiler, "-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow",
         "-Werror", f"-I{kInclude}", *arguments],
        capture_output=True, text=True, timeout=300, check=False, **rest)


def setUpModule():
    """The header, compiled once for all cases."""
    folder = tempfile.TemporaryDirectory()
    unittest.addModuleCleanup(folder.cleanup)
    global g_header
    g_header = Path(folder.name) / "all.hpp"
    g_header.write_text("#include <lattice/plugin.hpp>\n", encoding="utf-8")
    done = compiler("-x", "c++-header", str(g_header), "-o", f"{g_header}.gch")
    if done.returncode != 0:
        raise AssertionError(done.stderr)


def compile_kind(body, lists):
    source = (f'struct Kind {{\n{body}}};\n'
              f'LATTICE_PLUGIN("a.b", "1", "V", {lists});\n')
    return compiler("-include", str(g_header), "-x", "c++", "-fsyntax-only", "-", input=source)


class Compiler(unittest.TestCase):
    maxDiff = None

    def accept(self, body, lists="lattice::Effects<Kind>"):
        done = compile_kind(body, lists)
        self.assertEqual(done.returncode, 0, done.stderr)

    def refuse(self, sentence, body, lists="lattice::Effects<Kind>"):
        done = compile_kind(body, lists)
        self.assertNotEqual(done.returncode, 0, f"this compiles, though: {sentence}")
        # Compilers show a literal that goes over several source lines as one text, and wrap
        # what they quote of the source; hence blanks do not count.
        said = "".join(done.stderr.split())
        self.assertIn("".join(sentence.split()), said)


class Standard(unittest.TestCase):
    def test_an_older_language_is_said_first(self):
        done = compiler("-std=c++17", "-x", "c++", "-fsyntax-only", "-",
                        input="#include <lattice/plugin.hpp>\n")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("needs C++20: compile with -std=c++20", done.stderr)


class GoodKinds(Compiler):
    def test_filters_compile(self):
        self.accept(kAbout + kFold)
        self.accept(kAbout + kTile)
        self.accept(kAbout + "template <class Pixel> void tile(const lattice::Frame&, "
                    "const lattice::Tile&) const {}\n")
        self.accept(kAbout + kFold, "lattice::Transitions<Kind>")

    def test_artifacts_compile(self):
        self.accept(kAbout + kOutputs + kProduce, "lattice::Artifacts<Kind>")

    def test_sinks_compile(self):
        self.accept(kSinkAbout + kSink, "lattice::Sinks<Kind>")


class Members(Compiler):
    def test_a_member_that_does_not_fit_is_named(self):
        wrong = {
            "accepts": "bool accepts(const lattice_type&) const { return true; }\n",
            "fold": "int fold(const lattice::Frame&) const { return 0; }\n",
            "bounds": "lattice::Rect bounds(const lattice::Frame&) const { return {}; }\n",
            "roi": "lattice::Rect roi(const lattice::Frame&, const lattice::Rect& r) const "
                   "{ return r; }\n",
            "passes": "int passes = 2;\n",
            "scratch": "std::uint64_t scratch(const lattice::Frame&, std::uint32_t, "
                       "const lattice::Rect&) const { return 0; }\n",
            "tile": "void tile(const lattice::Frame&, const lattice::Tile&) {}\n",
            "digest": "static int digest(int) { return 0; }\n",
        }
        for name, member in wrong.items():
            with self.subTest(name):
                other = kTile if name == "fold" else kFold
                self.refuse(f"`{name}` must be public", kAbout + other + member)

    def test_a_private_member_is_named(self):
        self.refuse("`tile` must be public", kAbout + kFold + "private:\n" + kTile)

    def test_a_filter_that_could_not_make_a_pixel_is_refused(self):
        self.refuse("a filter needs `fold` or `tile`", kAbout)

    def test_a_filter_that_nobody_can_make_is_refused(self):
        self.refuse("a filter is made from", kAbout + kFold + "explicit Kind(int) {}\n")

    def test_a_pointwise_filter_has_no_roi(self):
        self.refuse("a POINTWISE filter reads the pixel it writes",
                    kAbout.replace('"S."', '"S.", .flags = LATTICE_FILTER_POINTWISE') + kTile +
                    "lattice::Rect roi(const lattice::Frame&, std::uint32_t, std::uint32_t, "
                    "const lattice::Rect& want) const { return want; }\n")

    def test_an_artifact_with_a_wrong_produce_is_refused(self):
        self.refuse("`produce` must be public",
                    kAbout + kOutputs + kProduce.replace(") const", ")"),
                    "lattice::Artifacts<Kind>")

    def test_an_artifact_works_per_frame_or_per_export(self):
        self.refuse("either `produce` (per frame), or `observe` and `finish`",
                    kAbout + kOutputs, "lattice::Artifacts<Kind>")

    def test_an_artifact_without_its_constructor_is_refused(self):
        self.refuse("an artifact is made from", kAbout + kProduce, "lattice::Artifacts<Kind>")

    def test_a_sink_that_lacks_a_function_is_refused(self):
        parallel = kSinkAbout.replace('"S.",', '"S.", .flags = LATTICE_SINK_PARALLEL,')
        self.refuse("`push` of a PARALLEL sink runs on several threads at once",
                    parallel + kSink, "lattice::Sinks<Kind>")
        self.accept(parallel + kSink.replace("Packet&) {}", "Packet&) const {}"),
                    "lattice::Sinks<Kind>")
        self.refuse("a sink needs, public: void push",
                    kSinkAbout + kSink.replace("push", "pushed"), "lattice::Sinks<Kind>")

    def test_a_sink_that_writes_names_its_extensions(self):
        self.refuse("names its about.extensions", kAbout + kSink, "lattice::Sinks<Kind>")


class Declarations(Compiler):
    def test_a_kind_that_is_final_is_refused(self):
        done = compiler("-include", str(g_header), "-x", "c++", "-fsyntax-only", "-",
                        input="struct Kind final {\n" + kAbout + kFold + "};\n"
                        'LATTICE_PLUGIN("a.b", "1", "V", lattice::Effects<Kind>);\n')
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("a kind is a class or struct that is not final", done.stderr)

    def test_about_is_needed_and_checked(self):
        self.refuse("a kind needs: static constexpr lattice::About about", kFold)
        self.refuse("about.id must match", kAbout.replace("a.b", "A b") + kFold)
        self.refuse("about.summary must be one sentence", kAbout.replace("S.", "") + kFold)

    def test_params_must_be_a_constant_of_params(self):
        self.refuse("`params` must be: static constexpr auto params",
                    kAbout + kFold + "int params = 3;\n")

    def test_a_mistake_in_a_param_is_said_in_words(self):
        wrong = {
            "the id of a param must match": 'lattice::f64("A b", "H.")',
            "a param needs a hint": 'lattice::f64("a", "")',
            "range(min, max) needs min < max": 'lattice::f64("a", "H.").range(3, 3)',
            "the initial value lies outside range()": 'lattice::f64("a", "H.").range(1, 2)',
            "two params or aliases share one id":
                'lattice::f64("a", "H."), lattice::f64("b", "H.").alias("a")',
            "only numbers can have a factor in an alias":
                'lattice::text("a", "H.").alias("b", 2)',
            "two options share one id": 'lattice::choice("a", "H.", lattice::option("x", "X."), '
                                        'lattice::option("x", "X."))',
            "the x of the points of a curve must be strictly increasing":
                'lattice::curve("a", "H.", {{0, 0}, {0, 1}})',
            "has more or fewer numbers than allowed":
                'lattice::f64_array("a", "H.", {1, 2}).counts(3, 4)',
        }
        for sentence, chain in wrong.items():
            with self.subTest(sentence):
                self.refuse(sentence, kAbout + kFold + params(chain))

    def test_what_a_type_of_param_cannot_do_does_not_compile(self):
        self.refuse("Allowed::kAnimates",
                    kAbout + kFold + params('lattice::text("a", "H.").animates()'))
        self.refuse("Allowed::kScales",
                    kAbout + kFold + params('lattice::color("a", "H.").scales()'))

    def test_ports_are_checked(self):
        ports = "static constexpr auto ports = lattice::ports({});\n"
        self.accept(kAbout + kFold + ports.format('lattice::port("src", "S.")'))
        self.refuse('the first port of an effect is',
                    kAbout + kFold + ports.format('lattice::port("map", "M.")'))
        self.refuse("two ports share one id",
                    kAbout + kFold + ports.format('lattice::port("src", "S."), '
                                                  'lattice::port("src", "S.")'))
        self.refuse("the ports of a transition are",
                    kAbout + kFold + ports.format('lattice::port("src", "S.")'),
                    "lattice::Transitions<Kind>")

    def test_two_kinds_of_one_id_are_refused(self):
        self.refuse("two kinds share one id", kAbout + kFold, "lattice::Effects<Kind, Kind>")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--compiler", default="c++")
    arguments, rest = parser.parse_known_args()
    g_compiler = arguments.compiler
    unittest.main(argv=[sys.argv[0]] + rest)
