# SPDX-License-Identifier: BSL-1.0
"""The formulas of the docstrings, plain text as a reader of the code wants it, in the notation of LaTeX.

    v = 1 / (4 n ln 2) * sum ln(H_i / L_i)^2   becomes   v = \\frac{1}{4 n \\ln 2} \\sum \\ln(\\frac{H_i}{L_i})^{2}

A product takes all that stands side by side; `/` divides it by the next factor. `a / b` is a fraction, `a/b` within
brackets and exponents stays in line. What cannot be read raises Unreadable, and stays as it was written.
"""
import re

GREEK = set("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau phi chi psi "
            "omega Gamma Delta Theta Lambda Sigma Phi Psi Omega".split())
FUNCTIONS = {name: "\\" + name for name in "ln log exp sinh cosh tanh min max sup inf arg det".split()}
FUNCTIONS |= {name: f"\\operatorname{{{name}}}"
              for name in "erf atanh sign floor ceil corr cov var diag Re Cov".split()}
FUNCTIONS["argmin"] = "\\operatorname*{argmin}"
BIG = {"sum": "\\sum", "prod": "\\prod", "int": "\\int"}
RELATIONS = {"=": "=", "<=": "\\le", ">=": "\\ge", "<": "<", ">": ">", "!=": "\\ne", "~": "\\sim", "->": "\\to",
             "<-": "\\leftarrow", "+": "+", "-": "-", "+-": "\\pm", "*": "\\cdot"}
MARKS = {",": ",", ";": ";", ":": ":", ".": ".", "..": "\\ldots", "...": "\\ldots"}
CLOSING = {"(": ")]", "[": ")]", "{": "}"}
# Words that end a formula and go on in prose, even alone.
LINKS = set("and or for with where if in over of the to is are on at by after before below above from under through "
            "that not otherwise".split())
TOKEN = re.compile(r"""(?P<number>\d+(?:\.\d+)?|\.\d+)
    | (?P<word>`\w+` | P&L | [A-Za-z]+'s\b | [A-Za-z]{2,}(?:-[A-Za-z]{2,})+
        | [a-z]\w*(?:\.\w+)*\[\d+\] | [a-z]\w+(?:\.\w+)+
        | [A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+|::\w+)*)
    | (?P<sign>\.\.\. | \.\. | \.$ | <= | >= | != | -> | <-(?=\ ) | \+- | [-+*/=<>~^_,;:()\[\]{}|'\#])
    | (?P<space>\ +)""", re.VERBOSE)
CODE = re.compile(r"::\w+<|;$|^\w{2,}(::|_)\w+\((?!.* = ).*\)$|\{\"|\bcol::|\w\(\)")
GAP = re.compile(r"(?<=[^\s<>=+*/-]) {2,}(?=[^\s=])")
COLUMN = re.compile(r"(?<=[^\s,;:]) {2,}(?=[^\s=])")
WIDE = ("\\frac", "\\sum", "\\int", "\\prod", "\\sqrt{(")


# What the tables of the rooms write with a sign of its own, in the notation of the docstrings.
SIGNS = dict(zip("αβγδηθκλμνπρστφψωΓΔΣ·½¼", "alpha beta gamma delta eta theta kappa lambda mu nu pi rho sigma tau phi psi "
                 "omega Gamma Delta sum * 1/2 1/4".split()))
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₋ᵢⱼₖₙₜ", "0123456789-ijknt"))


def without_signs(text):
    for mark, signs in ("^", RAISED), ("_", LOWERED):
        runs = re.split(f"([{''.join(signs)}]+)", text)
        runs[1::2] = [f"{mark}{{{''.join(signs[sign] for sign in run)}}}" for run in runs[1::2]]
        text = "".join(runs)
    text = re.sub("(\\w)\u0304", r"\1bar", text)
    text = re.sub(r"√(?=\w)", "sqrt ", text).replace("√", "sqrt")
    text = re.sub(f"(?<=[A-Za-z0-9])(?=[{''.join(SIGNS)}])|(?<=[{''.join(SIGNS)}])(?=[A-Za-z0-9])", " ", text)
    return "".join(SIGNS.get(sign, sign) for sign in text)


class Unreadable(ValueError):
    """Not a formula, or not in a notation that is known."""


class Token:
    def __init__(self, kind, text, begin, end, line):
        self.kind, self.text = kind, text
        self.after_space = begin == 0 or line[begin - 1] == " "
        self.before_space = end == len(line) or line[end] == " "


def tokens(line):
    line = without_signs(line)
    found, position = [], 0
    while position < len(line):
        match = TOKEN.match(line, position)
        if not match:
            raise Unreadable(f"{line[position]!r} in {line!r}")
        if match.lastgroup != "space":
            found.append(Token(match.lastgroup, match[0], match.start(), match.end(), line))
        position = match.end()
    return found


def monospace(name):
    return f"\\texttt{{{name}}}"


def variable(name):
    """A letter, d in front of one, a letter with a bar, capitals; None for another word."""
    if name in GREEK:
        return "\\" + name
    if len(name) == 1:
        return name
    if name == "P&L":
        return "\\text{P&L}"
    if name == "infinity":
        return "\\infty"
    if name[0] == "d" and (len(name) == 2 or name[1:] in GREEK or re.fullmatch("[A-Z]+", name[1:])):
        inner = variable(name[1:])
        return inner and "d" + inner
    if re.fullmatch("[A-Za-z]bar", name):
        return f"\\bar{{{name[0]}}}"
    if re.fullmatch("[a-z][A-Z]", name):
        return f"{name[0]} {name[1]}"
    if len(re.findall("[A-Z]", name)) > 1 and name.isalpha():
        return f"\\mathrm{{{name}}}"
    return None


def bare_fraction(latex):
    """The fraction that is all there is between two brackets, which then need not be shown; or None."""
    inline = re.fullmatch(r"([^/ ]+) / ([^/ ]+)", latex)
    if inline:
        return f"\\frac{{{inline[1]}}}{{{inline[2]}}}"
    if latex.startswith("\\frac{"):
        depth, groups = 0, 0
        for i, sign in enumerate(latex):
            depth += (sign == "{") - (sign == "}")
            groups += sign == "}" and depth == 0
            if groups == 2:
                return latex if i + 1 == len(latex) else None
    return None


def subscript(name):
    if name.isdigit() or len(set(name)) == 1 or len(name) == 2 and not name.isupper():
        return variable(name) if name in GREEK else name
    return variable(name) or (f"\\mathrm{{{name}}}" if name.isupper() else f"\\text{{{name}}}")


def symbol(name):
    """An identifier as (latex, subscripts); latex is None where it is a word."""
    if "::" in name or "[" in name or "." in name:
        return monospace(name), []
    base, *lower = name.split("_")
    numbered = re.fullmatch(r"([A-Za-z]+?)(\d+)", base)
    if numbered and variable(numbered[1]):
        return variable(numbered[1]), [numbered[2]] + [subscript(part) for part in lower]
    latex = variable(base)
    if latex and (len(lower) < 2 or all(len(part) <= 2 for part in lower)):
        return latex, [subscript(part) for part in lower]
    if lower and re.fullmatch(r"\w|\d+", lower[-1]):
        return monospace("_".join([base] + lower[:-1])) if lower[:-1] else f"\\text{{{base}}}", [lower[-1]]
    if lower or numbered:
        return monospace(name), []
    return None, []


def big(token):
    return token.kind == "word" and token.text.split("_")[0] in BIG


class Reader:
    """Reads tokens once. The formula is a list of terms, relations and marks; a term is a list of factors."""

    def __init__(self, line):
        self.tokens, self.at = tokens(line), 0

    def peek(self, ahead=0):
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else None

    def sees(self, *texts):
        return self.at < len(self.tokens) and self.tokens[self.at].text in texts

    def take(self):
        token = self.peek()
        if token is None:
            raise Unreadable("ends too early")
        self.at += 1
        return token

    def prose(self, ahead=0):
        """A word of a sentence: not a variable, and not a function that is called."""
        token = self.peek(ahead)
        if not token or token.kind != "word" or "_" in token.text or big(token) or token.text in ("sqrt", *FUNCTIONS):
            return False
        following = self.peek(ahead + 1)
        called = following and following.text in ("(", "^", "[") and not following.after_space
        return not called and token.text != "inf" and symbol(token.text)[0] is None

    def run_of_prose(self):
        """How many tokens from here on are prose."""
        n = 0
        while self.prose(n) or (n and self.peek(n) and self.peek(n).text in ("a", "A") and self.prose(n + 1)):
            n += 1
        return n

    def aside(self):
        """How many tokens words in brackets take, from the bracket here on."""
        n = 1
        while self.prose(n) or n > 1 and self.peek(n) and self.peek(n).text == ",":
            n += 1
        return n + 1 if n > 1 and self.peek(n) and self.peek(n).text == ")" else 0

    def formula(self, closing="", inline=False):
        """To a closing bracket or the end: pieces ("math", latex) or, outside brackets, ("prose", text)."""
        pieces, math, term, fence = [], [], [], 0  # the factors from `fence` on can still be divided

        def end_term():
            nonlocal fence
            math.extend(latex for latex, _ in term)
            term.clear()
            fence = 0

        def end_math():
            end_term()
            if math:
                pieces.append(("math", " ".join(math)))
                math.clear()

        while self.at < len(self.tokens):
            token = self.peek()
            if token.text in closing and (token.text != "|" or self.closes(term, math)):
                break
            words = self.run_of_prose()
            if token.text == "(" and not closing and not term and not math:
                words = self.aside()
            if words and not closing and (words > 1 or token.text in LINKS):
                end_math()
                said = " ".join(self.take().text for _ in range(words))
                pieces.append(("prose", re.sub(r"(?<=\() | (?=[,)])", "", said)))
            elif words > 1 or words and token.text in LINKS and token.after_space and token.before_space:
                text = " ".join(self.take().text for _ in range(words))
                end_term()
                math.append(f"\\text{{ {text} }}")
            elif token.text in RELATIONS or token.text in MARKS:
                self.take()
                end_term()
                if token.text in MARKS and not math and pieces and pieces[-1][0] == "prose":
                    pieces[-1] = ("prose", pieces[-1][1] + token.text)
                elif token.text != "*" or self.peek() and not big(self.peek()):
                    math.append((RELATIONS | MARKS)[token.text])
                if token.text in (",", ";", ":") and not closing:
                    end_math()
            elif token.text == "|" and closing and token.after_space and token.before_space and (term or math):
                self.take()
                end_term()
                math.append("\\mid")
            elif token.text == "/":
                self.take()
                if not term:
                    raise Unreadable("nothing to divide")
                self.divide(term, fence, token, inline or bool(closing), inline)
                fence = len(term)
            elif big(token):
                term.append(self.big())
                fence = len(term)
            else:
                factor = self.factor()
                if term and token.after_space and self.apart(token, term[-1][0], factor[0]):
                    term.append(("\\,", None))
                term.append(factor)
                if token.text == "(" and factor[0].startswith("\\frac"):
                    fence = len(term)
        end_math()
        return pieces

    def apart(self, token, left, right):
        """Whether a thin space keeps a product from looking like a call, and a differential from what it follows."""
        if left.startswith(tuple(BIG.values())):
            return False
        names = ("\\text", "\\mathrm")
        if left.startswith(names) or left.endswith((")", "]")):
            return True
        if right.startswith(names) or re.match("d[A-Za-z]", right):
            return True
        if left.startswith("\\frac") and right.startswith("\\operatorname"):
            return True
        if token.text in "([":
            return re.search(r"[a-zA-Z]'*(_\{[^{}]*\})?$", left)
        called = re.match(r"\\?[a-zA-Z]+('+|_\{[^{}]*\}|\^\{[^{}]*\})*(\\left)?[(\[]", right)
        return called and not left[-1].isdigit()

    def closes(self, term, math):
        """Whether a bar ends |...|: it does where there is something in it that does not wait for more."""
        return bool(term) or bool(math) and math[-1] not in RELATIONS.values()

    def inner(self, closing, inline=False):
        return " ".join(latex for _, latex in self.formula(closing, inline))

    def divide(self, term, fence, slash, nested, inline):
        """The factors on the left, back to the last fraction or sum, over the next factor."""
        if self.sees("-"):
            raise Unreadable("a sign after /")
        if self.peek() and big(self.peek()):
            sums = []
            while self.peek() and self.peek().kind != "sign" or self.sees("(", "[", "{", "|"):
                sums.append(self.big() if big(self.peek()) else self.factor())
            below = (" ".join(latex for latex, _ in sums), None)
        else:
            below = self.operand()
        if "\\sum" in below[0]:
            fence = 0
        if fence == len(term) or not slash.after_space:
            fence = len(term) - 1
        above = term[fence:]
        del term[fence:]
        following = self.peek()
        coefficient = len(above) == 1 and following and (following.kind != "sign" or following.text in "([")
        if inline or nested and not slash.after_space and not coefficient:
            term.append((" ".join(latex for latex, _ in above) + " / " + below[0], None))
            return
        numerator = above[0][1] if len(above) == 1 and above[0][1] else " ".join(latex for latex, _ in above)
        term.append((f"\\frac{{{numerator}}}{{{below[1] or below[0]}}}", None))

    def operand(self):
        """A factor; a function that stands without brackets, as in `/ mean x`, with the factor it is of."""
        function = self.peek() and (self.peek().text in FUNCTIONS or self.prose())
        latex, inside = self.factor()
        if function and not latex.endswith((")", "]")) and self.peek() and self.peek().kind != "sign":
            return f"{latex} {self.factor()[0]}", None
        return latex, inside

    def big(self):
        name, *lower = self.take().text.split("_")
        return BIG[name] + self.scripts([subscript(part) for part in lower], limits=True), None

    def group(self, inline=False):
        """(latex, what is within) of a bracket."""
        opening = self.take().text
        inside = self.inner(CLOSING[opening], inline)
        closing = self.take().text
        left, right = opening.replace("{", "\\{"), closing.replace("}", "\\}")
        if any(wide in inside for wide in WIDE):
            left, right = "\\left" + left, "\\right" + right
        return f"{left}{inside}{right}", inside

    def script(self):
        """What stands after ^ or _."""
        if self.sees("{", "("):
            keep = self.sees("(") and self.peek(-1).text == "_"
            latex, inside = self.group(inline=True)
            return latex if keep else inside
        if self.sees("+", "-", "+-") and (not self.peek(1) or self.peek().before_space or self.peek(1).text in ")],"):
            return RELATIONS[self.take().text]
        sign = self.take().text if self.sees("-") else ""
        token = self.take()
        if token.kind == "number":
            if sign and self.sees("/") and not self.peek().after_space:
                self.take()
                return f"{sign}{token.text}/{self.take().text}"
            return sign + token.text
        if token.text == "inf":
            return sign + "\\infty"
        if token.kind != "word":
            raise Unreadable(f"{token.text} as an index")
        latex, lower = symbol(token.text)
        return sign + (latex or f"\\text{{{token.text}}}") + (f"_{{{','.join(lower)}}}" if lower else "")

    def scripts(self, lower, limits=False):
        """Primes, indices and exponents behind a factor; {j=1..P} gives a sum both its limits."""
        lower, upper, primes = list(lower), "", ""
        while self.sees("_", "^", "'") and not (self.peek().after_space):
            mark = self.take().text
            if mark == "'":
                primes += "'"
            elif mark == "_":
                lower.append(self.script())
            else:
                upper = self.script()
        if self.sees("*") and not self.peek().after_space and (self.peek().before_space or self.peek(1).text in "),|"):
            self.take()
            upper = "*"
        if limits and lower and " \\ldots " in lower[0] and "=" in lower[0]:
            lower[0], upper = lower[0].split(" \\ldots ")
        below = ",".join(lower)
        if primes and upper:
            primes, upper = "", "\\prime" * len(primes) + " " + upper
        return (f"_{{{below}}}" if below else "") + (f"^{{{upper}}}" if upper else primes)

    def factor(self):
        """(latex, latex without the brackets around it, where it has some and nothing behind them)."""
        token = self.peek()
        if token is None:
            raise Unreadable("ends too early")
        if token.text == "|":
            self.take()
            inside = self.inner("|")
            if not self.sees("|"):
                raise Unreadable("| without its other half")
            self.take()
            wide = any(wide in inside for wide in WIDE)
            return (f"\\left|{inside}\\right|" if wide else f"|{inside}|") + self.scripts([]), None
        if token.text in CLOSING:
            latex, inside = self.group()
            behind = self.scripts([])
            alone = not behind and token.text == "(" and " , " not in inside
            if alone:
                latex = bare_fraction(inside) or latex
            return latex + behind, inside if alone else None
        if token.text == "#":
            self.take()
            return "\\#" + self.factor()[0], None
        if token.kind == "sign":
            raise Unreadable(f"{token.text} out of place")
        self.take()
        if token.kind == "number":
            if token.text == "1" and self.sees("{") and not self.peek().after_space:
                return f"\\mathbf{{1}}_{{{self.group(inline=True)[0]}}}", None
            latex = token.text + self.scripts([])
            if self.peek() and self.peek().kind == "word" and not self.peek().after_space:  # 2w
                latex += " " + self.factor()[0]
            return latex, None
        if token.text == "sqrt":
            return self.root(), None
        if token.text == "inf" and not (self.sees("(", "_")):
            return "\\infty", None
        return self.named(token), None

    def root(self):
        if self.sees("(") and not self.peek().after_space:
            inside = self.group()[1]
            return f"\\sqrt{{{inside}}}" + self.scripts([])
        return f"\\sqrt{{{self.operand()[0]}}}"

    def named(self, token):
        """A variable or function, with its indices and, right behind it, its arguments."""
        if token.text.startswith("`"):
            raise Unreadable(f"{token.text} in a formula")
        base, *lower = token.text.split("_")
        if base in FUNCTIONS:
            latex, lower = FUNCTIONS[base], [subscript(part) for part in lower]
        else:
            latex, lower = symbol(token.text)
            if latex is None:
                latex = f"\\{'operatorname' if token.text.isalpha() else 'text'}{{{token.text}}}"
        latex += self.scripts(lower)
        if self.sees("(", "[") and not self.peek().after_space:
            latex += self.group()[0] + self.scripts([])
        elif token.text == "E" and self.peek() and self.peek().kind == "word":
            latex += "\\,"
        elif token.text == "d" and self.peek() and self.peek().kind == "word":  # d ln S
            function = FUNCTIONS[self.take().text] + " " if self.peek().text in FUNCTIONS else ""
            latex += f" {function}{self.factor()[0]}"
        return latex


def prose(text):
    """Plain text that doxygen leaves as it is, but for names that become links."""
    spans = text.split("`")
    spans[::2] = [re.sub(r"(?<!\w)::|[&<>\\@#*]", lambda sign: "\\" + sign[0], span) for span in spans[::2]]
    return "`".join(spans)


def statement(text):
    """One formula, possibly with words around it, as pieces ("math", latex) and ("prose", text)."""
    return Reader(text).formula()


def line(text):
    """A line for doxygen: its formulas wrap where a comma or a wide space stands between them."""
    shown = []
    for part in GAP.split(text.strip()):
        shown.append(" ".join(f"\\f$\\displaystyle {piece}\\f$" if kind == "math" else prose(piece)
                              for kind, piece in statement(part)))
    return "&emsp; ".join(shown)


def columns(lines):
    """Where the columns of a table begin: at least two lines have each, and every line has one; or no columns."""
    starts = [{gap.end() for gap in COLUMN.finditer(text)} for text in lines]
    shared = {start for found in starts for start in found if sum(start in other for other in starts) > 1}
    indents = [len(text) - len(text.lstrip()) for text in lines]
    if not all(found & shared or indent in shared for found, indent in zip(starts, indents)):
        return []
    return sorted(shared)


def is_label(cell):
    """Words or a name, and no variable, formula or letter with an index."""
    latex, _ = symbol(cell) if re.fullmatch(r"[\w:]+", cell) else (None, [])
    words = re.fullmatch(r"[a-z][\w:, ]*", cell) and re.search("[a-z]{3}", cell)
    return words and (latex is None or "texttt" in latex or re.search("_[a-z]{4,}$", cell))


def table(lines, starts):
    """Rows of cells; where all cells of a column are `name = ...`, the names stand apart."""
    rows = []
    for text in lines:
        cuts = [0] + [start for start in starts if text[start - 2 : start] == "  " and text[start : start + 1].strip()]
        cells = dict.fromkeys([0] + starts, "")
        cells |= {begin: text[begin:end].strip() for begin, end in zip(cuts, cuts[1:] + [len(text)])}
        rows.append(list(cells.values()))
    equations = [all(re.match(r"[\w', ]+ = |$", cell) for cell in column) for column in zip(*rows)]
    out = []
    for row in rows:
        shown = []
        for cell, equation in zip(row, equations):
            name, _, value = cell.partition("=")
            parts = [name.strip(), value and f"= {value.strip()}"] if equation else [cell]
            shown += [prose(part) if is_label(part) else line(part) for part in parts]
        out.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in shown) + "</tr>")
    out[0] = '<table class="formula">' + out[0]
    out[-1] += "</table>"
    return out


def paragraph(lines):
    """A table, or line for line; a line of code stays code."""
    starts, code = columns(lines), [CODE.search(text) for text in lines]
    if starts and not any(code):
        return table(lines, starts)
    out = []
    for text, is_code in zip(lines, code):
        shown = f"<code>{GAP.sub('&emsp; ', prose(text))}</code>" if is_code else line(text)
        out.append(f'<div class="formula{" continued" if text.startswith(" ") else ""}">{shown}</div>')
    return out


def typeset(lines):
    """A block of formulas for doxygen, line for line. None if it is all code, or something cannot be read."""
    if all(CODE.search(text) for text in lines if text):
        return None
    out = []
    try:
        while len(out) < len(lines):
            end = next((i for i in range(len(out), len(lines)) if not lines[i]), len(lines))
            out += paragraph(lines[len(out):end])
            out += [""] * (end < len(lines))
    except Unreadable:
        return None
    return out


def cell(text):
    """A cell of the column `formula` in a table of Markdown; words and what cannot be read stay as they are."""
    written = text.replace("\\|", "|")
    try:
        if re.search(r"[=^/_|√Σ²]| [+-] |\bsqrt|\bsum\b", written):
            return line(written).replace("|", "\\vert ")
    except Unreadable:
        pass
    return text
