"""Convert: a document in any format to canonical JSON, or to a folder of CSV files.

What is written is what was recognised, cell by cell as it is printed, with the place of each cell
in the original; what was not recognised is written as well, so that nothing is lost on the way.
"""

from __future__ import annotations

from .csv_out import csv_files
from .facts_out import MARK, facts_csv
from .json_out import json_names, json_text

__all__ = ["MARK", "csv_files", "facts_csv", "json_names", "json_text"]
