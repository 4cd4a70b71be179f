"""Each pass of recognition by itself: grid in, table out, one file a scenario."""

from __future__ import annotations

from pathlib import Path

import pytest

import budgetlint
from recognise.passes import PASSES
from scenarios import compare, files, params

HERE = Path(__file__).parent
OTHERWISE = {
    "claims",
    "derived",
    "facts",
    "figures",
    "follows",
    "form_facts",
    "identities",
    "row_facts",
}
OTHERWISE |= {"claim_facts", "corrections", "listed", "open_tables", "readings", "sentences"}
OTHERWISE |= {"apart", "shared_sums", "told", "sorting", "typed", "side_rows", "printed_codes"}
OTHERWISE |= {"by_figures", "sum_rows", "vintages", "cell_units", "marked_rows", "nests"}
OTHERWISE |= {"nearly", "sheet_parts", "sign_columns", "strays"}
"""What reads prose: the sentences in `test_prose_variety`, and the examples of phrases; and what
is made of all that was read: `test_apart`, `test_by_figures`, `test_facts`, `test_derived`,
`test_first_sight`, `test_follows` (`identities` and `vintages` too), `test_listed`,
`test_nearly`, `test_nests`,
`test_sheet_parts`, `test_strays`, `test_sum_rows` (`sign_columns` in
`tests/readers/test_kinds_apart`), and, in `tests/tasks`, `test_corrections`;
`told` has its excerpts with tables in `tests/whole`. What `document` is made of has its
scenarios."""
NO_PASS = {"__init__", "beside", "label_columns", "layouts", "levels", "merged_labels"}
NO_PASS |= {"promised", "segment_codes", "trees"}
"""Values; what makes the trees of `structure`, what tells the names, the levels and the codes of
`segments`, and what the merged cells of `grids` say."""


@pytest.mark.parametrize("path", params(HERE))
def test_a_pass(path: Path) -> None:
    compare(path, PASSES)


def test_every_pass_has_its_scenarios() -> None:
    folder = Path(budgetlint.__file__).parent / "recognise"
    packages = {path.parent.name for path in folder.glob("*/__init__.py")}
    modules = ({path.stem for path in folder.glob("*.py")} | packages) - NO_PASS - OTHERWISE
    assert {path.parent.name for path in files(HERE)} == PASSES.keys() == modules
