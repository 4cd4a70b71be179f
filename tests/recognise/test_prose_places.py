"""The narrative to claims: places, wrapped lines, what is not understood."""

from __future__ import annotations

from pathlib import Path

import budgetlint
from budgetlint.tasks.check import checker


def document(text: str, **more: object) -> dict[str, object]:
    section = {"section": "二", "title": "支出情况", "text": text}
    return {"profile": "cn-common", "year": 2026, "tables": [], "narrative": [section], **more}


def test_every_span_quotes_its_figure() -> None:
    for claim_text in ("办公费 1,2\n34.00 万元，比上年增加\n1.00万元，增长 0.08%。",):
        report = budgetlint.check(document(f"略。\n{claim_text}\n另有50万元（略"))
        cells = [cell for finding in report.findings for cell in finding.cells]
        assert cells
        for cell in cells:
            text = f"略。\n{claim_text}\n另有50万元（略"
            assert "".join(text[cell.place.start : cell.place.end].split()) == cell.place.quote


def test_what_is_not_understood_is_said() -> None:
    checked = "支出125.00万元，比上年增加25.00万元，增长25.00%。"
    report = budgetlint.check(document(f"{checked}\n与上年相比，缩水50%，原因不明。"))
    (unread,) = report.files[0].coverage.unread
    assert unread.quote == "与上年相比，缩水50%，原因不明"
    assert report.exit_code() == 0
    assert report.exit_code(strict=True) == 1


def test_a_blank_is_not_nothing() -> None:
    """A rate without its amounts cannot be checked, and is not taken for a rate of nothing."""
    report = budgetlint.check(document("“三公”经费比上年减少10.00万元，下降5.00%。"))
    assert not [f for f in report.findings if f.code in ("E3", "F2")]
    assert any(n.code == "E3" for n in report.files[0].coverage.not_checked)


def test_the_wrong_base_is_told() -> None:
    text = "支出116,433.12万元，比上年增加16,803.36万元，增长14.43%。"
    (finding,) = [f for f in budgetlint.check(document(text)).findings if f.code == "E3"]
    (suspect,) = finding.suspects
    assert (suspect.cell.column, suspect.right) == ("增减率", "16.87")
    assert (suspect.slip_code, suspect.certainty) == ("wrong-base", "likely")


def test_intervals_and_not_epsilons() -> None:
    text = "办公费22.59万元，比上年增加20.63万元，增长1,055.4%。"
    assert not [f for f in budgetlint.check(document(text)).findings if f.code == "E3"]


def test_zero_bases_are_the_profile_s() -> None:
    text = "办公费5.00万元，比上年增加5.00万元，增长{}%。"
    for rate, codes in (("100.00", []), ("0.00", ["E3"]), ("50.00", ["E3"])):
        report = budgetlint.check(document(text.format(rate)))
        assert [f.code for f in report.findings if f.severity == "error"] == codes


def test_the_year_before_is_held_against_what_was_published(tmp_path: Path) -> None:
    last = tmp_path / "last.json"
    text = Path("examples/xinjiang-2026/budget.json").read_text(encoding="utf-8")
    last.write_text(text.replace('"year": 2026', '"year": 2025'), encoding="utf-8")
    assert checker().reading([last])[0].prose is not None
    report = budgetlint.check("examples/xinjiang-2026/budget.json", previous=last)
    # Held against itself, everything that has changed is not what was published.
    assert sum(f.code == "F3" for f in report.findings) > 10
