"""inspect keeps the contract that outside checkers rely on."""

import json
import math

from support import HostTest, main, scene

kLanes = {"opacity", "transform.translate.x", "transform.translate.y", "transform.rotation_rad",
          "transform.scale.x", "transform.scale.y", "transform.anchor.x", "transform.anchor.y",
          "transform.skew.x", "transform.skew.y", "transform.z"}


class Inspect(HostTest):
    def inspect(self, stage, frame=0, *more):
        text = self.good("inspect", "scene.json", "--stage", stage, "--frame", frame, *more)
        return json.loads(text)

    def node(self, evaluated, name):
        (found,) = [node for node in evaluated["nodes"] if node["id"] == name]
        return found

    def test_eval_lists_every_node_with_all_its_lanes(self):
        evaluated = self.inspect("eval", 2)
        self.assertEqual(evaluated["frame"], 2)
        self.assertEqual([node["id"] for node in evaluated["nodes"]], ["n", "back", "card"])
        for node in evaluated["nodes"]:
            self.assertLessEqual({"id", "visible", "local_frame", "duration", "opacity", "lanes",
                                  "canvas_from_node", "effects"}, set(node))
            self.assertLessEqual(kLanes, set(node["lanes"]))
            self.assertEqual(len(node["canvas_from_node"]), 9)

    def test_eval_has_the_values_of_the_frame(self):
        evaluated = self.inspect("eval", 2)
        self.assertAlmostEqual(self.node(evaluated, "back")["opacity"], 0.6, delta=1e-12)
        card = self.node(evaluated, "card")
        x = 4 + 26 * 2 / 5
        self.assertAlmostEqual(card["lanes"]["transform.translate.x"], x, delta=1e-12)
        self.assertEqual(card["canvas_from_node"][3:], [0, 1, 10, 0, 0, 1])
        self.assertAlmostEqual(card["canvas_from_node"][2], x, delta=1e-12)
        self.assertEqual(card["effects"][0]["kind"], "blur")
        self.assertEqual(card["effects"][0]["params"]["sigma"], 2)

    def test_eval_gives_the_opacity_that_is_effective(self):
        self.write("scene.json", scene(root={"id": "all", "opacity": 0.5, "group": [
            {"id": "one", "opacity": 0.5, "leaf": {"solid_rect": {"color": "#fff"}}}]}))
        evaluated = self.inspect("eval")
        self.assertEqual(self.node(evaluated, "one")["opacity"], 0.25)
        self.assertEqual(self.node(evaluated, "one")["lanes"]["opacity"], 0.5)

    def test_eval_turns_degrees_into_radians(self):
        self.write("scene.json", scene(root={
            "id": "turned", "leaf": {"solid_rect": {"color": "#fff"}},
            "transform": {"rotation_deg": 90, "scale": [2, 3]}}))
        node = self.node(self.inspect("eval"), "turned")
        self.assertAlmostEqual(node["lanes"]["transform.rotation_rad"], math.pi / 2, delta=1e-12)
        for got, expected in zip(node["canvas_from_node"], [0, -3, 0, 2, 0, 0, 0, 0, 1]):
            self.assertAlmostEqual(got, expected, delta=1e-9)

    def test_eval_lists_what_cannot_be_seen_too(self):
        self.write("scene.json", scene(root={"sequence": [
            {"id": "a", "range": [0, 3], "leaf": {"solid_rect": {"color": "#f00"}}},
            {"id": "b", "range": [0, 3], "leaf": {"solid_rect": {"color": "#0f0"}}}]}))
        evaluated = self.inspect("eval", 4)
        self.assertEqual([self.node(evaluated, name)["visible"] for name in "ab"], [False, True])
        self.assertEqual(self.node(evaluated, "b")["local_frame"], 1)
        self.assertEqual([unit["node"] for unit in evaluated["units"]], ["b"])

    def test_eval_tells_transitions_and_pairs(self):
        self.write("scene.json", scene(root={"sequence": [
            {"id": "a", "range": [0, 4], "leaf": {"solid_rect": {"color": "#f00"}},
             "transition_out": {"crossfade": 2}},
            {"id": "b", "range": [0, 4], "leaf": {"solid_rect": {"color": "#0f0"}},
             "transition_in": {"crossfade": 2}}]}))
        evaluated = self.inspect("eval", 3)
        self.assertEqual(self.node(evaluated, "a")["transition_out"],
                         {**self.node(evaluated, "a")["transition_out"], "kind": "crossfade",
                          "progress": 0.5})
        self.assertEqual(self.node(evaluated, "b")["transition_in"]["progress"], 0.5)
        units = evaluated["units"]
        self.assertEqual([unit["node"] for unit in units], ["a", "b"])
        self.assertEqual(units[0]["pair"], 1)
        for unit in units:
            self.assertLessEqual({"kind", "node", "opacity", "blend", "pair"}, set(unit))

    def test_numbers_round_trip(self):
        self.write("scene.json", scene(root={
            "id": "x", "leaf": {"solid_rect": {"color": "#fff"}},
            "transform": {"translate": [0.1, 1 / 3]}, "opacity": 0.7000000000000001}))
        lanes = self.node(self.inspect("eval"), "x")["lanes"]
        self.assertEqual((lanes["transform.translate.x"], lanes["transform.translate.y"],
                          lanes["opacity"]), (0.1, 1 / 3, 0.7000000000000001))

    def test_the_normal_form(self):
        form = self.inspect("ir")
        self.assertEqual(form["fps"], {"num": 30000, "den": 1001})
        self.assertEqual(form["duration"], 6)
        self.assertEqual([node["id"] for node in form["nodes"]], ["n", "back", "card"])
        self.assertEqual(form, self.inspect("ir", 5))

    def test_the_plan(self):
        plan = self.inspect("plan", 2)
        for surface in plan["surfaces"]:
            self.assertLessEqual({"id", "type", "bounds", "roi", "lifetime", "fingerprint"},
                                 set(surface))
        self.assertIn("org.lattice.blur", [op.get("filter") for op in plan["ops"]])
        self.assertEqual(len({op["fingerprint"] for op in plan["ops"]}), len(plan["ops"]))
        self.assertNotEqual(plan["fingerprint"], self.inspect("plan", 3)["fingerprint"])
        self.assertEqual(plan, self.inspect("plan", 2))

    def test_the_plan_with_depth_has_another_root(self):
        self.assertEqual(len(self.inspect("plan")["roots"]), 1)
        self.assertEqual(len(self.inspect("plan", 0, "--depth")["roots"]), 2)


if __name__ == "__main__":
    main()
