"""A command line that makes no sense ends with 2 and a sentence that says what is wrong, before
anything is opened or written."""

import subprocess

from support import HostTest, kCommands, kOutput, kPlugin, kRest, kUsage, kWriting, main


class Commands(HostTest):
    def test_an_unknown_command(self):
        self.refused(kUsage, "rendr", says='unknown command "rendr"; did you mean "render"?')
        self.refused(kUsage, "sing", says=["sing", *kCommands])
        self.refused(kUsage, "", says='unknown command ""')

    def test_an_option_before_the_command(self):
        self.refused(kUsage, "--fast", "render", says='unknown option "--fast"')
        self.refused(kUsage, "--plugins", says="a folder is expected")

    def test_nothing_at_all_prints_the_overview_as_a_complaint(self):
        self.refused(kUsage, says=["usage: lattice-host", *kCommands])

    def test_help_for_an_unknown_command(self):
        self.refused(kUsage, "help", "rendr", says='did you mean "render"?')

    def test_plugins_wants_list_or_show(self):
        for words in ((), ("lst",), ("show",), ("list", "x"), ("show", "blur", "wipe")):
            with self.subTest(words):
                self.refused(kUsage, "plugins", *words, says="plugins show KIND")

    def test_plugins_show_of_an_unknown_kind(self):
        self.refused(kUsage, "plugins", "show", "blrr", says='did you mean "blur"?')
        self.refused(kUsage, "plugins", "show", "kaleidoscope", says=["kaleidoscope", "blur"])
        self.refused(kUsage, "plugins", "show", "blur", "--json", says="--json")


class Options(HostTest):
    def all_commands(self):
        yield from ((command, ("scene.json", *rest)) for command, rest in kRest.items())
        yield "plugins", ("list",)

    def test_an_unknown_option(self):
        for command, rest in self.all_commands():
            with self.subTest(command):
                self.refused(kUsage, command, *rest, "--swiftly",
                             says=['unknown option "--swiftly"', f"lattice-host {command} --help"])
                self.refused(kUsage, command, *rest, "--pluginss", "x",
                             says='did you mean "--plugins"?')

    def test_an_option_without_its_value(self):
        for command, rest in self.all_commands():
            with self.subTest(command):
                self.refused(kUsage, command, *rest, "--plugins", says="--plugins")

    def test_an_option_of_another_command(self):
        self.refused(kUsage, "render", "scene.json", "-o", "a.mp4", "--frame", 3, says="--frame")
        self.refused(kUsage, "validate", "scene.json", "-o", "a.mp4", says='"-o"')

    def test_an_option_that_is_given_twice(self):
        self.refused(kUsage, "render", "scene.json", "-o", "a.mp4", "-o", "b.mp4", says="--output")

    def test_a_plugin_folder_that_does_not_exist(self):
        for command, rest in self.all_commands():
            with self.subTest(command):
                self.refused(kPlugin, command, *rest, "--plugins", "nowhere", lines=1,
                             says=["nowhere", "does not exist", "--plugins"])
                self.refused(kPlugin, "--plugins", "nowhere", command, *rest, says="nowhere")
                self.refused(kPlugin, command, *rest, "--plugins", "scene.json",
                             says="is not a folder")

    def test_choices(self):
        for command, option, known in (
                *((command, "--progress", "auto, json, none") for command in kWriting),
                *((command, "--stats", "text, json") for command in kWriting),
                *((command, "--diagnostics", "text, json") for command in kRest),
                ("inspect", "--stage", "ir, eval, layout, plan")):
            rest = () if option == "--stage" else kRest[command]
            with self.subTest(command=command, option=option):
                self.refused(kUsage, command, "scene.json", *rest, f"{option}=odd",
                             says=[option, '"odd"', known])

    def test_thread_counts(self):
        for command in kWriting:
            for count in ("0", "-1", "1025"):
                with self.subTest(command=command, count=count):
                    self.refused(kUsage, command, "scene.json", *kRest[command], "--threads",
                                 count, says=["--threads", "1 to 1024"])
            for count in ("abc", "1.5", "99999999999", ""):
                with self.subTest(command=command, count=count):
                    self.refused(kUsage, command, "scene.json", *kRest[command],
                                 f"--threads={count}", says="--threads")

    def test_no_output(self):
        for command, rest in (("render", ()), ("frame", ("--frame", 0)),
                              ("export", ("--artifacts", "rgba"))):
            with self.subTest(command):
                self.refused(kUsage, command, "scene.json", *rest, says=["where", "-o"])
                self.refused(kUsage, command, "scene.json", *rest, "-o", "", says="-o")
                self.refused(kUsage, command, "scene.json", *rest, "-o", says="--output")


class Frames(HostTest):
    def test_a_frame_outside_the_composition(self):
        for number in ("6", "-1", "9223372036854775807"):
            with self.subTest(number):
                says = [number, "frames 0 to 5"]
                self.refused(kUsage, "frame", "scene.json", "--frame", number, "-o", "a.png",
                             says=says)
                for stage in ("ir", "eval", "plan"):
                    self.refused(kUsage, "inspect", "scene.json", "--stage", stage, "--frame",
                                 number, says=says)

    def test_a_frame_that_is_no_whole_number(self):
        for number in ("x", "1.5", "99999999999999999999"):
            with self.subTest(number):
                self.refused(kUsage, "frame", "scene.json", "--frame", number, "-o", "a.png",
                             says="--frame")
                self.refused(kUsage, "inspect", "scene.json", "--stage", "eval", "--frame",
                             number, says="--frame")

    def test_frame_wants_a_number_and_inspect_a_stage(self):
        self.refused(kUsage, "frame", "scene.json", "-o", "a.png", says="--frame N")
        self.refused(kUsage, "inspect", "scene.json", says="--stage")

    def test_depth_belongs_to_the_plan(self):
        for stage in ("ir", "eval"):
            self.refused(kUsage, "inspect", "scene.json", "--stage", stage, "--depth",
                         says="--stage plan")


class FullDisk(HostTest):
    def test_results_that_cannot_be_printed(self):
        for arguments in (("inspect", "scene.json", "--stage", "ir"), ("plugins", "list"),
                          ("validate", "scene.json"), ("render", "--help"), ("--version",)):
            with self.subTest(arguments), open("/dev/full", "w", encoding="ascii") as full:
                done = subprocess.run(self.command(*arguments), cwd=self.root,
                                      env=self.environment, stdout=full, stderr=subprocess.PIPE,
                                      text=True, check=False)
                self.assertEqual(done.returncode, kOutput)
                self.assertIn("standard output", done.stderr)


if __name__ == "__main__":
    main()
