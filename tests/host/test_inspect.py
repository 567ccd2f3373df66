"""inspect keeps the contract that outside checkers rely on."""

import json
import math

from support import HostTest, kInvalid, kUsage, main, scene

kLanes = {"opacity", "transform.translate.x", "transform.translate.y", "transform.rotation_rad",
          "transform.scale.x", "transform.scale.y", "transform.anchor.x", "transform.anchor.y",
          "transform.skew.x", "transform.skew.y", "transform.z", "transform.rotation_x_rad",
          "transform.rotation_y_rad"}


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

    def frames(self, stage, frames, *more):
        text = self.good("inspect", "scene.json", "--stage", stage, "--frames", frames, *more)
        return [json.loads(line) for line in text.splitlines()]

    def test_a_list_of_frames_is_one_object_a_line(self):
        listed = self.frames("eval", "1,3,0:4:2")
        self.assertEqual([each["frame"] for each in listed], [1, 3, 0, 2, 4])
        self.assertEqual(listed, [self.inspect("eval", frame) for frame in (1, 3, 0, 2, 4)])
        self.assertEqual([each["frame"] for each in self.frames("eval", "0:5")], list(range(6)))
        self.assertEqual([each["frame"] for each in self.frames("eval", "2:4:9")], [2])
        self.assertEqual(self.frames("plan", "2"), [self.inspect("plan", 2)])

    def test_lists_of_frames_that_are_none(self):
        for frames, says in (("x", "is no frame"), (",", "is no frame"), ("1,", "is no frame"),
                             ("1,,2", "is no frame"), ("1:", "is no frame"), (":1", "is no frame"),
                             ("1:2:3:4", "is no frame"), ("1.5", "is no frame"),
                             ("99999999999999999999", "is no frame"), ("0:3:0", "step"),
                             ("0:3:-1", "step"), ("4:1", "ends before it starts"),
                             ("6", "frames 0 to 5"), ("0:6", "frames 0 to 5"),
                             ("-1", "frames 0 to 5"), ("0,9223372036854775807", "frames 0 to 5"),
                             ("-9223372036854775808:5:9223372036854775807", "frames 0 to 5")):
            with self.subTest(frames=frames):
                self.refused(kUsage, "inspect", "scene.json", "--stage", "eval",
                             f"--frames={frames}", says=says)
        self.refused(kUsage, "inspect", "scene.json", "--stage", "eval", "--frames", "1",
                     "--frame", "1", says="exclude each other")
        self.refused(kUsage, "inspect", "scene.json", "--stage", "ir", "--frames", "1",
                     says="belongs to --stage")

    def test_one_node_of_many(self):
        whole, card = self.inspect("eval", 2), self.inspect("eval", 2, "--node", "card")
        self.assertEqual(card["nodes"], [self.node(whole, "card")])
        self.assertEqual(card["units"], [unit for unit in whole["units"] if unit["node"] == "card"])
        self.assertEqual(len(self.frames("eval", "0:5", "--node", "back")), 6)
        self.refused(kUsage, "inspect", "scene.json", "--stage", "eval", "--node", "cart",
                     says='did you mean "card"')
        self.refused(kUsage, "inspect", "scene.json", "--stage", "plan", "--node", "card",
                     says="belongs to --stage eval")

    def test_nodes_of_compositions_inside_are_told_by_their_path(self):
        self.write("scene.json", scene(
            root={"id": "ref", "kind": {"comp_ref": {"composition": "c", "scale": 2}}},
            compositions={"c": {"duration": 12, "root": {
                "id": "inner", "leaf": {"solid_rect": {"color": "#fff"}}}}}))
        (inner,) = self.inspect("eval", 2, "--node", "ref/inner")["nodes"]
        self.assertEqual((inner["id"], inner["local_frame"]), ("ref/inner", 4))

    def test_hidden_nodes_have_all_their_lanes(self):
        self.write("scene.json", scene(root={"switch": {"active": 1, "children": [
            {"id": "a", "leaf": {"solid_rect": {"color": "#f00"}}, "opacity": 0.5,
             "transform": {"z": "=time.frame * 3", "scale": 2}},
            {"id": "b", "leaf": {"solid_rect": {"color": "#0f0"}}}]}}))
        evaluated = self.inspect("eval", 2)
        a = self.node(evaluated, "a")
        self.assertFalse(a["visible"])
        self.assertEqual((a["opacity"], a["lanes"]["transform.z"], a["lanes"]["transform.scale.x"],
                          a["canvas_from_node"][0]), (0.5, 6, 2, 2))
        self.assertEqual(self.node(evaluated, "n")["lanes"]["switch.active"], 1)
        self.assertEqual([unit["node"] for unit in evaluated["units"]], ["b"])

    def test_masks_and_mattes(self):
        rect = {"solid_rect": {"color": "#fff", "width": 9, "height": 9}}
        self.write("scene.json", scene(root={"group": [
            {"id": "a", "leaf": rect, "mask": {"source": {"node": "m"}, "inverted": True}},
            {"id": "b", "leaf": rect, "mask": {
                "source": {"shape": {"ellipse": {"cx": 4, "cy": 5, "rx": "=time.frame", "ry": 2}}},
                "mode": {"stencil": {"threshold": 0.25}}, "feather": 3}},
            {"id": "m", "group": [{"id": "m1", "leaf": rect}]}]}))
        evaluated = self.inspect("eval", 2)
        a, b = evaluated["units"]
        self.assertEqual((a["node"], b["node"]), ("a", "b"))
        self.assertEqual(a["mask"], {"source": "node", "mode": "alpha", "inverted": True,
                                     "feather": 0, "node": "m"})
        self.assertEqual(b["mask"], {"source": "ellipse", "mode": "stencil", "threshold": 0.25,
                                     "inverted": False, "feather": 3, "cx": 4, "cy": 5, "rx": 2,
                                     "ry": 2})
        (matte,) = evaluated["mattes"]
        self.assertEqual(matte["node"], "m")
        self.assertEqual([unit["node"] for unit in matte["units"]], ["m1"])

    def test_a_mask_that_leaves_the_range_of_numbers_is_refused(self):
        x = {"keys": [[0, 1e308], [4, -1e308]]}
        self.write("scene.json", scene(root={"id": "a", "leaf": {"solid_rect": {"color": "#fff"}},
            "mask": {"source": {"shape": {"rect": {"x": x, "width": 9, "height": 9}}}}}))
        self.inspect("eval", 0)
        self.refused(6, "inspect", "scene.json", "--stage", "eval", "--frame", 2,
                     says='the mask of "a" has a number that is not finite at frame 2')

    def test_a_camera_that_leaves_the_range_of_numbers_is_refused(self):
        x = {"keys": [[0, 1e308], [4, -1e308]]}
        self.write("scene.json", scene(camera={"position": [x, 0, -500], "target": [0, 0, 0]}))
        self.refused(6, "inspect", "scene.json", "--stage", "eval", "--frame", 2,
                     says="the camera is not all finite numbers at frame 2")

    def test_hashes_tell_frames_that_show_the_same(self):
        listed = self.frames("eval", "0:5")
        hashes = [each["hash"] for each in listed]
        self.assertEqual(len(set(hashes)), 6)
        self.assertEqual([each["hash"] for each in self.frames("eval", "5,4,3,2,1,0")],
                         hashes[::-1])
        for unit in listed[0]["units"]:
            self.assertRegex(unit["hash"], "^[0-9a-f]{32}$")
        still = scene()
        still["root"]["group"] = [{"leaf": {"solid_rect": {"color": "#fff"}}}]
        self.write("scene.json", still)
        self.assertEqual(len({each["hash"] for each in self.frames("eval", "0:5")}), 1)

    def test_the_document_in_its_canonical_form(self):
        self.assertEqual(self.good("inspect", "scene.json", "--stage", "schema"),
                         self.good("fmt", "scene.json"))
        self.write("wrong.json", scene(sead=1))
        self.refused(kInvalid, "inspect", "wrong.json", "--stage", "schema", says="/sead", lines=1)

    def test_how_long_the_passes_took_is_no_part_of_the_normal_form(self):
        done = self.host("inspect", "scene.json", "--stage", "ir", "--stats", "json")
        self.assertEqual(done.returncode, 0)
        form = json.loads(done.stdout)
        self.assertEqual(form, self.inspect("ir"))
        (line,) = done.stderr.splitlines()
        passes = json.loads(line)["passes"]
        self.assertEqual([each["name"] for each in passes], form["passes"])
        self.assertTrue(all(each["seconds"] >= 0 for each in passes))
        text = self.host("inspect", "scene.json", "--stage", "ir", "--stats").stderr
        self.assertEqual([line.split()[0] for line in text.splitlines()], form["passes"])
        self.refused(kUsage, "inspect", "scene.json", "--stage", "plan", "--stats",
                     says="belongs to --stage ir")

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
