"""Records a turnstile in Python, as examples/turnstile does in C++. The one argument is the file for the trace."""

import json
import os
import sys
import time


class Tracer:
    """Writes a trace of one node (docs/formats/trace.md). Call it under the lock that protects the state."""

    def __init__(self, node, file):
        self.node, self.clock, self.out = node, {}, open(file, "w", encoding="utf-8")
        self.write({"trestle": 1, "node": node, "pid": os.getpid(), "started": time.time_ns()})

    def write(self, line):
        self.out.write(json.dumps(line, separators=(",", ":")) + "\n")
        self.out.flush()  # the operating system has it: it survives the process

    def event(self, name, params=None, after=()):
        """`after`: (variable, value), or (variable, path, value) for a part of it."""
        seq = self.clock[self.node] = self.clock.get(self.node, 0) + 1
        line = {"event": name, "node": self.node, "seq": seq, "clock": self.clock, "time": time.time_ns()}
        if params:
            line["params"] = params
        if after:
            line["after"] = [{"var": o[0], "value": o[-1], **({"path": o[1]} if len(o) == 3 else {})} for o in after]
        self.write(line)

    def stamp(self):
        """Travels with a message."""
        return dict(self.clock)

    def receive(self, stamp):
        """Before the event that handles the message."""
        for node, count in stamp.items():
            self.clock[node] = max(self.clock.get(node, 0), count)


tracer = Tracer("gate", sys.argv[1])
paid = passed = 0
for coin in (True, False, True, False):
    if coin:
        paid += 1
        tracer.event("Pay", after=[("paid", paid)])
    else:
        passed += 1
        tracer.event("Pass", after=[("passed", passed)])
