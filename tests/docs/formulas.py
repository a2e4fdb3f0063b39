# SPDX-License-Identifier: BSL-1.0
"""The formulas of the docstrings, as the site of the docstrings shows them: python3 formulas.py"""
import re
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "cmake"))
import docs_filter  # noqa: E402
from docs_formula import Unreadable, cell, statement, typeset  # noqa: E402

HEADERS = [path for path in sorted((ROOT / "include").rglob("*.hpp")) if "detail" not in path.parts]


def latex(text):
    return " | ".join(piece for _, piece in statement(text))


def blocks():
    """The indented blocks of all headers, with the file of each."""
    found, formula = [], docs_filter.formula
    try:
        for path in HEADERS:
            docs_filter.formula = lambda lines, before: found.append((path, lines)) or lines
            docs_filter.header(path)
    finally:
        docs_filter.formula = formula
    return found


class Notation(unittest.TestCase):
    def check(self, text, expected):
        self.assertEqual(latex(text), expected)

    def test_division_takes_the_product_before_it_and_one_factor_behind_it(self):
        self.check("v = 1 / (4 n ln 2) * sum ln(H_i / L_i)^2",
                   r"v = \frac{1}{4 n \ln 2} \sum \ln\left(\frac{H_{i}}{L_{i}}\right)^{2}")
        self.check("pi / 2 n / (n - 1)", r"\frac{\pi}{2} \frac{n}{n - 1}")
        self.check("D n(d1) / (F s)", r"\frac{D \, n(d_{1})}{F s}")
        self.check("8 b / s t", r"\frac{8 b}{s} t")
        self.check("sum r_k^2 / (n - k)", r"\sum \frac{r_{k}^{2}}{n - k}")
        self.check("sum x y / sum x^2", r"\frac{\sum x y}{\sum x^{2}}")
        self.check("n m dDelta/dsigma", r"n m \frac{d\Delta}{d\sigma}")
        self.check("d vol / d ln S", r"\frac{d \operatorname{vol}}{d \ln S}")

    def test_a_slash_without_spaces_stays_in_line_within_brackets(self):
        self.check("ln(K/F) / s + s/2", r"\frac{\ln(K / F)}{s} + \frac{s}{2}")
        self.check("e^(-x/2) x", "e^{- x / 2} x")
        self.check("(2/T) int_0^F P(K) dK", r"\frac{2}{T} \int_{0}^{F} P(K) \, dK")
        self.check("R^-1/2", "R^{-1/2}")

    def test_indices_exponents_and_limits(self):
        self.check("h_{t+1} = omega + sum_{j=1..P} alpha_j e_{t-j}^2",
                   r"h_{t + 1} = \omega + \sum_{j = 1}^{P} \alpha_{j} e_{t - j}^{2}")
        self.check("sum_{i=2}^{n} |r_i| |r_{i-1}|", r"\sum_{i = 2}^{n} |r_{i}| |r_{i - 1}|")
        self.check("w_0'^2 - w'' + x_t'", r"w_{0}^{\prime 2} - w'' + x_{t}'")
        self.check("V_swap + F1_{t-1} + sigma_ATM + C_KK",
                   r"V_{\text{swap}} + F_{1,t - 1} + \sigma_{\mathrm{ATM}} + C_{KK}")
        self.check("(K - C_n)^+ <= K*", r"(K - C_{n})^{+} \le K^{*}")
        self.check("s^2 1{r_i < 0}", r"s^{2} \mathbf{1}_{\{r_{i} < 0\}}")

    def test_bars(self):
        self.check("alpha (|e_t| - gamma e_t)^delta", r"\alpha \, (|e_{t}| - \gamma e_{t})^{\delta}")
        self.check("E[Z | Z < q_p]", r"E[Z \mid Z < q_{p}]")
        self.check("|x / y| + xbar", r"\left|\frac{x}{y}\right| + \bar{x}")

    def test_words_leave_the_formula_and_code_stays_code(self):
        self.assertEqual(statement("D K for a call, 0 if dead"),
                         [("math", "D K"), ("prose", "for a call,"), ("math", "0"), ("prose", "if dead")])
        self.check("black::price(F, K) = mean x", r"\texttt{black::price}(F , K) = \operatorname{mean} x")
        self.assertIsNone(typeset(["garch::fit<garch::gjr>(returns)"]))
        self.assertIsNone(typeset(["live.push({.open = o});", "live.value();"]))

    def test_what_cannot_be_read_is_left_alone(self):
        for text in ("is RV stable?", "a / ", "(a + b", "a + b)", "|x", "below, / W", "a ^", "x / -y"):
            with self.subTest(text):
                self.assertRaises(Unreadable, statement, text)
                self.assertIsNone(typeset([text]))

    def test_signs_of_the_tables_of_the_rooms(self):
        self.check("π/2 · n/(n-1) Σ |r r₋₁|", r"\frac{\pi}{2} \cdot \frac{n}{n - 1} \sum |r r_{- 1}|")
        self.check("√n σ₄² r̄ + x¹²", r"\sqrt{n} \sigma_{4}^{2} \bar{r} + x^{12}")
        self.check("√mean RQ", r"\sqrt{\operatorname{mean} \mathrm{RQ}}")
        self.assertEqual(cell(r"b \|x\| = 1"), r"\f$\displaystyle b \vert x\vert  = 1\f$")
        for words in ("linear, flat or none", "`vol` / 2", ""):
            self.assertEqual(cell(words), words)

    def test_columns_become_a_table(self):
        self.assertEqual(typeset(["RR = IV_put - IV_call    quote_convention::equity",
                                  "RR = IV_call - IV_put    quote_convention::fx"])[1],
                         r"<tr><td>\f$\displaystyle \mathrm{RR}\f$</td>"
                         r"<td>\f$\displaystyle = \mathrm{IV}_{\text{call}} - \mathrm{IV}_{\text{put}}\f$</td>"
                         r"<td>quote_convention::fx</td></tr></table>")


class Headers(unittest.TestCase):
    def test_no_line_moves(self):
        for path in HEADERS:
            with self.subTest(path.name):
                self.assertEqual(len(docs_filter.header(path)), len(path.read_text(encoding="utf-8").split("\n")))

    def test_formulas_are_whole_and_nearly_all_are_typeset(self):
        """What is left is code, and tables of words."""
        found = blocks()
        shown = [(path, block) for path, lines in found if (block := typeset(lines))]
        self.assertGreater(len(found), 300)
        self.assertGreater(len(shown), 0.95 * len(found))
        for path, block in shown:
            for formula in re.findall(r"\\f\$(.*?)\\f\$", "\n".join(block)):
                with self.subTest(f"{path.name}: {formula}"):
                    bare = re.sub(r"\\[{}]", "", formula)
                    self.assertEqual(bare.count("{"), bare.count("}"))
                    self.assertEqual(formula.count("\\left"), formula.count("\\right") + formula.count("\\leftarrow"))
                    self.assertNotRegex(formula, r"'\^|'_|[\^_]\{[^{}]*\}'?[\^]\{[^{}]*\}\^|\{\}")


if __name__ == "__main__":
    unittest.main()
