#!/usr/bin/env python3
"""Records what TLC writes about each model in data/, in every format that it has.

    TRESTLE_TLC=tla2tools.jar ./record.py [NAME ...]

For data/NAME.tla and NAME.cfg this rewrites
    NAME.out          standard output
    NAME.diff.out     the same with -difftrace
    NAME.tool.out     the same with -tool
    NAME.trace.json   -dumpTrace json         (with a behavior)
    NAME.trace.tla    -dumpTrace tla
    NAME.plain.tla    -dumpTrace tlcplain
    NAME.te.tla       -dumpTrace tlcTESpec
    NAME.act.tla      -dumpTrace tlcaction
    NAME.TTrace.tla   the trace exploration module
    NAME.dump         -dump
    NAME.dot          -dump dot,actionlabels
    NAME.sim          a behavior of -simulate file=
Paths are replaced, so that files do not depend on the machine. TRESTLE_TLC may be a class path.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

DATA = pathlib.Path(__file__).resolve().parent / "data"


def clean(text, folder):
    text = text.replace(str(folder), "/home/user/specs")
    text = re.sub(r"/\S*?/tlc-\d+/", "/tmp/tlc-1/", text)
    text = re.sub(r"jar:file:\S*?/(\w+)\.jar", r"jar:file:/opt/tlc/\1.jar", text)
    return re.sub(r"\[pid: \d+\] \(.*?\)", "[pid: 1]", text)


def tlc(folder, name, *arguments):
    command = ["java", "-XX:+UseParallelGC", "-cp", os.environ["TRESTLE_TLC"], "tlc2.TLC", "-workers", "1", "-fp", "0",
               "-seed", "0", "-metadir", str(folder / "meta"), *arguments, "-config", name + ".cfg", name + ".tla"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    return clean(done.stdout, folder)


def record(name):
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        for suffix in (".tla", ".cfg"):
            shutil.copy(DATA / (name + suffix), folder)
        written = {".out": tlc(folder, name, "-noTE"), ".diff.out": tlc(folder, name, "-noTE", "-difftrace"),
                   ".tool.out": tlc(folder, name, "-noTE", "-tool", "-dump", "states.dump", "-dumpTrace", "json",
                                    "trace.json", "-dumpTrace", "tla", "trace.tla", "-dumpTrace", "tlcplain",
                                    "plain.tla", "-dumpTrace", "tlcTESpec", "te.tla", "-dumpTrace", "tlcaction",
                                    "act.tla")}
        tlc(folder, name, "-generateSpecTE", "-noGenerateSpecTEBin", "-dump", "dot,actionlabels", "states.dot")
        tlc(folder, name, "-noTE", "-simulate", "num=1,file=sim", "-depth", "6")
        found = {".trace.json": "trace.json", ".trace.tla": "trace.tla", ".plain.tla": "plain.tla", ".te.tla": "te.tla", ".act.tla": "act.tla",
                 ".TTrace.tla": "*_TTrace_*.tla", ".dump": "states.dump", ".dot": "states.dot", ".sim": "sim_0_0"}
        for suffix, pattern in found.items():
            for file in folder.glob(pattern):
                text = clean(file.read_text(), folder)
                written[suffix] = re.sub(r"_TTrace_\d+", "_TTrace_1", text)
        if name == "Disguise":
            del written[".diff.out"]  # with ALIAS and -difftrace TLC stops after the first state
        for suffix, text in written.items():
            if text.strip():
                (DATA / (name + suffix)).write_text(text)


for name in sys.argv[1:] or sorted(file.stem for file in DATA.glob("*.cfg")):
    record(name)
