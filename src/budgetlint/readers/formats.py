"""Which formats there are: one line each."""

from __future__ import annotations

from ..model.values import NamedTuple


class FileFormat(NamedTuple):
    """A format: the module and the function that read it, and the endings of its files.

    Where a folder is searched for documents, files of formats that are `sought` are taken for
    some; a text beside them is more often a README than a budget.
    """

    module: str
    function: str
    endings: tuple[str, ...]
    sought: bool = True


FORMATS: dict[str, FileFormat] = {
    "json": FileFormat("json.document", "read_json", (".json",)),
    "csv": FileFormat("plain.csv_document", "read_csv", (".csv", ".tsv")),
    "xlsx": FileFormat("office.xlsx", "read_xlsx", (".xlsx", ".xlsm", ".xltx", ".et", ".ett")),
    "xls": FileFormat("office.xls", "read_xls", (".xls", ".xlt")),
    "sheet-xml": FileFormat("office.sheet_xml", "read_sheet_xml", (".xml",), sought=False),
    "ods": FileFormat("office.ods", "read_ods", (".ods", ".ots")),
    "docx": FileFormat("office.docx", "read_docx", (".docx", ".docm")),
    "doc": FileFormat("office.doc", "read_doc", (".doc", ".wps", ".dot", ".wpt")),
    "word-xml": FileFormat("office.word_xml", "read_word_xml", ()),
    "rtf": FileFormat("office.rtf", "read_rtf", (".rtf",)),
    "odt": FileFormat("office.doc", "read_odt", (".odt", ".ott")),
    "html": FileFormat("office.html", "read_html", (".html", ".htm", ".xhtml")),
    "mht": FileFormat("office.mht", "read_mht", (".mht", ".mhtml")),
    "pdf": FileFormat("pdf.document", "read_pdf", (".pdf",)),
    "ofd": FileFormat("pdf.ofd", "read_ofd", (".ofd",)),
    "text": FileFormat(
        "plain.text_document", "read_text", (".txt", ".md", ".markdown"), sought=False
    ),
}

KINDS = {ending: kind for kind, known in FORMATS.items() for ending in known.endings}
"""The kind of file by the ending of its name."""

UNREAD = (".xlsb", ".fods", ".fodt", ".rar", ".7z", ".zip")
"""The endings of documents that are not read (a zip file is, but not within another). In a folder
they are named, and not passed over."""
