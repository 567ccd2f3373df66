#!/usr/bin/env python3
"""Times whole renders: lattice-host render SCENE --sink null, nothing written.

With --against, two builds take turns on the same scene, so that a machine that is slowing
down or warming up does so for both. Times are wall clock and CPU time (user + system, of the
process and its children), in milliseconds per frame: the median over the runs, and the
fastest. The ratio is A's median over B's: below 1, A is the faster.

  bench/bench_run.py --host build/release/stage/bin/lattice-host
  bench/bench_run.py --host new/bin/lattice-host --against old/bin/lattice-host --runs 9
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

kRepository = Path(__file__).resolve().parent.parent
kScenes = [kRepository / "examples/minimal/minimal.json",
           kRepository / "examples/showcase/showcase.json"]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenes", nargs="*", type=Path, metavar="SCENE",
                        help="compositions (default: the examples)")
    parser.add_argument("--host", type=Path, required=True, help="the program A")
    parser.add_argument("--against", type=Path, help="the program B")
    parser.add_argument("--runs", type=int, default=5, help="per scene, program and thread count")
    parser.add_argument("--threads", default=f"1,{os.cpu_count()}", help="such as 1,2,4")
    parser.add_argument("--format", default="i420", choices=("native", "rgba8", "i420"),
                        help="what the null sink asks for; i420 is what a video sink does")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    args = parser.parse_args()
    if args.runs < 1:
        parser.error("--runs must be at least 1")
    try:
        args.threads = sorted({int(number) for number in args.threads.split(",")})
    except ValueError:
        parser.error("--threads takes whole numbers with commas between them")
    if args.threads[0] < 1:
        parser.error("--threads must be at least 1")
    args.scenes = args.scenes or [scene for scene in kScenes if scene.is_file()]
    if not args.scenes:
        parser.error("no scenes: name one, or restore examples/")
    return args


def frames_of(scene):
    try:
        duration = json.loads(scene.read_text(encoding="utf-8"))["duration"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        sys.exit(f"bench_run.py: {scene}: cannot read its duration: {error}")
    if not isinstance(duration, int) or duration < 1:
        sys.exit(f"bench_run.py: {scene}: its duration is no number of frames")
    return duration


def run_once(host, scene, threads, format_):
    """(wall, CPU) seconds of one render. A render that fails ends the program."""
    command = [str(host), "render", str(scene), "--sink", "null", "--sink-param",
               f"format={format_}", "--threads", str(threads), "--progress", "none"]
    started = time.perf_counter()
    try:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    except OSError as error:
        sys.exit(f"bench_run.py: {host}: cannot be run: {error.strerror}")
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        last = said.decode("utf-8", "replace").strip().splitlines()[-1:] or ["it said nothing"]
        sys.exit(f"bench_run.py: {host} render {scene} ended with {process.returncode}: {last[0]}")
    return wall, usage.ru_utime + usage.ru_stime


def measure(hosts, scene, threads, runs, format_):
    """Per program, per frame in ms: wall and CPU, median and fastest."""
    frames = frames_of(scene)
    for host in hosts:
        run_once(host, scene, threads, format_)  # file cache and plugin cache are warm after this
    times = [[] for _ in hosts]
    for run in range(runs):
        order = range(len(hosts)) if run % 2 == 0 else reversed(range(len(hosts)))
        for index in order:
            times[index].append(run_once(hosts[index], scene, threads, format_))
    return [{
        "wall_ms": statistics.median(wall for wall, _ in own) * 1000 / frames,
        "wall_min_ms": min(wall for wall, _ in own) * 1000 / frames,
        "cpu_ms": statistics.median(cpu for _, cpu in own) * 1000 / frames,
        "cpu_min_ms": min(cpu for _, cpu in own) * 1000 / frames,
    } for own in times]


def print_table(results, compared):
    width = max(len(result["scene"]) for result in results)
    print(f"{'scene':{width}}  threads  program  wall ms/frame (min)    CPU ms/frame (min)"
          + ("     A/B wall  A/B CPU" if compared else ""))
    for result in results:
        for name, own in zip("AB", result["programs"]):
            line = (f"{result['scene']:{width}}  {result['threads']:7}  {name:7}  "
                    f"{own['wall_ms']:9.3f} ({own['wall_min_ms']:8.3f})  "
                    f"{own['cpu_ms']:9.3f} ({own['cpu_min_ms']:8.3f})")
            if compared and name == "A":
                line += f"  {result['wall_ratio']:9.3f}  {result['cpu_ratio']:7.3f}"
            print(line)


def main():
    args = parse_arguments()
    hosts = [args.host] + ([args.against] if args.against else [])
    results = []
    for scene in args.scenes:
        for threads in args.threads:
            programs = measure(hosts, scene, threads, args.runs, args.format)
            result = {"scene": scene.name, "frames": frames_of(scene), "threads": threads,
                      "runs": args.runs, "format": args.format, "programs": programs}
            if args.against:
                a, b = programs
                result["wall_ratio"] = a["wall_ms"] / b["wall_ms"]
                result["cpu_ratio"] = a["cpu_ms"] / b["cpu_ms"] if b["cpu_ms"] else 1.0
            results.append(result)
    if args.json:
        print(json.dumps({"results": results}))
    else:
        print_table(results, args.against is not None)


main()
