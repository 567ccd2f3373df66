"""Layouts as a user meets them: inspect --stage layout says where a browser would put boxes, and
pictures are drawn there."""

import json
from pathlib import Path

from PIL import Image

from support import HostTest, kUsage, main, scene

kCases = Path(__file__).resolve().parent.parent / "data/layout/browser_cases.json"
# The browser counts in 64ths of a pixel, and errors add up.
kTolerancePx = 0.25


def node_of(case, name, expected):
    """A node as a composition says it; `expected` gets the browser's box of each that has one."""
    if case["box"] is not None:
        expected[name] = case["box"]
    node = {"id": name, "layout": case["layout"]}
    if "content" in case:
        width, height = case["content"]
        node["leaf"] = {"solid_rect": {"color": "#fff", "width": width, "height": height}}
    else:
        node["group"] = [node_of(child, f"{name}.{i}", expected)
                         for i, child in enumerate(case["children"])]
    return node


def row(**layout):
    """Two rectangles, 10 and 20 wide, on a canvas of 64 x 48."""
    rects = [{"id": name, "leaf": {"solid_rect": {"color": color, "width": width, "height": 8}}}
             for name, width, color in (("a", 10, "#f00"), ("b", 20, "#0f0"))]
    return scene(root={"id": "row", "layout": layout, "group": rects})


class Layout(HostTest):
    def boxes(self, *more, file="scene.json"):
        text = self.good("inspect", file, "--stage", "layout", *more)
        return json.loads(text)["nodes"]

    def assert_as_in_browser(self, boxes, expected, where):
        self.assertEqual({box["id"] for box in boxes}, set(expected), where)
        for box in boxes:
            for key, number in zip("xywh", expected[box["id"]]):
                self.assertAlmostEqual(box[key], number, delta=kTolerancePx,
                                       msg=f"{where}: {box}, in the browser {expected[box['id']]}")

    def test_forty_cases_each_as_the_root_of_a_composition(self):
        cases = json.loads(kCases.read_text())
        for case in cases[::len(cases) // 40]:
            with self.subTest(case=case["name"]):
                expected = {}
                self.write("case.json", scene(root=node_of(case["root"], "r", expected)))
                boxes = self.boxes(file="case.json")
                self.assert_as_in_browser(boxes, expected, case["name"])
                self.assertIsNone(boxes[0]["parent"])
                for box in boxes[1:]:
                    self.assertEqual(box["parent"], box["id"].rpartition(".")[0])

    def test_all_cases_side_by_side_in_one_composition(self):
        expected = {}
        roots = [node_of(case["root"], str(i), expected)
                 for i, case in enumerate(json.loads(kCases.read_text()))]
        self.write("cases.json", scene(root={"id": "all", "group": roots}))
        self.assert_as_in_browser(self.boxes(file="cases.json"), expected, "all")

    def test_frames_are_a_line_each_and_one_node_may_be_asked_for(self):
        self.write("scene.json", row(gap_px={"keys": [[0, 0], [4, 8]]}))
        text = self.good("inspect", "scene.json", "--stage", "layout", "--frames", "0:4:2",
                         "--node", "b")
        self.assertEqual([json.loads(line)["nodes"] for line in text.splitlines()],
                         [[{"id": "b", "parent": "row", "x": x, "y": 0, "w": 20, "h": 48}]
                          for x in (10, 14, 18)])

    def test_a_composition_without_layouts_has_no_boxes(self):
        self.assertEqual(self.boxes("--frame", 3), [])

    def test_ids_inside_of_a_composition_name_the_node_that_shows_it(self):
        inside = row()["root"]
        self.write("scene.json", scene(
            compositions={"inner": {"duration": 6, "root": inside}},
            root={"id": "outer", "layout": {}, "group": [
                {"id": "space", "leaf": {"null": {}}, "layout": {"size": {"width": 5}}},
                {"id": "ref", "comp": "inner"}]}))
        boxes = {box["id"]: box for box in self.boxes()}
        self.assertEqual(boxes["ref"]["w"], 30)
        self.assertEqual(boxes["ref/row"]["parent"], "ref")
        self.assertEqual((boxes["ref/b"]["parent"], boxes["ref/b"]["x"]), ("ref/row", 15))

    def test_pictures_are_drawn_in_their_boxes(self):
        self.write("scene.json", row(justify_content="end", align_items="center"))
        self.good("frame", "scene.json", "--frame", "0", "-o", "out.png")
        picture = Image.open(self.root / "out.png").convert("RGBA")
        self.assertEqual(picture.getbbox(), (34, 20, 64, 28))
        self.assertEqual(picture.getpixel((35, 21)), (255, 0, 0, 255))
        self.assertEqual(picture.getpixel((44, 27)), (0, 255, 0, 255))

    def test_what_belongs_to_other_stages_is_refused(self):
        self.refused(kUsage, "inspect", "scene.json", "--stage", "layout", "--depth",
                     says="--stage plan")
        self.refused(kUsage, "inspect", "scene.json", "--stage", "layout", "--node", "cart",
                     says='no node "cart"')
        self.refused(kUsage, "inspect", "scene.json", "--stage", "layout", "--frame", "6",
                     says="--frame")


if __name__ == "__main__":
    main()
