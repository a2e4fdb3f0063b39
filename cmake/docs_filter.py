#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""What doxygen reads instead of a file: docs_filter.py [--plain] FILE.

The comments of this project are plain text. In a header, a block of `///` lines is prose, formulas (indented) and rows
(`name  meaning`, continued under the meaning); formulas become LaTeX (preformatted text if they cannot, or --plain is
given) and rows a table. A comment behind a member describes it. In the index of a room, the calls become links. No line
moves, so doxygen's messages name the lines of the file itself.
"""
import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True
from docs_formula import cell, prose, typeset  # noqa: E402

INCLUDE = Path(__file__).resolve().parent.parent / "include"
DOC = re.compile(r"^(\s*)///(?!<)(?:$| ?(.*)$)")
ROW = re.compile(r"^(\S.*?) {2,}(\S.*)$")
FORMULA = "    "
MEMBER = re.compile(r"^( {4}\w[^/]*[,;}\w] +)// ")
NAMESPACE = re.compile(r"\bnamespace smirk::inline SMIRK_ABI\b")
DECLARED = re.compile(
    r"^(?:(?:template <.*> *|\[\[nodiscard\]\] *|inline *|constexpr *)*)"
    r"(?:(?:struct|class|enum class|concept) (?:\[\[nodiscard\]\] )?(?P<type>\w+)\b(?!.*;)"
    r"|(?:[\w:]+(?:<[^()]*>)?[&*]? )(?P<function>\w+)\("
    r"|estimator<\w+> (?P<object>\w+);)")


def comment(lines, indent=""):
    """A comment for doxygen; between its `///` the text of a formula would keep the slashes."""
    return (indent + "/** " + "\n".join(lines).replace("*/", "* /") + " */").split("\n")


def block(lines):
    """One block of documentation, line for line."""
    out, in_rows, i = [], False, 0
    while i < len(lines):
        line, row = lines[i], ROW.match(lines[i])
        if in_rows and not line:
            out[-1] += "</td></tr></table>"
            in_rows = False
        if line.startswith(FORMULA) and not in_rows and (i == 0 or not lines[i - 1]):
            end = i
            while end < len(lines) and (lines[end].startswith(FORMULA) or not lines[end]):
                end += 1
            while not lines[end - 1]:
                end -= 1
            out += formula([part[len(FORMULA):] for part in lines[i:end]], out)
            i = end
            continue
        if in_rows:
            out.append(f"</td></tr><tr><th>{prose(row[1])}</th><td>{prose(row[2])}" if row else prose(line.strip()))
        elif row and len(row[1]) < 48:
            out.append(f'<table class="rows"><tr><th>{prose(row[1])}</th><td>{prose(row[2])}')
            in_rows = True
        else:
            out.append(prose(line))
        i += 1
    if in_rows:
        out[-1] += "</td></tr></table>"
    return out


def formula(lines, before):
    """Formulas as mathematics, or as they were written."""
    shown = typeset(lines) if "--plain" not in sys.argv else None
    if shown:
        return shown
    if before:
        before[-1] = "@verbatim"
    else:
        lines = ["@verbatim " + lines[0]] + lines[1:]
    return lines[:-1] + [lines[-1] + " @endverbatim"]


def header(path):
    """A header: its opening comment describes the file, the inline namespace is left out."""
    lines = path.read_text(encoding="utf-8").split("\n")
    out, i, members = [], 0, False
    while lines[i].startswith("//"):
        out.append(lines[i])
        i += 1
    about = block([re.sub(r"^// ?", "", line) for line in out[1:]])
    if about:
        out = comment([f"@file {path.relative_to(INCLUDE)}"] + about)
    while i < len(lines):
        if DOC.match(lines[i]):
            j = i
            while j < len(lines) and DOC.match(lines[j]):
                j += 1
            found = [DOC.match(line) for line in lines[i:j]]
            out += comment(block([(m[2] or "").rstrip() for m in found]), found[0][1])
            i = j
            continue
        if lines[i][:1] not in ("", " "):
            members = re.match(r"(struct|class|enum)\b.*\{$", lines[i]) is not None
        line = MEMBER.sub(r"\1///< ", lines[i]) if members else lines[i]
        code, mark, trailing = line.partition("///<")
        out.append(NAMESPACE.sub("namespace smirk", code) + mark + prose(trailing))
        i += 1
    return out


def names_of_room(folder):
    """Qualified names of the types, functions and estimators that the headers of a room document."""
    names = set()
    for path in sorted(folder.glob("*.hpp")):
        namespace, documented, hidden = "smirk", False, False
        for line in path.read_text(encoding="utf-8").split("\n"):
            opened = re.match(r"^namespace smirk::inline SMIRK_ABI(\S*) \{", line)
            if opened:
                namespace, hidden = "smirk" + opened[1], "detail" in opened[1]
            elif line.startswith("///"):
                documented = True
            elif documented and not hidden and line and not line.startswith(("template", " ", "requires")):
                found = DECLARED.match(line)
                if found:
                    names.add(f"{namespace}::{found[found.lastgroup]}")
                documented = False
    return names


def index(path):
    """The index of a room: a call in a table is a link to what it calls, a header to its page."""
    names = names_of_room(path.parent)
    room = path.parent.relative_to(INCLUDE)

    def linked(line):
        inner = ""  # of `bachelier::price`, `greeks` the second is Bachelier's as well

        def link(match):
            nonlocal inner
            called = re.match(r"([a-z]\w*::)?(\w+)", match[1])
            if not called or match[1].startswith("std::"):
                return match[0]
            inner = called[1] or inner
            for tail in (f"::{inner}{called[2]}", f"::{called[2]}"):
                found = min((name for name in names if name.endswith(tail)), key=len, default=None)
                if found and "|" not in match[1]:
                    shown = prose(match[1])
                    return f"<code>[{shown}](@ref {found})</code>"
            return match[0]

        line = re.sub(r"(?<!`)`([^`]+)`(?!`)", link, line)
        return re.sub(r"\bin (\w+\.hpp)", lambda m: f"in [{m[1]}](@ref {room}/{m[1]})", line)

    out, fence, formula = [], False, None
    for line in path.read_text(encoding="utf-8").split("\n"):
        fence ^= line.startswith("```")
        if line.startswith("|") and not fence:
            cells = re.split(r"(?<!\\)\|", line)
            found = [i for i, head in enumerate(cells) if head.strip() in ("formula", "variance per period")]
            if found:
                formula = found[0]
            elif formula and "--plain" not in sys.argv and not set(line) <= set("|-: "):
                cells[formula] = f" {cell(cells[formula].strip())} "
            line = linked("|".join(cells))
        else:
            formula = None
        out.append(line)
    return out


def main():
    path = Path(sys.argv[-1]).resolve()
    if path.suffix == ".hpp":
        out = header(path)
    elif path.name == "README.md" and INCLUDE in path.parents:
        out = index(path)
    else:
        out = path.read_text(encoding="utf-8").split("\n")
    sys.stdout.buffer.write("\n".join(out).encode("utf-8"))


if __name__ == "__main__":
    main()
