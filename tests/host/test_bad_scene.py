"""A composition that is missing, broken or wrong is refused by every command that reads one, with
its place, before anything is written."""

import json

from support import HostTest, kInvalid, kPlugin, kRest, kUsage, main, scene


class BadScene(HostTest):
    def refused_by_all(self, code, name, says, lines=1):
        for command, rest in kRest.items():
            with self.subTest(command):
                self.refused(code, command, name, *rest, says=says, lines=lines)

    def test_a_file_that_is_missing(self):
        self.refused_by_all(kInvalid, "nope.json", ["nope.json", "no such file"])

    def test_a_folder_in_place_of_a_file(self):
        (self.root / "folder").mkdir()
        self.refused_by_all(kInvalid, "folder", ["folder: ", "it is a folder"])

    def test_an_empty_file(self):
        self.write("empty.json", "")
        self.refused_by_all(kInvalid, "empty.json", "empty.json:1:1: ")

    def test_truncated_json_with_file_line_and_column(self):
        self.write("cut.json", '{\n  "version": "0.3",\n  "canvas": {')
        self.refused_by_all(kInvalid, "cut.json", "cut.json:3:14: ")

    def test_bytes_that_are_no_text(self):
        self.write("binary.json", bytes(range(256)))
        self.refused_by_all(kInvalid, "binary.json", "binary.json:1:1: ")

    def test_an_unknown_effect_with_a_suggestion(self):
        wrong = scene()
        wrong["root"]["group"][1]["effects"] = [{"blurr": 2}]
        self.write("effect.json", wrong)
        self.refused_by_all(kInvalid, "effect.json", 'effect.json:/root/group/1/effects/0: '
                            'unknown effect "blurr"; did you mean "blur"? (node "card")\n')

    def test_an_effect_that_no_plugin_provides(self):
        wrong = scene()
        wrong["root"]["group"][1]["effects"] = [{"kaleidoscope": 2}]
        self.write("effect.json", wrong)
        self.refused_by_all(kPlugin, "effect.json", ['"kaleidoscope"', "no plugin provides it",
                                                     "--plugins", 'node "card"'])

    def test_an_unknown_key_with_a_suggestion(self):
        wrong = scene(sead=3)
        self.write("key.json", wrong)
        self.refused_by_all(kInvalid, "key.json", 'key.json:/sead: unknown key "sead"; '
                            'did you mean "seed"?')

    def test_all_errors_of_a_file_at_once(self):
        wrong = scene(sead=3, fps=0)
        wrong["root"]["group"][0]["blend"] = "darken_a_lot"
        self.write("many.json", wrong)
        self.refused_by_all(kInvalid, "many.json", ["/sead", "/fps", "/root/group/0/blend"],
                            lines=3)

    def test_no_composition_and_more_than_one(self):
        for command, rest in kRest.items():
            with self.subTest(command):
                self.refused(kUsage, command, *rest, says="which composition?")
                self.refused(kUsage, command, "scene.json", "other.json", *rest,
                             says='"other.json" is one word too many')


class DiagnosticsAsJson(HostTest):
    def setUp(self):
        super().setUp()
        wrong = scene()
        wrong["root"]["group"][1]["effects"] = [{"blurr": 2}]
        self.write("wrong.json", wrong)

    def check(self, text):
        (found,) = json.loads(text)["diagnostics"]
        self.assertEqual(found, {
            "severity": "error", "domain": found["domain"], "file": "wrong.json",
            "pointer": "/root/group/1/effects/0", "node": "card",
            "message": 'unknown effect "blurr"', "remedy": 'did you mean "blur"?'})

    def test_validate_prints_them_on_standard_output(self):
        done = self.host("validate", "wrong.json", "--diagnostics", "json")
        self.assertEqual((done.returncode, done.stderr), (kInvalid, ""))
        self.check(done.stdout)

    def test_validate_prints_an_empty_list_for_a_good_file(self):
        self.assertEqual(json.loads(self.good("validate", "scene.json", "--diagnostics", "json")),
                         {"diagnostics": []})

    def test_the_others_print_them_on_standard_error(self):
        for command in ("render", "frame", "export", "fmt", "inspect"):
            with self.subTest(command):
                self.check(self.refused(kInvalid, command, "wrong.json", *kRest[command],
                                        "--diagnostics", "json"))

    def test_a_missing_file_is_a_diagnostic_too(self):
        done = self.host("validate", "nope.json", "--diagnostics", "json")
        self.assertEqual(done.returncode, kInvalid)
        self.assertEqual(json.loads(done.stdout)["diagnostics"][0]["file"], "nope.json")


class GoodScene(HostTest):
    def test_validate_says_so(self):
        self.assertEqual(self.good("validate", "scene.json"), "scene.json: valid\n")


if __name__ == "__main__":
    main()
