#!/usr/bin/env python3
"""No libm transcendental in anything we ship: glibc picks variants of sin, exp, pow and
their like by CPU, so their last bits differ between machines. lattice/math.h replaces them.

Looks at the undefined symbols of the host, the scanner and the plugins in BUILD/stage, and
of the archives of core/ in BUILD/core. What external shared libraries import is theirs.
"""

import re
import subprocess
import sys

import source_tree

kFunctions = ("sin cos tan sincos asin acos atan atan2 sinh cosh tanh asinh acosh atanh "
              "exp exp2 exp10 expm1 log log2 log10 log1p pow cbrt hypot "
              "erf erfc tgamma lgamma lgamma_r gamma j0 j1 jn y0 y1 yn "
              "csin ccos cexp clog cpow").split()
kForbidden = re.compile(r"^(?:__)?(?:%s)(?:f|l|f32|f64|f128)?(?:_finite)?$|^_ZGV[a-zA-Z]"
                        % "|".join(kFunctions))


def imports(path):
    """Undefined symbols, without their version."""
    dynamic = [] if path.suffix == ".a" else ["-D"]
    listed = subprocess.run(["nm", *dynamic, "--undefined-only", "-P", str(path)],
                            capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        sys.exit(f"{path}: nm failed: {listed.stderr.strip()}")
    for line in listed.stdout.splitlines():
        fields = line.split()
        if len(fields) >= 2 and fields[1] in ("U", "w", "v"):
            yield fields[0].split("@")[0]


def shipped(build):
    """Programs, plugins and archives of a build folder."""
    stage = build / "stage"
    found = [path for folder in ("bin", "libexec/lattice") for path in (stage / folder).glob("*")
             if path.is_file() and path.read_bytes()[:4] == b"\x7fELF"]
    found += (stage / "lib/lattice/plugins").glob("*.so")
    found += (build / "core").rglob("*.a")
    return sorted(found)


def main():
    args = source_tree.arguments(__doc__, build=True)
    if args.build is None:
        sys.exit("name a build folder: --build build/release")
    binaries = shipped(args.build)
    if not binaries:
        sys.exit(f"{args.build}: nothing is built here; run ./dev build")
    violations = source_tree.Violations()
    for path in binaries:
        for name in sorted(set(imports(path))):
            if kForbidden.match(name):
                violations.add(path, 1, f"imports {name}, whose bits depend on the CPU; use "
                               f"lattice/math.h")
    violations.exit()


main()
