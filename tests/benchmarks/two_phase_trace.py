#!/usr/bin/env python3
"""A long trace of examples/two_phase_commit: what one log of a run with many transactions would look like.

    tests/benchmarks/two_phase_trace.py --events 1000000 --seed 1 > long.ndjson
    trestle validate examples/two_phase_commit/TwoPhaseCommit.tla long.ndjson \\
        --config examples/two_phase_commit/TwoPhaseCommitTrace.cfg

The same seed gives the same bytes. Events are in one order, without clocks. The spec's actions are simulated here, in a
few lines of their own, so that a trace that is rejected tells of a mistake in one of the two.
"""

import argparse
import random
import sys

PARTICIPANTS = ("rm1", "rm2", "rm3")


def message(kind, tid, **more):
    fields = "".join(f',"{name}":{value}' for name, value in more.items())
    return f'{{"type":"{kind}","tid":{tid}{fields}}}'


def text(value):
    return "true" if value is True else "false" if value is False else f'"{value}"'


def events(rng):
    """Events for ever, as pairs: the action's name, and the members that say what was seen."""
    memory = {p: (0, "idle") for p in PARTICIPANTS}

    def written(p, tid, phase, sent):
        memory[p] = (tid, phase)
        return (f'"params":{{"p":"{p}"PLUS}},"after":[{{"var":"memory","path":["{p}"],'
                f'"value":{{"tid":{tid},"phase":"{phase}"}}}},{{"var":"msgs","op":"add","value":{sent}}}]')

    def vote(p, tid, yes):
        sent = message("Vote", tid, **{"from": text(p), "yes": text(yes)})
        members = written(p, tid, "prepared" if yes else "aborted", sent)
        return ("VoteYes" if yes else "VoteNo"), members.replace("PLUS", "")

    def decided(p, tid, commit):
        sent = message("Ack", tid, **{"from": text(p)})
        members = written(p, tid, "committed" if commit else "aborted", sent)
        return "ReceiveDecision", members.replace("PLUS", f',"commit":{text(commit)}')

    tid = 0
    while True:
        tid += 1
        yield "Begin", f'"after":[{{"var":"tid","value":{tid}}},{{"var":"phase","value":"collecting"}}]'
        order = list(PARTICIPANTS)
        rng.shuffle(order)
        answers = {p: rng.random() < 0.9 for p in order}
        for p in order:
            yield vote(p, tid, answers[p])
            if rng.random() < 0.02:
                yield "Crash", f'"params":{{"p":"{p}"}}'
                yield "Recover", f'"params":{{"p":"{p}"}}'
        rng.shuffle(order)
        for p in order:
            seen = "yes" if answers[p] else "no"
            yield "ReceiveVote", (f'"params":{{"p":"{p}","yes":{text(answers[p])}}},'
                                  f'"after":[{{"var":"votes","path":["{p}"],"value":"{seen}"}}]')
        commit = all(answers.values())
        yield ("Commit" if commit else "Abort"), (
            f'"after":[{{"var":"phase","value":"{"committed" if commit else "aborted"}"}}]')
        rng.shuffle(order)
        for p in order:
            yield decided(p, tid, commit)
        rng.shuffle(order)
        for p in order:
            yield "ReceiveAck", f'"params":{{"p":"{p}"}}'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    lines = []
    for number, (name, members) in zip(range(arguments.events), events(random.Random(arguments.seed))):
        lines.append(f'{{"event":"{name}",{members}}}\n')
        if len(lines) == 65536 or number == arguments.events - 1:
            sys.stdout.write("".join(lines))
            lines.clear()


if __name__ == "__main__":
    main()
