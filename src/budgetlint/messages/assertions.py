"""What was found and what was expected, for assertions. Each gives (found, expected)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ..model.errors import Text
from ..model.layout import Layout, Side
from ..model.rule import CodeList
from .scenes import table_name

__all__ = [
    "UNIT_SLIP_NAME",
    "childless",
    "code_twice",
    "code_unknown",
    "codes_lacking",
    "compared_wrong",
    "contents_differ",
    "directions_differ",
    "found_elsewhere",
    "goal_differs",
    "name_differs",
    "name_not_listed",
    "names_differ",
    "names_out_of_order",
    "no_reason",
    "not_detailed",
    "not_empty",
    "not_in_table",
    "not_said",
    "not_stated",
    "not_uniform",
    "number_skipped",
    "orphans",
    "other_base",
    "out_of_order",
    "part_missing",
    "percentage",
    "percentage_found",
    "percentage_range",
    "point_moved",
    "price_far_off",
    "reason_contradicts",
    "table_in_other_unit",
    "texts_differ",
    "two_names",
    "unbalanced",
    "unit_missing",
    "unit_slip",
    "words_forbidden",
    "words_missing",
    "wrong_base",
    "year_wrong",
    "zero_base",
]

Pair = tuple[Text, Text]


def not_in_table(name: str, layout: Layout) -> Pair:
    """A row of one table is missing in another."""
    table = table_name(layout)
    return (
        Text(f"{table.zh}中没有“{name}”", f"{table.en} has no row {name}"),
        Text(f"{table.zh}中应有同名的一行", f"a row of the same name in {table.en}"),
    )


def not_said(words: str) -> Pair:
    """The narrative makes no such claim."""
    return (
        Text(f"情况说明中没有“{words}”", f"the narrative does not say {words}"),
        Text(f"情况说明写明“{words}”", f"the narrative says {words}"),
    )


def two_names(code: str, names: Sequence[str]) -> Pair:
    """One code stands beside several names."""
    zh, en = "、".join(f"“{n}”" for n in names), ", ".join(f'"{n}"' for n in names)
    return (
        Text(f"编码 {code} 有不同名称：{zh}", f"code {code} has several names: {en}"),
        Text("同一编码在各表中名称一致", "one name for one code in all tables"),
    )


def code_unknown(code: str, label: str, codes: CodeList | None) -> Pair:
    """A code is not in the list."""
    zh, en = (codes.title.zh, codes.title.en) if codes else ("", "")
    return (
        Text(f"编码 {code}“{label}”不在{zh}中", f'code {code} "{label}" is not in {en}'),
        Text(f"{zh}所列编码", f"a code of {en}"),
    )


def name_differs(code: str, label: str, names: Sequence[str]) -> Pair:
    """A code's name is not the list's."""
    zh, en = "或".join(f"“{n}”" for n in names), " or ".join(f'"{n}"' for n in names)
    return (
        Text(f"编码 {code} 的名称为“{label}”", f'code {code} is named "{label}"'),
        Text(zh, en),
    )


def orphans(names: Sequence[str], parent: str, side: Side) -> Pair:
    """Rows hang under nothing: their parent's row is missing."""
    zh, en = "、".join(f"“{n}”" for n in names), ", ".join(names)
    depth = (len(parent) - 1) // 2 - 1
    level = side.levels[depth] if depth < len(side.levels) else ""
    return (
        Text(
            f"有{zh}，却没有上级科目 {parent}（{level}）",
            f"{en} stand there, but their parent {parent} does not",
        ),
        Text(f"{level}级科目 {parent} 的一行", f"a row for {parent}"),
    )


def childless(name: str, side: Side, level: int) -> Pair:
    """A row of a higher level has nothing below it."""
    below = side.levels[level] if level < len(side.levels) else ""
    return (
        Text(f"“{name}”下没有{below}级科目", f"{name} has no rows of the next level below it"),
        Text(f"至少一个{below}级科目", "at least one row below it"),
    )


def code_twice(name: str) -> Pair:
    """A code stands in two rows."""
    return (
        Text(f"“{name}”重复出现", f"{name} stands there twice"),
        Text("每个编码只出现一次", "each code once"),
    )


def out_of_order(name: str, before: str) -> Pair:
    """A code stands after a higher one."""
    return (
        Text(f"“{name}”排在 {before} 之后", f"{name} comes after {before}"),
        Text("编码按升序排列", "codes in ascending order"),
    )


def codes_lacking(codes: Sequence[str], names: Mapping[str, Sequence[str]]) -> Pair:
    """A fixed form lacks codes."""
    rows = "、".join(f"{code} {names[code][0]}" for code in codes)
    return (
        Text(f"缺少：{rows}", f"missing: {rows}"),
        Text("模板所列科目齐全", "all rows of the form"),
    )


def not_empty(count: int) -> Pair:
    """Something that should be empty holds figures."""
    return (
        Text(f"有 {count} 个金额", f"{count} figures are printed"),
        Text("没有金额", "no figures"),
    )


def not_stated(words: str) -> Pair:
    """A note lacks words."""
    return (
        Text(f"表下没有写明“{words}”", f'no note says "{words}"'),
        Text(f"表下注明“{words}”", f'a note that says "{words}"'),
    )


def not_detailed(names: Sequence[str], level: str) -> Pair:
    """Codes are not broken down far enough."""
    rows = "、".join(names)
    return (
        Text(f"没有公开到{level}级：{rows}", f"not broken down to {level}: {rows}"),
        Text(f"每个科目公开到{level}级", f"every code broken down to {level}"),
    )


def words_missing(name: str, text: str, words: Sequence[str]) -> Pair:
    """A text lacks the words that it should have."""
    zh = "或".join(f"“{w}”" for w in words) or "有内容"
    en = " or ".join(f'"{w}"' for w in words) or "some text"
    return Text(f"{name}：“{text}”", f'{name}: "{text}"'), Text(zh, en)


def words_forbidden(name: str, found: Sequence[str]) -> Pair:
    """A text has words that it should not have."""
    zh, en = "、".join(f"“{w}”" for w in found), ", ".join(f'"{w}"' for w in found)
    return Text(f"{name}中有{zh}", f"{name} has {en}"), Text("没有这些字样", "none of these words")


def unbalanced(name: str, pairs: Sequence[str]) -> Pair:
    """Marks do not come in pairs."""
    marks = " ".join(pairs)
    return (
        Text(f"{name}中 {marks} 不配对", f"{marks} do not pair up in {name}"),
        Text("成对使用", "marks in pairs"),
    )


def texts_differ(text: str, first_name: str, first: str) -> Pair:
    """A text is not what the first of its kind is."""
    return (
        Text(f"“{text}”", f'"{text}"'),
        Text(f"与{first_name}一致：“{first}”", f'as in {first_name}: "{first}"'),
    )


def percentage(low: Decimal, high: Decimal) -> str:
    """A range of percentages, to four places: 49.9987 % … 50.0013 %."""
    shown = [f"{p:.4f}%" for p in (low, high)]
    return shown[0] if shown[0] == shown[1] else f"{shown[0]} … {shown[1]}"


def percentage_found(low: Decimal, high: Decimal) -> Text:
    """What the printed figures give."""
    shown = percentage(low, high)
    return Text(f"按印出的数计算为 {shown}", f"the printed figures give {shown}")


def percentage_range(low: Decimal | None, high: Decimal | None, stated: str) -> Text:
    """What the ratio should be."""
    if stated:
        return Text(f"{stated}%", f"{stated}%")
    if low == high:
        return Text(f"{low}%", f"{low}%")
    parts = [f"≥ {low}%" if low is not None else "", f"≤ {high}%" if high is not None else ""]
    shown = ", ".join(part for part in parts if part)
    return Text(shown, shown)


def unit_slip(money: str) -> Text:
    """An amount is off by the factor between 元 and 万元."""
    other = "元" if money == "万元" else "万元"
    return Text(
        f"正好相差一万倍：是否把{other}写进了以{money}为单位的表？",
        f"off by exactly ten thousand: is an amount in {other} in a table of {money}?",
    )


UNIT_SLIP_NAME = Text(
    "整张表的金额单位与标注不符", "the figures of a whole table are in another unit than declared"
)


def table_in_other_unit(
    table: Text, declared: str, money: str, relations: int, codes: Sequence[str]
) -> tuple[Text, Text, Text]:
    """Found, expected and the evidence, for a table that is in another unit than it declares."""
    listed = ", ".join(codes)
    return (
        Text(
            f"{table.zh}标注为{declared}，数字却是以{money}为单位的",
            f"{table.en} declares {declared}, but its figures are in {money}",
        ),
        Text(f"按{declared}填写，或改标为{money}", f"figures in {declared}, or {money} declared"),
        Text(
            f"按{money}读，{relations} 个不符的关系全部成立（{listed}）",
            f"read in {money}, {relations} broken relations hold ({listed})",
        ),
    )


def _quoted(names: Sequence[str]) -> Text:
    return Text("、".join(f"“{n}”" for n in names), ", ".join(f'"{n}"' for n in names))


def names_differ(group: str, extra: Sequence[str], lacking: Sequence[str]) -> Pair:
    """Two lists of names are not the same."""
    more, less = _quoted(extra), _quoted(lacking)
    zh = [f"多出{more.zh}"] * bool(extra) + [f"缺少{less.zh}"] * bool(lacking)
    en = [f"{more.en} too many"] * bool(extra) + [f"{less.en} missing"] * bool(lacking)
    where = f"“{group}”" if group else ""
    at = f"{group}: " if group else ""
    return (
        Text(f"{where}{'，'.join(zh)}", f"{at}{'; '.join(en)}"),
        Text("两处所列名称一致", "the same names in both places"),
    )


def names_out_of_order(first: str, second: str) -> Pair:
    """Two lists have the same names in another order."""
    return (
        Text(f"“{first}”的位置上应为“{second}”", f'"{first}" stands where "{second}" should'),
        Text("两处顺序一致", "the same order in both places"),
    )


def name_not_listed(name: str, near: str) -> Pair:
    """A name that the other place does not have; perhaps it has one that differs a little."""
    if near:
        return (
            Text(f"“{name}”与“{near}”名称不一致", f'"{name}" and "{near}" are not the same name'),
            Text("同一项目名称一致", "one name for one project"),
        )
    return (
        Text(f"没有“{name}”", f'there is no "{name}"'),
        Text(f"列有“{name}”", f'"{name}" among the names'),
    )


def found_elsewhere(layout: Layout, figures: Sequence[str]) -> Text:
    """Another table has the name, with these figures."""
    table = table_name(layout)
    return Text(
        f"它在《{table.zh}》中：{'，'.join(figures)}", f"it is in {table.en}: {', '.join(figures)}"
    )


def contents_differ(entry: str, title: str) -> Pair:
    """The table of contents words a heading otherwise."""
    return (
        Text(f"目录为“{entry}”，正文标题为“{title}”", f'contents "{entry}", heading "{title}"'),
        Text("目录与正文标题一致", "contents and heading agree"),
    )


def number_skipped(found: int, expected: int) -> Pair:
    """A number that does not follow."""
    return (
        Text(f"编号为 {found}", f"number {found}"),
        Text(f"编号 {expected}", f"number {expected}"),
    )


def part_missing(title: str) -> Pair:
    """A part that every document has."""
    return (
        Text(f"没有标题含“{title}”的部分", f"no part whose title has {title}"),
        Text(f"“{title}”部分", f"a part {title}"),
    )


def directions_differ(direction: str, trend: str) -> Pair:
    """增加 beside 下降."""
    return (
        Text(f"前写“{direction}”，后写“{trend}”", f"{direction} beside {trend}"),
        Text("增减额与增减率方向一致", "amount and rate of one direction"),
    )


def no_reason() -> Pair:
    """A change without its reason."""
    return (
        Text("没有写明增减原因", "no reason is given"),
        Text("“主要原因是……”", "主要原因是…"),
    )


def reason_contradicts(reason: str, word: str) -> Pair:
    """A reason that ends in the opposite of the change."""
    return (
        Text(f"原因以“……{reason}”结尾", f"the reason ends in …{reason}"),
        Text(f"原因与增减方向一致，不是“{word}”", f"a reason for the change, not for {word}"),
    )


_COMPARED = {
    "up": Text("大于", "大于 (greater)"),
    "down": Text("小于", "小于 (less)"),
    "same": Text("等于", "等于 (equal)"),
}


def compared_wrong(word: str, right: str) -> Pair:
    """大于, 小于 or 等于 that the amounts do not bear out."""
    return (Text(f"写为“{word}”", f"it says {word}"), _COMPARED[right])


def goal_differs(said: str, targets: Sequence[str]) -> Pair:
    """A number in the overall goal that no indicator has."""
    shown = "、".join(targets)
    return (
        Text(
            f"总体目标为 {said}，指标值为 {shown}", f"goal {said}, indicators {', '.join(targets)}"
        ),
        Text("总体目标中的数与指标值一致", "the goal's numbers are those of the indicators"),
    )


def price_far_off(
    price: Decimal, quantity: Decimal, unit: str, cost: Decimal, budget: Decimal, money: str
) -> Pair:
    """A price times a quantity that is nowhere near the budget."""
    product = f"{quantity:f} {unit} × {price:f} 元/{unit} = {cost.normalize():f} {money}"
    return (
        Text(f"{product}，预算为 {budget:,f} {money}", f"{product}, budget {budget:,f} {money}"),
        Text(
            "单价与数量之积与预算量级相当（数量的单位可能漏了“万”）", "a cost of the budget's order"
        ),
    )


def unit_missing(text: str, unit: str) -> Pair:
    """A text that does not name the unit."""
    return Text(f"“{text}”", f'"{text}"'), Text(f"写明“{unit}”", f'"{unit}" named in it')


def year_wrong(year: str, allowed: Sequence[int]) -> Pair:
    """A year that is not the document's."""
    years = [str(y) for y in allowed]
    return (
        Text(f"{year}年", year),
        Text("、".join(f"{y}年" for y in years), " or ".join(years)),
    )


def not_uniform(used: Mapping[str, int]) -> Pair:
    """Several ways of writing one thing."""
    return (
        Text(
            "、".join(f"“{word}” {count} 处" for word, count in used.items()),
            ", ".join(f'"{word}" {count} times' for word, count in used.items()),
        ),
        Text("同一事项用同一写法", "one way of writing one thing"),
    )


def zero_base(allowed: Sequence[Decimal]) -> Pair:
    """A percentage of nothing that is not what is customary."""
    shown = "、".join(f"{value}%" for value in allowed)
    return (
        Text("上年（基数）为 0", "the base is 0"),
        Text(shown or "基数不为 0", shown or "a base that is not 0"),
    )


def _percent(value: Decimal) -> str:
    return f"{value:.2f}%"


def wrong_base(stated: Decimal, meant: Decimal) -> Text:
    """A rate of change over this year's figure."""
    return Text(
        f"{stated}% 是增减额 ÷ 本年数；增减率应为增减额 ÷ 上年数，约 {_percent(meant)}",
        f"{stated} % is the change over this year; over last year it is about {_percent(meant)}",
    )


def point_moved(stated: Decimal, meant: Decimal) -> Text:
    """A percentage whose decimal point is in the wrong place, or a fraction for a percentage."""
    return Text(
        f"{stated}% 的小数点可能移位，或把小数写成了百分数；约为 {_percent(meant)}",
        f"the point of {stated} % may have moved; it is about {_percent(meant)}",
    )


_BASES = {
    "budget": Text("与上年预算数相比", "a comparison with last year's budget"),
    "execution": Text("与上年执行数相比", "a comparison with last year's execution"),
    "final": Text("与上年决算数相比", "a comparison with last year's final accounts"),
    "plan": Text("与年初预算相比", "a comparison with the budget of the beginning of the year"),
}


def other_base(word: str, base: str) -> Pair:
    """A change against something else than the profile says."""
    return Text(f"写为“{word}”", f"it says {word}"), _BASES.get(base, Text(base, base))
