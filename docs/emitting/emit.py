"""Records a turnstile in Python, as examples/turnstile does in C++. The one argument is the file for the trace."""

import json
import os
import sys
import time


class Tracer:
    """Writes a trace of one node (docs/formats/trace.md). Call it under the lock that protects the state."""

    def __init__(self, node, file):
        # Without a buffer: the operating system has each line, which survives the process.
        self.node, self.clock, self.out = node, {}, open(file, "ab+", buffering=0)
        self.go_on()
        self.write({"trestle": 1, "node": node, "pid": os.getpid(), "started": time.time_ns()})

    def go_on(self):
        """A process that is started again goes on behind the last whole line of the one before."""
        self.out.seek(0)
        *lines, _cut_short = self.out.read().split(b"\n")
        for line in lines:
            self.clock = json.loads(line).get("clock", self.clock)
        self.out.truncate(sum(len(line) + 1 for line in lines))

    def write(self, line):
        text = json.dumps(line, separators=(",", ":"), ensure_ascii=False) + "\n"
        self.out.write(text.encode("utf-8", "replace"))  # half a surrogate pair has no UTF-8

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
