"""--var and --vars, expressions, and what is said when they are wrong."""

import json

from support import HostTest, kUsage, main, scene

kCard = {"id": "card", "leaf": {"solid_rect": {"color": "#ff8000", "width": 8, "height": 8}}}


def film(**more):
    return scene(variables={"speed": 2, "accent": "#ff0000", "at": [1, 2], "title": "Hi",
                            "loud": False, "rows": [{"value": 3}]},
                 root={"group": [{**kCard, "transform": {"translate": "=vars.at * vars.speed",
                                                         "z": "=vars.loud ? time.frame : -1"}},
                                 {"repeat": {"over": "rows", "child": {
                                     **kCard, "id": "bar",
                                     "transform": {"translate": ["=item.value", "=index"]}}}}]},
                 **more)


class Variables(HostTest):
    def setUp(self):
        super().setUp()
        self.write("film.json", film())

    def lanes(self, node, frame, *more):
        text = self.good("inspect", "film.json", "--stage", "eval", "--frame", frame, *more)
        (found,) = [n for n in json.loads(text)["nodes"] if n["id"] == node]
        return found["lanes"]

    def test_defaults_hold_until_a_value_is_given(self):
        card = self.lanes("card", 2)
        self.assertEqual(card["transform.translate.x"], 2)
        self.assertEqual(card["transform.translate.y"], 4)
        self.assertEqual(card["transform.z"], -1)
        card = self.lanes("card", 2, "--var", "speed=3", "--var", "at=10,20", "--var", "loud=true")
        self.assertEqual(card["transform.translate.x"], 30)
        self.assertEqual(card["transform.translate.y"], 60)
        self.assertEqual(card["transform.z"], 2)

    def test_a_file_gives_values_and_var_comes_after_it(self):
        self.write("vars.json", {"speed": 5, "rows": [{"value": 7}, {"value": 8}]})
        self.assertEqual(self.lanes("bar.1", 0, "--vars", "vars.json")["transform.translate.x"], 8)
        card = self.lanes("card", 0, "--var", "speed=6", "--vars", "vars.json")
        self.assertEqual(card["transform.translate.x"], 6)

    def test_every_command_takes_variables(self):
        self.good("validate", "film.json", "--var", "speed=3")
        self.good("inspect", "film.json", "--stage", "ir", "--var", "speed=3")
        self.good("frame", "film.json", "--frame", 0, "-o", "a.png", "--var", "at=0")
        self.good("frame", "film.json", "--frame", 0, "-o", "b.png", "--var", "at=0,0")
        self.good("frame", "film.json", "--frame", 0, "-o", "c.png")
        a, b, c = ((self.root / name).read_bytes() for name in ("a.png", "b.png", "c.png"))
        self.assertEqual(a, b)
        self.assertNotEqual(a, c)
        self.good("render", "film.json", "--sink", "null", "--var", "speed=3")
        self.good("export", "film.json", "--artifacts", "rgba", "-o", "out", "--var", "speed=3")

    def test_a_wrong_variable_is_a_wrong_command_line(self):
        for words, says in (
                (("--var", "sped=1"), 'unknown variable "sped"; did you mean "speed"?'),
                (("--var", "speed=fast"), '"speed" is a number'),
                (("--var", "loud=1"), "true or false"),
                (("--var", "speed"), "name=value"),
                (("--var", "=1"), "name=value"),
                (("--vars", "nowhere.json"), "there is no such file"),
                (("--vars", "."), "it is a folder")):
            with self.subTest(words=words):
                for command in (("validate", "film.json"),
                                ("inspect", "film.json", "--stage", "ir"),
                                ("render", "film.json", "--sink", "null")):
                    self.refused(kUsage, *command, *words, says=says)

    def test_a_wrong_file_of_variables_is_told_with_its_place(self):
        self.write("vars.json", {"speed": "fast", "titel": "x"})
        self.refused(kUsage, "validate", "film.json", "--vars", "vars.json", lines=2, says=(
            'vars.json:/speed: "speed" must be a number, not a string',
            'vars.json:/titel: unknown variable "titel"; did you mean "title"?'))
        self.write("vars.json", "{")
        self.refused(kUsage, "validate", "film.json", "--vars", "vars.json", says="vars.json:1:")

    def test_what_an_expression_comes_to_is_no_number(self):
        self.write("film.json", scene(root={**kCard, "opacity": "=1 / (time.frame - 3)"}))
        self.good("frame", "film.json", "--frame", 4, "-o", "a.png")
        message = self.refused(6, "frame", "film.json", "--frame", 3, "-o", "b.png")
        self.assertIn('the expression of "card.opacity" is not a finite number at frame 3', message)
        self.assertIn("film.json:/root/opacity", message)

    def test_the_normal_form_says_what_expressions_there_are(self):
        ir = json.loads(self.good("inspect", "film.json", "--stage", "ir"))
        self.assertEqual([e["name"] for e in ir["expressions"]],
                         ["card.transform.translate.x", "card.transform.translate.y",
                          "card.transform.z"])
        self.assertEqual(ir["expressions"][2]["expr"], "(vars.loud ? time.frame : (-1))")
        self.assertEqual([v["name"] for v in ir["variables"]],
                         ["accent", "at", "loud", "rows", "speed", "title"])


if __name__ == "__main__":
    main()
