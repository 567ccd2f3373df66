"""The SDK as an author meets it: installed, moved, found by CMake and pkg-config; the samples
built from it, loaded by lattice-host, and their pictures compared with goldens."""

import json
import os
import re
import shutil
import unittest
from pathlib import Path

import numpy
from PIL import Image

from out_of_tree import AuthorTest, cube_text, kArguments, kCanvas

kSamples = {"effect_fold": "exposure", "effect_passes": "soft_blur", "effect_map": "displace",
            "effect_lut": "lut", "transition": "clock_wipe", "artifact": "luminance",
            "sink": "pam"}
# An author reads the whole of it in one go. Lines that are not blank.
kLineLimits = {"c/effect_fold.c": 40, "cpp/effect_fold.cpp": 25,
               "c/effect_passes.c": 120, "cpp/effect_passes.cpp": 120}
kEntry = "lattice_plugin_entry_v1"


def twins(sample):
    """(library, kind) of the sample in C and in C++."""
    return [(f"{sample}_c", kSamples[sample]), (f"{sample}_cpp", kSamples[sample] + "_cpp")]


class ThePackage(AuthorTest):
    def project(self, name, text, languages="C"):
        """A folder with a CMakeLists.txt of these lines and the source of one effect."""
        folder = self.author.root / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        shutil.copy(self.author.samples / "c/effect_fold.c", folder / "mine.c")
        (folder / "CMakeLists.txt").write_text(
            f"cmake_minimum_required(VERSION 3.25)\nproject(mine LANGUAGES {languages})\n"
            f"{text}\n")
        return folder

    def configured(self, text, *more, prefix=None, **environment):
        folder = self.project("mine", text)
        return self.author.attempt(
            *self.author.configure_command(folder, folder / "build",
                                           prefix or self.author.prefix, *more),
            environment=environment)

    def test_does_not_know_where_it_was_built_or_first_installed(self):
        away = [str(kArguments.build), str(kArguments.source), str(self.author.root / "first")]
        looked_at = 0
        for path in self.author.prefix.rglob("*"):
            if not path.is_file() or path.read_bytes()[:4] == b"\x7fELF":
                continue
            looked_at += 1
            text = path.read_bytes()
            for folder in away:
                self.assertNotIn(folder.encode(), text, path)
        self.assertGreater(looked_at, 20)

    def test_leaves_no_search_path_in_its_libraries(self):
        for path in (*self.author.prefix.rglob("*.so"), self.author.prefix / "bin/lattice-host"):
            dynamic = self.author.run("readelf", "-d", path)
            for line in dynamic.splitlines():
                if "RUNPATH" in line or "RPATH" in line:
                    self.assertNotIn(str(kArguments.build), line, path)

    def test_the_stage_of_a_build_serves_as_well(self):
        stage = kArguments.build / "stage"
        headers = stage / "include/lattice"
        for header in (kArguments.source / "sdk/include/lattice").iterdir():
            self.assertTrue(os.path.samefile(headers / header.name, header), header)
        self.author.configure(
            self.project("staged", "find_package(LatticeSDK REQUIRED)\n"
                         "lattice_add_plugin(mine KIND effect SOURCES mine.c)"),
            self.author.root / "staged/build", stage)
        self.author.run("cmake", "--build", self.author.root / "staged/build")
        self.assertTrue((self.author.root / "staged/build/mine.so").is_file())

    def test_names_the_program_and_its_own_place(self):
        done = self.configured('find_package(LatticeSDK 1.0 REQUIRED)\n'
                               'get_target_property(host LatticeSDK::host IMPORTED_LOCATION)\n'
                               'message(STATUS "host=${host} prefix=${LatticeSDK_PREFIX}")')
        self.assertEqual(done.returncode, 0, done.stderr)
        prefix = self.author.prefix
        self.assertIn(f"host={prefix}/bin/lattice-host prefix={prefix}\n", done.stdout)

    def test_is_not_found_for_another_major_version_of_the_abi(self):
        for version, found in (("1.0", True), ("1", True), ("0.9", False), ("1.99", False),
                               ("2.0", False)):
            done = self.configured(f"find_package(LatticeSDK {version} REQUIRED)")
            self.assertEqual(done.returncode == 0, found, f"{version}: {done.stderr}")

    def test_may_be_found_in_several_folders_of_one_project(self):
        folder = self.project("several", "add_subdirectory(one)\nadd_subdirectory(two)")
        for name in ("one", "two"):
            (folder / name).mkdir()
            (folder / name / "CMakeLists.txt").write_text(
                "find_package(LatticeSDK REQUIRED)\n"
                f"lattice_add_plugin({name} KIND effect SOURCES ../mine.c)\n")
        self.author.configure(folder, folder / "build", self.author.prefix)
        self.author.run("cmake", "--build", folder / "build")
        for name in ("one", "two"):
            self.assertEqual(self.exports(folder / f"build/{name}/{name}.so"), [kEntry])

    def test_refuses_calls_that_make_no_plugin(self):
        for call, says in (("mine KIND effekt SOURCES mine.c", 'not "effekt"'),
                           ("mine SOURCES mine.c", "KIND must be"),
                           ("mine KIND effect", "no SOURCES"),
                           ("mine WITH KIND effect SOURCES mine.c", "unknown arguments: WITH")):
            done = self.configured(f"find_package(LatticeSDK REQUIRED)\n"
                                   f"lattice_add_plugin({call})")
            self.assertNotEqual(done.returncode, 0, call)
            self.assertIn(says, " ".join(done.stderr.split()), call)

    def test_refuses_fast_math_wherever_it_is_asked_for(self):
        plain = ("find_package(LatticeSDK REQUIRED)\n"
                 "lattice_add_plugin(mine KIND effect SOURCES mine.c)\n")
        optimised = "-DCMAKE_C_FLAGS_RELEASE=-O3 -Ofast"
        for text, more, environment, flag in (
                (plain, (optimised,), {}, "-Ofast"),
                (plain, (), {"LDFLAGS": "-ffast-math"}, "-ffast-math"),
                ("add_compile_options(-funsafe-math-optimizations)\n" + plain, (), {},
                 "-funsafe-math-optimizations"),
                (plain + "target_compile_options(mine PRIVATE $<$<CONFIG:Release>:-ffast-math>)",
                 (), {}, "-ffast-math"),
                (plain + "target_link_options(mine PRIVATE -Ofast)", (), {}, "-Ofast"),
                (plain + "set_source_files_properties(mine.c PROPERTIES COMPILE_FLAGS "
                 '"-O2 -fassociative-math")', (), {}, "-fassociative-math"),
                (plain + "target_compile_options(mine PRIVATE -ffp-contract=fast)", (), {},
                 "-ffp-contract=fast")):
            done = self.configured(text, *more, **environment)
            says = " ".join(done.stderr.split())
            self.assertNotEqual(done.returncode, 0, text)
            self.assertIn(f"the plugin mine would be compiled with {flag}", says, text)

    def test_puts_an_installed_plugin_where_the_host_finds_it(self):
        prefix = self.author.root / "with_samples"
        shutil.copytree(self.author.prefix, prefix)
        self.author.run("cmake", "--install", self.author.plugins, "--prefix", prefix)
        listed = self.author.run(prefix / "bin/lattice-host", "plugins", "list")
        for sample in kSamples:
            for _, kind in twins(sample):
                self.assertIn(f"com.example.{kind} ", listed)
        shutil.rmtree(prefix)

    def test_one_line_with_pkg_config_builds_a_plugin(self):
        readme = (self.author.samples / "README.md").read_text()
        line = re.search(r"^gcc .*lattice-sdk.*$", readme, re.MULTILINE)
        self.assertIsNotNone(line, "the README of the samples shows the line")
        folder = self.author.root / "one_line"
        folder.mkdir()
        output = folder / "exposure.so"
        command = line.group().replace("-o exposure.so", f'-o "{output}"')
        places = {"PKG_CONFIG_PATH": str(self.author.prefix / "lib/pkgconfig")}
        self.author.run("sh", "-c", command, cwd=self.author.samples, environment=places)
        self.assertEqual(self.exports(output), [kEntry])
        line = re.search(r"^g\+\+ .*lattice-sdk.*$", readme, re.MULTILINE)
        command = line.group().replace("-o exposure_cpp.so", f'-o "{folder}/exposure_cpp.so"')
        self.author.run("sh", "-c", command, cwd=self.author.samples, environment=places)
        listed = self.author.good("plugins", "list", "--plugins", folder)
        self.assertIn("com.example.exposure ", listed)
        self.assertIn("com.example.exposure_cpp ", listed)

        def variable(name):
            return Path(self.author.run("pkg-config", f"--variable={name}", "lattice-sdk",
                                        environment=places).strip()).resolve()
        self.assertEqual(variable("plugindir"), self.author.prefix / "lib/lattice/plugins")
        self.assertEqual(variable("host"), self.author.prefix / "bin/lattice-host")

    def exports(self, library):
        listed = self.author.run("nm", "-D", "--defined-only", "-P", library)
        return sorted(line.split()[0].split("@")[0] for line in listed.splitlines())

    def test_a_sample_exports_its_entry_and_nothing_else(self):
        for sample in kSamples:
            for library, _ in twins(sample):
                path = self.author.plugins / f"{library}.so"
                self.assertEqual(self.exports(path), [kEntry], library)
                self.assertIn("Build ID", self.author.run("readelf", "-n", path), library)


class TheSamples(AuthorTest):
    def twin_frames(self, sample, scene_of, number=0):
        """The frame with the C sample; the C++ one has to make the same bits."""
        (_, kind), (_, kind_cpp) = twins(sample)
        frame = self.author.frame(scene_of(kind), number)
        self.assertEqual(frame.shape, (kCanvas[1], kCanvas[0], 4))
        self.same_pixels(frame, self.author.frame(scene_of(kind_cpp), number),
                         f"{sample} in C++ against C")
        return frame

    def effect(self, sample, inputs=None, **params):
        more = {"inputs": inputs} if inputs else {}
        return self.twin_frames(sample, lambda kind: self.author.effect_scene(
            kind=kind, params=params, **more))

    def untouched(self):
        return self.author.frame(self.author.scene(
            group=[{"leaf": "photo", "transform": {"translate": [12, 9]}}]))

    def test_are_short_where_they_are_meant_to_be(self):
        for name, limit in kLineLimits.items():
            lines = (self.author.samples / name).read_text().splitlines()
            self.assertLessEqual(sum(1 for line in lines if line.strip()), limit, name)

    def test_are_all_listed_and_none_is_refused(self):
        listed = json.loads(self.author.good("plugins", "list", "--json", "--plugins",
                                             self.author.plugins))
        ids = {kind["id"] for kind in listed["kinds"]}
        for sample in kSamples:
            for _, kind in twins(sample):
                self.assertIn(f"com.example.{kind}", ids)
        made = {Path(library["path"]).name for library in listed["libraries"]}
        self.assertLessEqual({f"{library}.so" for sample in kSamples
                              for library, _ in twins(sample)}, made)

    def test_keep_every_rule_for_plugins(self):
        said = self.author.run("ctest", "--test-dir", self.author.plugins, "-j", 2,
                               "--output-on-failure")
        self.assertIn(f"0 tests failed out of {2 * len(kSamples)}", said)
        # With its file, which lies beside the sources, its pixels are judged as well.
        said = self.author.run("ctest", "--test-dir", self.author.plugins, "-R", "effect_lut", "-V")
        self.assertIn("check.effect_lut_cpp", said)
        self.assertNotIn("not judged", said)

    def test_do_what_their_readme_tries_with_them(self):
        readme = (self.author.samples / "README.md").read_text()
        block = re.search(r"## Try one\n\n```sh\n(.*?)```", readme, re.DOTALL).group(1)
        folder = self.author.root / "tried"
        folder.mkdir()
        (folder / "build").symlink_to(self.author.plugins)
        for name, source in (("in", "photo"), ("map", "other"), ("a", "photo"), ("b", "other")):
            shutil.copy(self.author.work / f"{source}.png", folder / f"{name}.png")
        shutil.copy(self.author.samples / "warm.cube", folder)
        shutil.copy(self.author.work / "photo.png", folder)
        shutil.copy(self.author.work / "other.png", folder)
        shutil.copy(self.author.effect_scene(kind="blur", params={"sigma": 2}), folder)
        path = f"{self.author.prefix}/bin:{self.author.environment['PATH']}"
        for line in block.splitlines():
            said = self.author.attempt("sh", "-c", line, cwd=folder, environment={"PATH": path})
            self.assertEqual((said.returncode, said.stderr), (0, ""), line)
            output = folder / line.split(" -o ")[1]
            self.assertTrue(output.exists(), line)
            shutil.rmtree(output) if output.is_dir() else output.unlink()

    def test_exposure_multiplies_the_light(self):
        self.same_as_golden(self.effect("effect_fold", stops=1), "effect_fold.npy")
        self.same_pixels(self.effect("effect_fold", stops=0), self.untouched(), "no stops")

    def test_soft_blur_spreads_beyond_the_picture(self):
        blurred = self.effect("effect_passes", radius=5.5)
        self.same_as_golden(blurred, "effect_passes.npy")
        self.same_pixels(self.effect("effect_passes", radius=0), self.untouched(), "no radius")
        background = blurred[0, 0]
        self.assertTrue((blurred[6, 22] != background).any(), "three pixels above the picture")
        self.assertTrue((blurred[2, 22] == background).all(), "seven pixels above the picture")

    def test_displace_fetches_pixels_from_where_the_map_says(self):
        inputs = {"map": {"asset": "other"}}
        self.same_as_golden(self.effect("effect_map", inputs, amount=16), "effect_map.npy")
        self.same_pixels(self.effect("effect_map", inputs, amount=0), self.untouched(),
                         "no amount")

    def test_the_lut_colours_by_its_file(self):
        self.same_as_golden(self.effect("effect_lut", file="warm.cube"), "effect_lut.npy")

    def test_the_lut_says_what_is_wrong_with_its_file(self):
        good = cube_text(2)
        for text, says in (
                ("", "without LUT_3D_SIZE"),
                (good.replace("LUT_3D_SIZE", "LUT_1D_SIZE"), "line 3: one-dimensional"),
                (good.replace("SIZE 2", "SIZE 1"), "line 3: LUT_3D_SIZE must be"),
                (good.replace("SIZE 2", "SIZE 1000000"), "line 3: LUT_3D_SIZE must be"),
                (good.replace("SIZE 2", "SIZE 2\nLUT_3D_SIZE 2"), "line 4: LUT_3D_SIZE is given"),
                (good.replace("MAX 1 1 1", "MAX 0 1 1"), "DOMAIN_MIN must be smaller"),
                (good.replace("MAX 1 1 1", "MAX 1 1"), "line 5: DOMAIN_MIN and DOMAIN_MAX are"),
                (good + "1 1 1\n", "line 14: more colours"),
                (good + "nan 1 1\n", "line 14: this is neither"),
                (good + "1 1 1 1\n", "line 14: this is neither"),
                (good + "SHAPER 1\n", "line 14: this is neither"),
                (good.rsplit("\n", 2)[0] + "\n", "ends before all colours"),
                ("0 0 0\n" + good, "line 1: colours before")):
            (self.author.work / "bad.cube").write_text(text)
            for _, kind in twins("effect_lut"):
                self.refuses_lut(kind, "bad.cube", says)
        for _, kind in twins("effect_lut"):
            self.refuses_lut(kind, "missing.cube", "cannot be opened")
        # Only C reads into an array of a fixed size.
        (self.author.work / "bad.cube").write_text("#" * 2000 + "\n" + good)
        self.refuses_lut("lut", "bad.cube", "line 1: a line of more")

    def refuses_lut(self, kind, file, says):
        scene = self.author.effect_scene(kind=kind, params={"file": file})
        done = self.author.host("frame", scene, "--plugins", self.author.plugins, "--frame", 0,
                                "-o", "bad.png")
        self.assertNotEqual(done.returncode, 0, (kind, says))
        self.assertIn(f"'{file}'", done.stderr, kind)
        self.assertIn(says, done.stderr, kind)
        self.assertFalse((self.author.work / "bad.png").exists())

    def test_the_clock_wipe_turns_from_one_picture_to_the_other(self):
        for direction, softness, number in (("clockwise", 0.2, 1), ("counterclockwise", 0, 2)):
            frame = self.twin_frames("transition", lambda kind: self.author.transition_scene(
                kind=kind, params={"direction": direction, "softness": softness}), number)
            self.same_as_golden(frame, f"transition_{direction}.npy")

    def exported(self, kind):
        scene = self.author.effect_scene(kind="brightness", params={"amount": 1.5})
        shutil.rmtree(self.author.work / "out", ignore_errors=True)
        self.author.good("export", scene, "--plugins", self.author.plugins, "--artifacts", kind,
                         "--color-format", "npy", "-o", "out")
        files = sorted((self.author.work / "out" / kind).glob("*.npy"))
        self.assertEqual(len(files), 4)
        return numpy.load(files[0])

    def test_luminance_is_a_float_for_every_pixel(self):
        luminance = self.exported("luminance")
        self.assertEqual((luminance.dtype, luminance.shape),
                         (numpy.float32, (kCanvas[1], kCanvas[0])))
        self.assertTrue(((luminance >= 0) & (luminance <= 1)).all())
        self.same_as_golden(luminance, "artifact.npy")
        self.same_pixels(luminance, self.exported("luminance_cpp"), "artifact in C++ against C")

    def test_pam_files_hold_the_pixels_of_a_png(self):
        scene = self.author.effect_scene(kind="brightness", params={"amount": 1.5})
        self.author.good("frame", scene, "--frame", 0, "-o", "same.png")
        pixels = numpy.asarray(Image.open(self.author.work / "same.png").convert("RGBA"))
        head = (f"P7\nWIDTH {kCanvas[0]}\nHEIGHT {kCanvas[1]}\nDEPTH 4\nMAXVAL 255\n"
                "TUPLTYPE RGB_ALPHA\nENDHDR\n").encode()
        for _, kind in twins("sink"):
            folder = self.author.work / kind
            self.author.good("render", scene, "--plugins", self.author.plugins, "--sink", kind,
                             "-o", f"{folder}/")
            files = sorted(folder.iterdir())
            self.assertEqual([path.name for path in files],
                             [f"frame_{n:06}.pam" for n in range(4)])
            self.assertEqual(files[0].read_bytes(), head + pixels.tobytes(), kind)

    def test_pam_says_where_else_to_send_what_it_cannot_hold(self):
        scene = self.author.effect_scene(kind="brightness", params={"amount": 1.5})
        for _, kind in twins("sink"):
            done = self.author.host("export", scene, "--plugins", self.author.plugins,
                                    "--artifacts", "luminance", "--color-format", kind, "-o",
                                    "none")
            self.assertEqual(done.returncode, 7, done.stderr)
            self.assertIn("'luminance' holds other numbers; send it to --sink npy", done.stderr)


if __name__ == "__main__":
    unittest.main()
