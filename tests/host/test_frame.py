"""One frame as PNG, NPY and EXR: the same picture in three conventions, checked against each
other pixel by pixel."""

import numpy as np
from PIL import Image

import exr
from support import HostTest, main, scene, tree


def linear_of(code):
    """IEC 61966-2-1, from 0..1 to 0..1."""
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)


class Frame(HostTest):
    def frame(self, name, *more, number=2):
        self.good("frame", "scene.json", "--frame", number, "-o", name, *more)
        return self.root / name

    def picture(self, name, **more):
        with Image.open(self.frame(name, **more)) as picture:
            picture.load()
        return picture

    def test_png_holds_straight_colours(self):
        picture = self.picture("a.png")
        self.assertEqual((picture.size, picture.mode), ((64, 48), "RGBA"))

    def test_npy_holds_the_premultiplied_surface(self):
        surface = np.load(self.frame("a.npy"))
        self.assertEqual((surface.shape, surface.dtype), ((48, 64, 4), np.uint8))
        self.assertTrue((surface[..., :3] <= surface[..., 3:]).all())
        self.assertGreater(len(np.unique(surface[..., 3])), 3)

    def test_exr_holds_premultiplied_linear_half_floats(self):
        planes, kinds = exr.read(self.frame("a.exr"))
        self.assertEqual(kinds, {name: np.float16 for name in "ABGR"})
        self.assertEqual(planes["R"].shape, (48, 64))

    def test_png_is_the_npy_divided_by_alpha(self):
        straight = np.asarray(self.picture("a.png")).astype(float)
        surface = np.load(self.frame("a.npy")).astype(float)
        alpha = surface[..., 3:]
        np.testing.assert_array_equal(straight[..., 3:], alpha)
        expected = np.where(alpha > 0, surface[..., :3] * 255 / np.maximum(alpha, 1), 0)
        self.assertLessEqual(np.abs(straight[..., :3] - expected).max(), 0.5 + 1e-9)

    def test_exr_is_the_npy_in_linear_light(self):
        planes, _ = exr.read(self.frame("a.exr"))
        surface = np.load(self.frame("a.npy")).astype(float) / 255
        alpha = surface[..., 3]
        np.testing.assert_allclose(planes["A"], alpha, rtol=2 ** -11, atol=1e-6)
        for lane, name in enumerate("RGB"):
            code = np.where(alpha > 0, surface[..., lane] / np.maximum(alpha, 1e-9), 0)
            np.testing.assert_allclose(planes[name], linear_of(code) * alpha, rtol=4e-3,
                                       atol=1e-4)

    def test_known_colours(self):
        self.write("scene.json", scene(root={"group": [
            {"leaf": {"solid_rect": {"color": "#ff800080", "width": 32, "height": 48}}}]}))
        self.assertEqual(np.load(self.frame("a.npy", number=0))[20, 10].tolist(),
                         [128, 64, 0, 128])
        picture = self.picture("a.png", number=0)
        red, green, blue, alpha = picture.getpixel((10, 20))
        self.assertEqual((red, blue, alpha), (255, 0, 128))
        self.assertIn(green, (127, 128))  # 64/128, rounded through premultiplied bytes
        self.assertEqual(picture.getpixel((40, 20)), (0, 0, 0, 0))

    def test_the_frame_that_was_asked_for(self):
        pictures = [self.frame(f"{n}.npy", number=n).read_bytes() for n in range(6)]
        self.assertEqual(len(set(pictures)), 6)
        self.good("render", "scene.json", "-o", "frames/")
        for n in range(6):
            self.assertEqual(self.frame("one.png", number=n).read_bytes(),
                             (self.root / f"frames/frame_{n:06d}.png").read_bytes())

    def test_params_reach_the_sink(self):
        _, kinds = exr.read(self.frame("a.exr", "--sink-param", "type=float"))
        self.assertEqual(set(kinds.values()), {np.dtype(np.float32)})
        small = exr.read(self.frame("b.exr", "--sink-param", "compression=none"))[0]
        zipped = exr.read(self.frame("c.exr"))[0]
        for name in "RGBA":
            np.testing.assert_array_equal(small[name], zipped[name])

    def test_the_sink_may_be_named(self):
        self.frame("a.bin", "--sink", "npy")
        self.frame("b.npy")
        self.assertEqual((self.root / "a.bin").read_bytes(), (self.root / "b.npy").read_bytes())

    def test_a_new_folder_is_made_and_nothing_else_is_left(self):
        self.frame("a/b/c.png")
        self.assertEqual(tree(self.root), ["a", "a/b", "a/b/c.png", "scene.json"])


if __name__ == "__main__":
    main()
