#!/usr/bin/env python3
"""What scripts/raft-campaign reads in the text of a rejection, of the recorded run of each bug: raft_campaign_test.py TRESTLE."""
import importlib.machinery
import importlib.util
import pathlib
import sys

root = pathlib.Path(__file__).resolve().parent.parent.parent
loader = importlib.machinery.SourceFileLoader("campaign", str(root / "scripts/raft-campaign"))
sys.dont_write_bytecode = True
campaign = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
loader.exec_module(campaign)

wrong = 0
for bug, breaks in campaign.BREAKS.items():
    traces = sorted((root / "examples/raft/traces" / bug).iterdir())
    verdict, events, rate, why = campaign.validate(sys.argv[1], traces)
    if verdict != "rejected" or events == 0 or rate == 0 or why != breaks:
        print(f"{bug}: {verdict}, {events} events, {rate} a second: {why}; wanted is {breaks}")
        wrong += 1
sys.exit(wrong)
