# SPDX-License-Identifier: BSL-1.0
"""Prints the report of gcovr (--json) by room and by file, with the lines that no test reaches."""
import collections
import json
import sys


class Tally:
    def __init__(self):
        self.lines = self.reached = self.branches = self.taken = 0

    def __str__(self):
        lines = f"{self.reached:5} of {self.lines:5} lines {self.reached / max(self.lines, 1):7.1%}"
        return f"{lines}   {self.taken:5} of {self.branches:5} branches {self.taken / max(self.branches, 1):6.1%}"


def spans(numbers):
    """3, 5-8"""
    out = []
    for n in numbers:
        if out and n == out[-1][1] + 1:
            out[-1][1] = n
        else:
            out.append([n, n])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in out)


rooms = collections.defaultdict(Tally)
whole = Tally()
for file in sorted(json.load(open(sys.argv[1]))["files"], key=lambda f: f["file"]):
    folders = file["file"].split("/")[2:-1]
    room = rooms[folders[0] if folders else "smirk"]
    own = Tally()
    unreached = []
    for line in file["lines"]:
        if line["gcovr/noncode"]:
            continue
        if line["count"] == 0:
            unreached.append(line["line_number"])
        for tally in (own, room, whole):
            tally.lines += 1
            tally.reached += line["count"] > 0
            tally.branches += len(line["branches"])
            tally.taken += sum(branch["count"] > 0 for branch in line["branches"])
    print(f"{file['file']:52} {own}   {spans(unreached)}".rstrip())
print()
for name, tally in sorted(rooms.items()):
    print(f"{name:12} {tally}")
print(f"{'all':12} {whole}")
