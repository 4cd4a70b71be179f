"""The typer application: help, completion, and every command."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from enum import Enum
from typing import Annotated, Any, Optional

import typer

from .. import __version__
from ..messages.exit_codes import EXIT_CODES, NOT_DONE
from .commands import check_command
from .convert_command import convert_command
from .inspect_command import inspect_command
from .options import CheckOptions
from .printing import printing_to, write
from .rules_commands import list_claims, list_rules, show_rule, show_schema, test_rules
from .vocabulary_command import vocabulary_command

HELP = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    name="budgetlint",
    help="核对预算公开的数字是否对得上。 Check that the figures of a published budget add up.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings=HELP,
)
rules_app = typer.Typer(
    help="规则：列出、测试。 Rules: list them, test them.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings=HELP,
)
app.add_typer(rules_app, name="rules")
config_app = typer.Typer(
    help="设置：什么起作用，从哪里来。 Settings: what applies, and where it is from.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings=HELP,
)
app.add_typer(config_app, name="config")


class Format(str, Enum):
    """Formats of reports."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    github = "github"
    gitlab = "gitlab"
    sarif = "sarif"
    junit = "junit"
    csv = "csv"
    markdown = "markdown"
    statistics = "statistics"
    html = "html"
    xlsx = "xlsx"


class Engine(str, Enum):
    """Clusters."""

    ray = "ray"
    dask = "dask"


class Plain(str, Enum):
    """Formats of commands that report on no run."""

    text = "text"
    json = "json"


class Lang(str, Enum):
    """Languages."""

    zh = "zh"
    en = "en"


class Show(str, Enum):
    """What else to list."""

    rounding = "rounding"


class Level(str, Enum):
    """Severities."""

    error = "error"
    warning = "warning"
    info = "info"


class Colour(str, Enum):
    """When to use colour."""

    auto = "auto"
    always = "always"
    never = "never"


class SchemaName(str, Enum):
    """Published schemas."""

    document = "document"
    report = "report"


# typer reads these annotations at run time, hence Optional rather than strings.
Rules = Annotated[
    Optional[str],
    typer.Option(help="规则包：文件、文件夹或名称 / a rule pack: file, folder or name"),
]
Together = Annotated[
    bool,
    typer.Option(
        "--together",
        help="这些文件合起来是一份文件 / these files, or all in the folder, are one document",
    ),
]
Waivers = Annotated[
    Optional[str],
    typer.Option(help="豁免文件 / a file of waivers (budgetlint-waivers.toml)"),
]
BaselineFile = Annotated[
    Optional[str],
    typer.Option("--baseline", help="基线文件 / a baseline (budgetlint-baseline.json)"),
]
Language = Annotated[Optional[Lang], typer.Option(help="语言 / language")]


def _with_exit_codes(text: str) -> str:
    """The help of a command, with the table of exit codes below it."""
    lines = (f"{code}  {text.zh}\n   {text.en}" for code, text in EXIT_CODES.items())
    return f"{text}\n\n\b\n退出码 / exit codes:\n" + "\n".join(lines).replace("`", "")


def _listed(values: Optional[list[str]]) -> Optional[tuple[str, ...]]:
    """What an option lists, given several times or with commas; None where it was not given."""
    if not values:
        return None
    return tuple(one.strip() for value in values for one in value.split(",") if one.strip())


@app.command(help=_with_exit_codes("核对文件。 Check files."))
def check(
    paths: Annotated[
        list[str],
        typer.Argument(help="文件或文件夹，见 docs/format.md / files or folders"),
    ],
    rules: Rules = None,
    format: Annotated[  # noqa: A002
        Optional[Format], typer.Option(help="打印的格式 / the format that is printed")
    ] = None,
    lang: Language = None,
    show: Annotated[Optional[Show], typer.Option(help="另外列出 / list as well")] = None,
    fail_on: Annotated[
        Optional[Level],
        typer.Option(help="从哪一级起返回 1 / the lowest level that gives exit code 1"),
    ] = None,
    color: Annotated[Optional[Colour], typer.Option(help="颜色 / colour")] = None,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help="有未能检查、没有读懂的也返回 1 / what was not checked or read gives 1",
        ),
    ] = False,
    previous: Annotated[
        Optional[str],
        typer.Option(help="上年的文件，用于核对上年数 / last year's document, for its figures"),
    ] = None,
    together: Together = False,
    output: Annotated[
        Optional[list[str]],
        typer.Option(
            "--output",
            "-o",
            metavar="[FORMAT=]FILE",
            help="另外写入文件，可以多次使用 / written as well; may be given several times",
        ),
    ] = None,
    waivers: Waivers = None,
    baseline: BaselineFile = None,
    no_waivers: Annotated[
        bool,
        typer.Option("--no-waivers", help="不用豁免和基线 / apply no waivers and no baseline"),
    ] = False,
    select: Annotated[
        Optional[list[str]],
        typer.Option(help="只报告这些规则：A3、B1*、K、text / report on these rules only"),
    ] = None,
    ignore: Annotated[
        Optional[list[str]],
        typer.Option(help="不报告这些规则 / do not report on these rules"),
    ] = None,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="有问题也返回 0 / findings give exit code 0")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="只打印问题 / print findings only")
    ] = False,
    by_unit: Annotated[
        bool,
        typer.Option(
            "--by-unit",
            help="核对这些文件所属的整份文件 / check the documents that these files are part of",
        ),
    ] = False,
    stdin_filename: Annotated[
        Optional[str],
        typer.Option(
            help="路径为 - 时，标准输入的文件名 / the name of standard input, for the path -"
        ),
    ] = None,
    jobs: Annotated[
        Optional[int],
        typer.Option(
            "--jobs", "-j", min=0, help="进程数；0 为全部处理器 / processes; 0 for all cores"
        ),
    ] = None,
    time_limit: Annotated[
        Optional[int],
        typer.Option(min=1, help="一份文件至多几秒（--jobs） / seconds for a document (--jobs)"),
    ] = None,
    cache: Annotated[
        Optional[bool],
        typer.Option(
            "--cache/--no-cache",
            help="没有改动的文件用上次的结果 / files that did not change have their last result",
        ),
    ] = None,
    statistics: Annotated[
        bool,
        typer.Option("--statistics", help="只打印统计和排名 / print counts and a ranking only"),
    ] = False,
    engine: Annotated[
        Optional[Engine], typer.Option(help="在集群上运行 / run on a cluster")
    ] = None,
) -> None:
    """核对文件。 Check files."""
    options = CheckOptions(
        tuple(paths),
        rules,
        format.value if format else None,
        lang.value if lang else None,
        show.value if show else None,
        fail_on.value if fail_on else None,
        color.value if color else None,
        strict,
        previous,
        together,
        tuple(output or ()),
        waivers,
        baseline,
        no_waivers,
        _listed(select),
        _listed(ignore),
        exit_zero,
        quiet,
        by_unit,
        stdin_filename,
        jobs,
        time_limit,
        cache,
        statistics,
        engine.value if engine else None,
    )
    raise typer.Exit(check_command(options))


@app.command()
def baseline(
    paths: Annotated[list[str], typer.Argument(help="文件或文件夹 / files or folders")],
    rules: Rules = None,
    lang: Language = None,
    file: BaselineFile = None,
    waivers: Waivers = None,
) -> None:
    """接受旧档案目前的问题；已有基线时只缩小。退出码：0 已写入，1 另有新问题，2 有无法处理之处。

    Accept today's findings, of an old archive; a baseline that is there is only made smaller. Exit
    codes: 0 written, 1 there are new findings, 2 something could not be done.
    """
    from .baseline_command import baseline_command

    options = CheckOptions(
        tuple(paths), rules, lang=lang.value if lang else None, waivers=waivers, baseline=file
    )
    raise typer.Exit(baseline_command(options))


@rules_app.command("list")
def rules_list(rules: Rules = None, lang: Language = None) -> None:
    """列出规则。 List the rules of a pack."""
    raise typer.Exit(list_rules(rules, lang.value if lang else None))


@rules_app.command("test")
def rules_test(
    path: Annotated[
        Optional[str],
        typer.Argument(help="规则包；不写则为自带的全部 / a pack; all shipped ones if left out"),
    ] = None,
    lang: Language = None,
) -> None:
    """运行规则的例子。 Run the examples that stand beside the rules."""
    raise typer.Exit(test_rules(path, lang.value if lang else None))


@app.command()
def rule(
    code: Annotated[str, typer.Argument(help="规则编号，如 A3 / the code of a rule")],
    rules: Rules = None,
    lang: Language = None,
) -> None:
    """说明一条规则。 Explain a rule: what it checks, why, with examples."""
    raise typer.Exit(show_rule(code, rules, lang.value if lang else None))


@app.command()
def claims(
    path: Annotated[str, typer.Argument(help="文件或文件夹 / a file or a folder")],
    rules: Rules = None,
    lang: Language = None,
) -> None:
    """列出从叙述中读到的数字和事项。 List what was read off the narrative."""
    raise typer.Exit(list_claims(path, rules, lang.value if lang else None))


@app.command("inspect")
def inspect_files(
    paths: Annotated[list[str], typer.Argument(help="文件或文件夹 / files or folders")],
    rules: Rules = None,
    format: Annotated[  # noqa: A002
        Optional[Plain], typer.Option(help="输出格式 / output format")
    ] = None,
    lang: Language = None,
    together: Together = False,
) -> None:
    """看到了什么，什么没有读懂。 What was seen in a document, and what was not understood."""
    kind = format.value if format else None
    chosen = lang.value if lang else None
    raise typer.Exit(inspect_command(paths, rules, kind, chosen, together=together))


@app.command()
def vocabulary(
    phrases: Annotated[
        Optional[list[str]],
        typer.Argument(help="表名、表头、行名；不写则列出全部 / titles, headers, labels; or all"),
    ] = None,
    rules: Rules = None,
    lang: Language = None,
) -> None:
    """一个说法是怎样读懂的。 How a phrase is understood, word by word."""
    raise typer.Exit(vocabulary_command(phrases or [], rules, lang.value if lang else None))


@app.command()
def convert(
    paths: Annotated[
        list[str],
        typer.Argument(help="一份文件的各个部分 / the files that make up one document"),
    ],
    out: Annotated[
        Optional[str],
        typer.Option(
            "--output",
            "-o",
            help=".json 文件，或放 CSV 的新文件夹 / a .json file, or a new folder for CSV",
        ),
    ] = None,
    rules: Rules = None,
    lang: Language = None,
) -> None:
    """转换为规范的 JSON 或 CSV。 Convert any format to canonical JSON, or to CSV."""
    raise typer.Exit(convert_command(paths, out, rules, lang.value if lang else None))


@app.command()
def explain(
    path: Annotated[str, typer.Argument(help="文件或文件夹 / a file or a folder")],
    address: Annotated[
        Optional[str],
        typer.Argument(help="单元格，如“表3 / 总计 / 合计” / a cell, as reports print it"),
    ] = None,
    rules: Rules = None,
    format: Annotated[  # noqa: A002
        Optional[Plain], typer.Option(help="输出格式 / output format")
    ] = None,
    lang: Language = None,
) -> None:
    """解释一个数，或整份文件怎样更正。

    Explain a figure: what vouches for it, what speaks against it; or what to correct in a file.
    """
    from .explain_commands import explain_command

    chosen = lang.value if lang else None
    raise typer.Exit(
        explain_command(path, address, rules, format.value if format else None, chosen)
    )


@app.command()
def fix(
    paths: Annotated[list[str], typer.Argument(help="JSON 或 CSV 文件 / JSON or CSV files")],
    diff: Annotated[
        bool, typer.Option("--diff", help="只显示更正（默认） / only show the corrections")
    ] = False,
    write: Annotated[
        bool, typer.Option("--write", help="写入文件 / write them to the files")
    ] = False,
    rules: Rules = None,
    lang: Language = None,
) -> None:
    """更正可以确定的错误；退出码 1 表示有可更正而没有写入的。

    Correct what is certain; exit code 1 says that there is something to correct, not yet written.
    """
    from .explain_commands import fix_command

    chosen = lang.value if lang else None
    raise typer.Exit(fix_command(paths, rules, chosen, really=write and not diff))


@config_app.command("show")
def config_show(
    path: Annotated[str, typer.Argument(help="文件或文件夹 / a file or a folder")],
    rules: Rules = None,
    lang: Language = None,
) -> None:
    """对一份文件起作用的设置，各从哪里来。 What applies to a document, and where it is from."""
    from .config_command import show_settings

    raise typer.Exit(show_settings(path, rules, lang.value if lang else None))


@app.command()
def schema(
    name: Annotated[SchemaName, typer.Argument(help="文件或报告 / of documents or reports")],
) -> None:
    """打印 JSON Schema。 Print a JSON Schema."""
    raise typer.Exit(show_schema(name.value))


def _version(value: bool) -> None:  # noqa: FBT001
    if value:
        from ..packs import shipped_versions

        typer.echo(f"budgetlint {__version__}")
        for name, number in shipped_versions().items():
            typer.echo(f"  {name} {number}")
        raise typer.Exit


@app.callback()
def top(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="程序和规则包的版本 / versions"
        ),
    ] = False,
) -> None:
    """核对预算公开的数字是否对得上。 Check that the figures of a published budget add up."""


_UsageError: Any = next(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException"
)
"""The base of what typer raises for bad usage; typer has its own click, or that of others."""


def run_app(arguments: Sequence[str]) -> int:
    """Run the application. What it says of bad usage quotes the arguments, and is made safe."""
    try:
        with printing_to(sys.stdout):
            return app(args=list(arguments), prog_name="budgetlint", standalone_mode=False) or 0
    except _UsageError as error:
        said = io.StringIO()
        error.show(file=said)
        write(said.getvalue().rstrip("\n"), sys.stderr)
        return NOT_DONE
