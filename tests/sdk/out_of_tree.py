"""An author's machine: Lattice installed and then moved elsewhere, and the samples copied out of
it and built with find_package(LatticeSDK). Made once for all tests of a run."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import numpy
from PIL import Image

# Generous: the machine may be busy with other tests.
kTimeLimitSeconds = 600
kCanvas = (64, 48)
kPicture = (40, 30)


def arguments():
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--build", type=Path, required=True, help="a build of Lattice, complete")
    parser.add_argument("--source", type=Path, required=True, help="its sources")
    parser.add_argument("--goldens", type=Path, required=True, help="tests/data/sdk")
    parser.add_argument("--sanitize", default="", help="what the build was sanitized with")
    parser.add_argument("--update", action="store_true", help="write the goldens anew")
    known, rest = parser.parse_known_args()
    sys.argv[1:] = rest
    known.build, known.source = known.build.resolve(), known.source.resolve()
    return known


kArguments = arguments()


def cache_entry(name):
    for line in (kArguments.build / "CMakeCache.txt").read_text().splitlines():
        if line.startswith(name + ":"):
            return line.split("=", 1)[1]
    return ""


def sanitizer_flags():
    if not kArguments.sanitize:
        return ""
    return f"-fsanitize={kArguments.sanitize} -fno-sanitize-recover=all -fno-omit-frame-pointer"


def picture(path, phase=0):
    """A picture with edges, ramps and every kind of alpha, from whole numbers only."""
    y, x = numpy.mgrid[0:kPicture[1], 0:kPicture[0]]
    rgba = numpy.empty((kPicture[1], kPicture[0], 4), numpy.uint8)
    rgba[..., 0] = (x * 6 + phase) % 256
    rgba[..., 1] = (y * 8 + x * phase) % 256
    rgba[..., 2] = ((x // 5 + y // 5) % 2) * 200 + 30
    distance = (x - 20) ** 2 + (y - 15) ** 2
    rgba[..., 3] = numpy.where(distance < 120, 255, numpy.where(x < 30, 120, 0))
    Image.fromarray(rgba).save(path)


def cube_text(size=5):
    """A .cube that warms: red lifted, blue squared."""
    steps = [i / (size - 1) for i in range(size)]
    lines = [f"{min(1, r * 1.25):.6f} {g:.6f} {b * b:.6f}"
             for b in steps for g in steps for r in steps]
    return "\n".join(["# warm", 'TITLE "warm"', f"LUT_3D_SIZE {size}", "DOMAIN_MIN 0 0 0",
                      "DOMAIN_MAX 1 1 1", *lines]) + "\n"


class Author:
    """Folders: `prefix` is the moved installation, `samples` the copy of the samples, `plugins`
    what was built of them, `work` a folder with pictures, for everything else."""

    def __init__(self, root):
        self.root = root
        self.prefix = root / "moved" / "lattice"
        self.samples = root / "samples"
        self.plugins = self.samples / "build"
        self.work = root / "work"
        self.environment = {key: value for key, value in os.environ.items()
                            if not key.startswith("LATTICE_") and
                            key not in ("CFLAGS", "CXXFLAGS", "LDFLAGS", "PKG_CONFIG_PATH")}
        self.environment["LATTICE_CACHE_DIR"] = str(root / "cache")
        self.environment["CCACHE_BASEDIR"] = str(root)
        self.environment["CCACHE_NOHASHDIR"] = "1"
        self.install()
        self.fill_work()
        shutil.copytree(self.prefix / "share/lattice/samples", self.samples)
        self.configure(self.samples, self.plugins, self.prefix)
        self.run("cmake", "--build", self.plugins)

    def install(self):
        first = self.root / "first"
        self.run("cmake", "--install", kArguments.build, "--prefix", first)
        self.prefix.parent.mkdir()
        first.rename(self.prefix)

    def fill_work(self):
        self.work.mkdir()
        picture(self.work / "photo.png")
        picture(self.work / "other.png", phase=3)
        (self.work / "warm.cube").write_text(cube_text())

    def run(self, *command, **more):
        """Output of a command that has to succeed."""
        done = self.attempt(*command, **more)
        if done.returncode != 0:
            raise AssertionError(f"{command} ended with {done.returncode}:\n"
                                 f"{done.stdout}{done.stderr}")
        return done.stdout

    def attempt(self, *command, cwd=None, environment=None):
        return subprocess.run([str(word) for word in command], cwd=cwd or self.root,
                              env={**self.environment, **(environment or {})},
                              capture_output=True, text=True, check=False,
                              timeout=kTimeLimitSeconds)

    def configure_command(self, source, build, prefix, *more):
        launcher = shutil.which("ccache")
        flags = sanitizer_flags()
        command = ["cmake", "-S", source, "-B", build, "-G", "Ninja",
                   "-DCMAKE_BUILD_TYPE=Release", f"-DCMAKE_PREFIX_PATH={prefix}"]
        for language in ("C", "CXX"):
            compiler = cache_entry(f"CMAKE_{language}_COMPILER")
            command.append(f"-DCMAKE_{language}_COMPILER={compiler}")
            command.append(f"-DCMAKE_{language}_FLAGS={flags}")
            # The goldens do not depend on it, and the machine is small.
            command.append(f"-DCMAKE_{language}_FLAGS_RELEASE=-O1")
            if launcher:
                command.append(f"-DCMAKE_{language}_COMPILER_LAUNCHER={launcher}")
        return [*command, *more]

    def configure(self, source, build, prefix, *more):
        return self.run(*self.configure_command(source, build, prefix, *more))

    # ---- lattice-host ----

    def host(self, *arguments, **more):
        return self.attempt(self.prefix / "bin/lattice-host", *arguments,
                            **{"cwd": self.work, **more})

    def good(self, *arguments, **more):
        """Standard output of a run that has to succeed without a word of complaint."""
        done = self.host(*arguments, **more)
        if (done.returncode, done.stderr) != (0, ""):
            raise AssertionError(f"lattice-host {arguments} ended with {done.returncode}:\n"
                                 f"{done.stdout}{done.stderr}")
        return done.stdout

    def scene(self, **root):
        path = self.work / "scene.json"
        path.write_text(json.dumps({
            "version": "0.3",
            "canvas": {"width": kCanvas[0], "height": kCanvas[1], "background": "#20304080"},
            "fps": 25, "duration": 4,
            "assets": {"photo": {"image": {"source": "photo.png"}},
                       "other": {"image": {"source": "other.png"}}},
            "root": root}))
        return path

    def effect_scene(self, **effect):
        return self.scene(group=[{"leaf": "photo", "transform": {"translate": [12, 9]},
                                  "effects": [effect]}])

    def transition_scene(self, **transition):
        leaf = {"transform": {"translate": [12, 9]}}
        return self.scene(sequence=[
            {"range": [0, 4], "leaf": {"solid_rect": {"color": "#ff8800c0"}},
             "transition_out": {**transition, "duration_frames": 4}},
            {"range": [0, 4], "leaf": "photo", **leaf,
             "transition_in": {**transition, "duration_frames": 4}}])

    def frame(self, scene, number=0):
        """Pixels of one frame: premultiplied bytes, height x width x 4."""
        output = self.work / "frame.npy"
        self.good("frame", scene, "--plugins", self.plugins, "--frame", number, "-o", output)
        return numpy.load(output)


class AuthorTest(unittest.TestCase):
    """The author's machine is made before the first test and goes with the last."""

    author = None

    @classmethod
    def setUpClass(cls):
        if AuthorTest.author is None:
            folder = tempfile.TemporaryDirectory(prefix="lattice-sdk-")
            unittest.addModuleCleanup(folder.cleanup)
            AuthorTest.author = Author(Path(folder.name).resolve())

    def same_pixels(self, one, other, what):
        self.assertEqual((one.dtype, one.shape), (other.dtype, other.shape), what)
        different = int((one != other).sum())
        self.assertEqual(different, 0, f"{what}: {different} of {one.size} samples differ")

    def same_as_golden(self, pixels, name):
        path = kArguments.goldens / name
        if kArguments.update:
            numpy.save(path, pixels)
        self.same_pixels(pixels, numpy.load(path), name)
