"""One slip is one finding, also where it makes a question of something else, or belies a word."""

from __future__ import annotations

import json
from pathlib import Path

import budgetlint

EXAMPLE = Path(__file__).parents[2] / "examples" / "xinjiang-2026" / "budget.json"
LIKE = "比上年增加20.00万元，增长19.33%"


def findings(*sections: tuple[str, str]) -> tuple[budgetlint.Finding, ...]:
    """What is wrong in a narrative of these sections, prompts apart."""
    data = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    data["narrative"] = [
        {"section": section, "title": section, "text": text} for section, text in sections
    ]
    (report,) = budgetlint.check(data).files
    return tuple(f for f in report.findings if f.code in ECHOING)


ECHOING = ("E3", "E7", "E10", "E17")


def test_a_change_that_others_print_is_the_suspect_and_the_question_is_its_evidence() -> None:
    """Without them nobody could tell whether the change is wrong or its rate."""
    (found,) = findings(
        ("一", f"收入预算123.45万元，{LIKE}。"),
        ("二", f"支出预算123.45万元，{LIKE}。"),
        ("三", f"财政拨款支出预算123.45万元，{LIKE.replace('20.00', '26.00')}。"),
    )
    assert found.code == "E3"
    assert "E17" in [relation.code for relation in found.evidence]
    (suspect,) = found.suspects
    assert (suspect.cell.value, suspect.right) == ("26.00", "20.00")


SPENT = (
    "“三公”经费支出决算7.00万元，其中：因公出国（境）费支出决算0.00万元，"
    "公务用车购置及运行费支出决算5.00万元，公务接待费年初预算8.00万元，支出决算9.00万元，"
    "完成预算的25.00%，决算数小于预算数。"
)


def test_a_word_that_a_wrong_amount_belies_is_evidence() -> None:
    """小于 is right: it is the amount, 2.00, that is not."""
    (found,) = findings(("一", SPENT))
    assert {relation.code for relation in found.relations} >= {"E10", "E7"}
    (suspect,) = found.suspects
    assert (suspect.cell.value, suspect.right) == ("9.00", "2.00")
