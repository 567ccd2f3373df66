"""A picture that cannot be read ends every command that needs it with 5, and names asset and
file."""

from PIL import Image

from support import HostTest, kAsset, kRest, main, scene

# validate opens no images.
kReading = ("render", "frame", "export", "inspect")


class BadAssets(HostTest):
    def setUp(self):
        super().setUp()
        Image.new("RGB", (40, 30), "#336699").save(self.root / "good.png")
        Image.effect_noise((64, 64), 80).save(self.root / "noise.jpg")

    def use(self, source):
        self.write("scene.json", scene(assets={"photo": {"image": {"source": source}}},
                                       root={"id": "pic", "leaf": "photo"}))

    def refused_by_all(self, source, *says):
        self.use(source)
        for command in kReading:
            with self.subTest(command=command, source=source):
                self.refused(kAsset, command, "scene.json", *kRest[command],
                             says=["/assets/photo", source, *says], lines=1)

    def test_a_missing_file(self):
        self.refused_by_all("nope.png", "does not exist")

    def test_a_folder(self):
        (self.root / "folder.png").mkdir()
        self.refused_by_all("folder.png", "is a folder")

    def test_an_empty_file(self):
        self.write("empty.png", b"")
        self.refused_by_all("empty.png", "is empty")

    def test_something_else(self):
        self.write("text.png", "not a picture at all")
        self.refused_by_all("text.png", "is not a picture of a known format")

    def test_a_png_that_ends_early(self):
        self.write("cut.png", (self.root / "good.png").read_bytes()[:60])
        self.refused_by_all("cut.png", "damaged PNG")

    def test_a_png_with_a_wrong_checksum(self):
        whole = bytearray((self.root / "good.png").read_bytes())
        whole[whole.index(b"IDAT") + 8] ^= 0x55
        self.write("flipped.png", bytes(whole))
        self.refused_by_all("flipped.png", "damaged PNG")

    def test_a_jpeg_that_ends_early(self):
        self.write("cut.jpg", (self.root / "noise.jpg").read_bytes()[:700])
        self.refused_by_all("cut.jpg", "JPEG")

    def test_what_is_no_regular_file(self):
        self.refused_by_all("/dev/zero", "is not a regular file")

    def test_a_good_one_is_drawn(self):
        self.use("good.png")
        self.good("frame", "scene.json", "--frame", 0, "-o", "still.png")
        with Image.open(self.root / "still.png") as picture:
            self.assertEqual(picture.getpixel((20, 20)), (0x33, 0x66, 0x99, 255))

    def test_the_assets_root_keeps_reading_inside(self):
        (self.root / "inside").mkdir()
        self.use("good.png")
        for command in kReading:
            with self.subTest(command):
                self.refused(kAsset, command, "scene.json", *kRest[command], "--assets-root",
                             "inside", says="lies outside the assets root")
                self.refused(kAsset, command, "scene.json", *kRest[command], "--assets-root",
                             "nowhere", says="nowhere")
        self.good("frame", "scene.json", "--frame", 0, "-o", "still.png", "--assets-root", ".")

    def test_validate_and_the_normal_form_open_no_images(self):
        self.use("nope.png")
        self.assertEqual(self.good("validate", "scene.json"), "scene.json: valid\n")
        self.assertIn("nope.png", self.good("inspect", "scene.json", "--stage", "ir"))


if __name__ == "__main__":
    main()
