"""`lattice-host new` makes a folder that builds and passes its own tests, for every kind in both
languages; what it cannot make it refuses and leaves nothing behind."""

import json
import re
import shutil
import subprocess
import unittest

from support import HostTest, kOutput, kPluginFolder, kStage, kUsage, main, scene, tree

kKinds = ("effect", "transition", "artifact", "sink")
kLanguages = {"c": (), "cpp": ("--cpp",)}
kFiles = [".gitignore", "CMakeLists.txt", "README.md", "src", "test", "test/picture.cmake",
          "test/steps.cmake"]
# What an author has to read before the first edit.
kMostLines = 140
# A busy machine configures and compiles slowly.
kBuildLimitSeconds = 600


class Refused(HostTest):
    def test_what_is_no_kind(self):
        self.refused(kUsage, "new", "efect", "glow", lines=1, says='did you mean "effect"?')
        self.refused(kUsage, "new", "plugin", "glow", lines=1, says=["effect", "sink"])

    def test_too_few_or_too_many_words(self):
        for words in ((), ("effect",), ("effect", "glow", "more")):
            with self.subTest(words):
                self.refused(kUsage, "new", *words, lines=1, says='"new effect glow"')

    def test_what_cannot_be_a_name(self):
        for name in ("Glow", "9lives", "_glow", "film-grain", "film grain", "a.b", "../glow",
                     "a/b", "gl\u00f6w", ".", ""):
            with self.subTest(name):
                self.refused(kUsage, "new", "effect", name, lines=1, says="cannot be a name")
        self.refused(kUsage, "new", "effect", "a" * 41, lines=1, says="longer than 40")

    def test_names_that_mean_something_elsewhere(self):
        for name in ("double", "template", "co_await", "restrict", "test", "install", "all",
                     "package_source", "xor_eq", "alignas"):
            with self.subTest(name):
                self.refused(kUsage, "new", "sink", name, lines=1,
                             says=f'"{name}" has a meaning in C, C++ or CMake')

    def test_an_id_that_does_not_end_in_the_name(self):
        for name in ("org.you.glare", "glow", "org.You.glow", "org..glow", ".glow"):
            with self.subTest(name):
                self.refused(kUsage, "new", "effect", "glow", f"--id={name}", lines=1,
                             says='"com.example.glow"')

    def test_an_id_that_is_taken(self):
        self.refused(kUsage, "new", "effect", "blur", "--id", "org.lattice.blur",
                     says=["already", "lattice_effect_blur.so"])

    def test_a_place_that_is_taken(self):
        self.write("folder/file", "mine")
        self.write("file", "mine")
        (self.root / "dangling").symlink_to("nowhere")
        for name in ("folder", "file", "dangling"):
            with self.subTest(name):
                self.refused(kUsage, "new", "effect", name, lines=1, says="is there already")
        self.assertEqual((self.root / "folder/file").read_text(), "mine")

    def test_a_place_that_does_not_exist(self):
        self.refused(kUsage, "new", "effect", "glow", "--dir", "nowhere", lines=1,
                     says=["nowhere", "is not a folder"])
        self.write("file", "")
        self.refused(kUsage, "new", "effect", "glow", "--dir", "file", lines=1,
                     says="is not a folder")

    def test_options_of_other_commands(self):
        self.refused(kUsage, "new", "effect", "glow", "--output", "x", lines=1,
                     says='unknown option "--output"')


class BrokenInstallation(HostTest):
    def setUp(self):
        super().setUp()
        self.private_stage()
        self.templates = self.stage / "share/lattice/templates"

    def test_without_templates(self):
        shutil.rmtree(self.templates)
        self.refused(kOutput, "new", "effect", "glow", lines=1, says="install Lattice again")

    def test_without_those_of_one_language(self):
        shutil.rmtree(self.templates / "sink/cpp")
        self.refused(kOutput, "new", "sink", "glow", "--cpp", lines=1, says="sink/cpp")
        self.good("new", "sink", "glow")

    def test_with_a_word_that_is_not_known(self):
        path = self.templates / "effect/common/README.md"
        path.write_text(path.read_text() + "@TOMORROW@\n")
        self.refused(kOutput, "new", "effect", "glow", lines=1, says=["@TOMORROW@", "README.md"])


class Made(HostTest):
    def test_the_files(self):
        for kind in kKinds:
            for language, option in kLanguages.items():
                with self.subTest(f"{kind} in {language}"):
                    name = f"my_{kind}_{language}"
                    said = self.good("new", kind, name, *option)
                    self.assertIn(f"begin with {name}/src/{name}.{language}\n", said)
                    self.assertIn(f"cmake -B build -DCMAKE_PREFIX_PATH={kStage}\n", said)
                    found = tree(self.root / name)
                    self.assertLessEqual({*kFiles, f"src/{name}.{language}"}, set(found))
                    for path in found:
                        self.assertNotIn("@", path)
                        if (self.root / name / path).is_file():
                            self.assertIsNone(re.search(r"@[A-Z]+@",
                                                        (self.root / name / path).read_text()))

    def test_sources_are_short(self):
        for kind in kKinds:
            for language, option in kLanguages.items():
                with self.subTest(f"{kind} in {language}"):
                    self.good("new", kind, f"{kind}_{language}", *option)
                    source = self.root / f"{kind}_{language}/src/{kind}_{language}.{language}"
                    self.assertLessEqual(len(source.read_text().splitlines()), kMostLines)

    def test_the_id_and_the_place(self):
        (self.root / "more").mkdir()
        said = self.good("new", "effect", "film_grain", "--id", "org.you.film_grain", "--dir",
                         "more")
        self.assertIn("more/film_grain: effect org.you.film_grain, in C", said)
        source = (self.root / "more/film_grain/src/film_grain.c").read_text()
        self.assertIn('.id = "org.you.film_grain"', source)
        self.assertIn('.label = "Film grain"', source)
        self.assertEqual(tree(self.root / "more")[0], "film_grain")

    def test_a_short_name_that_is_used_already(self):
        done = self.host("new", "effect", "blur")
        self.assertEqual(done.returncode, 0)
        self.assertIn("org.lattice.blur", done.stderr)
        self.assertIn('say "com.example.blur"', done.stderr)
        self.good("new", "sink", "blur", "--dir", self.root.parent)  # no sink is called so

    def test_others_may_enter_the_folder_as_the_umask_says(self):
        (self.root / "usual").mkdir()
        self.good("new", "effect", "glow")
        self.assertEqual((self.root / "glow").stat().st_mode, (self.root / "usual").stat().st_mode)

    def test_a_prefix_that_has_to_be_quoted(self):
        self.private_stage()
        odd = self.root.parent / "it's a stage"
        self.stage.rename(odd)
        self.stage = odd
        said = self.good("new", "effect", "glow")
        line = re.search(r"-DCMAKE_PREFIX_PATH=(.*)\n", said).group(1)
        self.assertIn(line, (self.root / "glow/README.md").read_text())
        echoed = subprocess.run(["sh", "-c", f"printf %s {line}"], capture_output=True, text=True,
                                check=True)
        self.assertEqual(echoed.stdout, str(odd))


@unittest.skipUnless(shutil.which("cmake") and (kStage / "lib/cmake/LatticeSDK").is_dir(),
                     "needs cmake and the package LatticeSDK in the stage")
class Built(HostTest):
    def run_tool(self, *words, folder):
        done = subprocess.run(list(map(str, words)), cwd=folder, env=self.environment,
                              capture_output=True, text=True, check=False,
                              timeout=kBuildLimitSeconds)
        self.assertEqual(done.returncode, 0, f"{words}: {done.stdout}{done.stderr}")
        return done.stdout

    def build(self, kind, language):
        """A plugin made, built and tested as its README says; its folder."""
        name = f"my_{kind}"
        self.good("new", kind, name, *kLanguages[language])
        folder = self.root / name
        options = ["-G", "Ninja"] if shutil.which("ninja") else []
        if shutil.which("ccache"):
            compiler = "C" if language == "c" else "CXX"
            options.append(f"-DCMAKE_{compiler}_COMPILER_LAUNCHER=ccache")
        self.run_tool("cmake", "-B", "build", f"-DCMAKE_PREFIX_PATH={kStage}", *options,
                      "-DCMAKE_COMPILE_WARNING_AS_ERROR=ON", folder=folder)
        self.run_tool("cmake", "--build", "build", folder=folder)
        said = self.run_tool("ctest", "--test-dir", "build", "--output-on-failure",
                             "--no-tests=error", folder=folder)
        self.assertIn("100% tests passed, 0 tests failed out of 2", said)
        return folder

    def follow_readme(self, folder):
        """Its commands to look at the result run, and what it shows of a composition is valid."""
        readme = (folder / "README.md").read_text()
        (folder / "scene.json").write_text(json.dumps(scene()))
        for name in ("in", "from", "to"):
            self.good("frame", folder / "scene.json", "--frame", 0, "-o", folder / f"{name}.png")
        look = re.search(r"## Look at it\n\n```sh\n(.*?)```", readme, re.DOTALL).group(1)
        self.run_tool("sh", "-e", "-c", look, folder=folder)
        for shown in re.findall(r"```json\n(.*?)```", readme, re.DOTALL):
            root = json.loads("{" + shown + "}")
            if "sequence" not in root:
                leaf = {"solid_rect": {"color": "#fff"}}
                root = {"sequence": [{"range": [0, 20], "leaf": leaf, **root},
                                     {"range": [0, 20], "leaf": leaf}]}
            self.write("shown.json", scene(duration=30, root=root))
            self.good("frame", "shown.json", "--frame", 15, "--plugins", folder / "build", "-o",
                      "shown.png")

    def test_every_kind_in_c(self):
        for kind in kKinds:
            with self.subTest(kind):
                folder = self.build(kind, "c")
                listed = self.good("plugins", "list", "--plugins", folder / "build")
                self.assertIn(f"com.example.my_{kind}", listed)
                self.follow_readme(folder)

    def test_every_kind_in_cpp(self):
        for kind in kKinds:
            with self.subTest(kind):
                folder = self.build(kind, "cpp")
                self.good("plugins", "show", f"com.example.my_{kind}", "--plugins",
                          folder / "build")

    def test_its_own_test_can_fail(self):
        folder = self.build("effect", "c")
        source = folder / "src/my_effect.c"
        broken = source.read_text().replace("dst[3] = src[3];", "dst[3] = src[0];")
        self.assertNotEqual(broken, source.read_text())
        source.write_text(broken)
        self.run_tool("cmake", "--build", "build", folder=folder)
        done = subprocess.run(["ctest", "--test-dir", "build", "-R", "picture"], cwd=folder,
                              env=self.environment, capture_output=True, text=True, check=False,
                              timeout=kBuildLimitSeconds)
        self.assertNotEqual(done.returncode, 0, done.stdout)

    def test_installed_it_stands_beside_the_others(self):
        folder = self.build("sink", "c")
        self.private_stage()
        self.run_tool("cmake", "--install", "build", "--prefix", self.stage, folder=folder)
        self.assertTrue((self.stage / kPluginFolder / "my_sink.so").is_file())
        self.assertIn("com.example.my_sink", self.good("plugins", "list"))


if __name__ == "__main__":
    main()
