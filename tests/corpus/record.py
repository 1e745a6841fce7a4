#!/usr/bin/env python3
"""Records what TLC says about each spec of the corpus.

    TRESTLE_TLC=tla2tools.jar ./record.py [--check] [NAME ...]

Every `NAME.cfg` and `NAME.variant.cfg` in this folder, or one below, is a model of `NAME.tla`. TLC runs each with one worker,
and the blocks after the closing line of `NAME.tla` are rewritten with what it reported:

    expect NAME.cfg
      verdict invariant-violated
      violated TypeOK            the names TLC gives, separated by blanks
      generated 123              as in TLC's last statistics line
      distinct 45
      depth 7                    when TLC reports one
      trace 5                    states of the counterexample, without stuttering or back-to-state marks
      tlc Version 2026.04.29.164809 (rev: cc6b616)

TRESTLE_TLC may be a class path (jars separated by `:`), for specs that extend the community modules.
With --check nothing is written; differences are printed and the exit code is 1 if there are any.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

FOLDER = pathlib.Path(__file__).resolve().parent
CLOSING_LINE = re.compile(r"^={4,}[ \t]*$", re.MULTILINE)
MESSAGE = re.compile(r"@!@!@STARTMSG (\d+):(\d) @!@!@\n(.*?)\n?@!@!@ENDMSG \1 @!@!@", re.DOTALL)

# TLC's message codes that the blocks are made of.
STATISTICS, DEPTH, TRACE_STATE, POSTCONDITION_FALSE, POSTCONDITION_FAILED = 2199, 2194, 2217, 2404, 2405

VERDICT_OF_EXIT = {
    0: "ok",
    10: "assumption-violated",
    11: "deadlock",
    12: "invariant-violated",
    13: "property-violated",
    14: "assertion-failed",
    75: "evaluation-failed",
    76: "evaluation-failed",
    77: "evaluation-failed",
    255: "evaluation-failed",
}
VIOLATED = [
    re.compile(r"^Invariant (\S+) is violated"),
    re.compile(r"^Action property (\S+) is violated"),
    re.compile(r"^Property (\S+) is violated by the initial state"),
    re.compile(r"^Temporal propert(?:y|ies) (.+?) (?:was|were) violated", re.DOTALL),
    re.compile(r"^Postcondition (\S+) at"),
]


def run_tlc(cfg):
    """TLC's exit code and output (in its -tool form) for one model."""
    spec = cfg.name.split(".")[0] + ".tla"
    with tempfile.TemporaryDirectory() as metadir:
        command = ["java", "-XX:+UseParallelGC", "-cp", os.environ["TRESTLE_TLC"], "tlc2.TLC", "-tool",
                   "-workers", "1", "-fp", "0", "-seed", "0", "-noGenerateSpecTE", "-metadir", metadir,
                   "-config", cfg.name, spec]
        done = subprocess.run(command, cwd=cfg.parent, capture_output=True, text=True, timeout=600)
    return done.returncode, done.stdout


def describe(cfg):
    """The lines of one block."""
    exit_code, output = run_tlc(cfg)
    messages = [(int(code), text) for code, _, text in MESSAGE.findall(output)]
    if exit_code not in VERDICT_OF_EXIT or not messages:
        raise RuntimeError(f"{cfg.name}: TLC ended with {exit_code}:\n{output}")

    verdict = VERDICT_OF_EXIT[exit_code]
    violated = []
    for _, text in messages:
        for pattern in VIOLATED:
            match = pattern.match(text)
            if match:
                violated += [name for name in re.split(r",|\band\b|\s", match.group(1)) if name]
    # A false postcondition after a violation is reported too, but the violation remains the verdict.
    if exit_code == 10 and any(code in (POSTCONDITION_FALSE, POSTCONDITION_FAILED) for code, _ in messages):
        verdict = "postcondition-violated"

    lines = [f"expect {cfg.name}", f"  verdict {verdict}"]
    if violated:
        lines.append("  violated " + " ".join(dict.fromkeys(violated)))
    for code, text in messages:
        if code == STATISTICS:
            generated, distinct = re.match(r"(\d+) states generated.*?(\d+) distinct", text).groups()
            lines += [f"  generated {generated}", f"  distinct {distinct}"]
        elif code == DEPTH:
            lines.append("  depth " + re.search(r"is (\d+)", text).group(1))
    trace = sum(code == TRACE_STATE or "violated by the initial state" in text for code, text in messages)
    if trace:
        lines.append(f"  trace {trace}")
    version = re.search(r"Version .*", output).group(0)
    return lines + [f"  tlc {version}"]


def main(arguments):
    if "TRESTLE_TLC" not in os.environ:
        raise SystemExit("TRESTLE_TLC must name TLC's jar (or a class path)")
    check = "--check" in arguments
    every_name = sorted({cfg.name.split(".")[0] for cfg in FOLDER.rglob("*.cfg")})
    names = [a for a in arguments if not a.startswith("--")] or every_name
    differs = failed = False
    with ThreadPoolExecutor(max_workers=2) as pool:
        models = {name: sorted(c for c in FOLDER.rglob("*.cfg") if c.name.split(".")[0] == name) for name in names}
        blocks = {name: [pool.submit(describe, cfg) for cfg in cfgs] for name, cfgs in models.items()}
        for name, futures in blocks.items():
            path = models[name][0].parent / f"{name}.tla"
            text = path.read_text()
            body = text[:list(CLOSING_LINE.finditer(text))[-1].end()]
            try:
                recorded = body + "\n" + "".join("\n".join(f.result()) + "\n" for f in futures)
            except RuntimeError as error:
                print(error, file=sys.stderr)
                failed = True
                continue
            print(recorded[len(body) + 1:], end="", flush=True)
            if recorded != text:
                differs = True
                if check:
                    print(f"{name}: differs from what is recorded")
                else:
                    path.write_text(recorded)
    return 1 if failed or (check and differs) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
