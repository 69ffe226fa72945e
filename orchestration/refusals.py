"""Why a delivery is not accepted: one sentence for the clerk, the same facts for the ledger."""

from typing import NamedTuple


class Wording(NamedTuple):
    """What is wrong, what to do about it, and what is wrong in English."""

    reason: str
    advice: str
    english: str


_RESEND = "请重新导出完整的文件后再报送"
_FORM = "请核对报表式样是否改版"
_COPY = "请确认文件未被损坏后重新报送"

WORDINGS = {
    "nothing_delivered": Wording(
        "报送文件夹中没有符合该名称的文件", "请确认文件已放入文件夹且名称符合约定", "no such file delivered"
    ),
    "unreadable": Wording("文件无法打开({cause})", "请检查文件权限后重试", "cannot be opened ({cause})"),
    "file_name": Wording("文件名含有无法识别的字符", "请按约定的名称重新命名", "file name is not valid text"),
    "outside_folder": Wording(
        "链接指向报送文件夹之外", "请把文件本身放入文件夹", "a link that leaves the delivery folder"
    ),
    "not_a_file": Wording("不是普通文件", "请放入普通文件", "not a regular file"),
    "changed_while_copied": Wording("复制时文件仍在变化", "请待上传完成后重试", "changed while it was being copied"),
    "no_manifest": Wording("报送文件夹中还没有清单", "请在文件全部放好后再放入清单", "no manifest yet"),
    "manifest_unreadable": Wording(
        "清单不完整或不符合格式", "请待清单上传完成或重新生成", "the manifest is cut off or malformed"
    ),
    "manifest_twice": Wording(
        "清单对「{name}」有两种说法", "请重新生成清单", "the manifest says two things of '{name}'"
    ),
    "not_in_manifest": Wording("清单 {manifest} 中没有该文件", "请补入清单或移走该文件", "not named in {manifest}"),
    "not_yet_there": Wording(
        "清单 {manifest} 已列出但文件尚未送到", "请等待或补送该文件", "named in {manifest}, not there yet"
    ),
    "half_copied": Wording(
        "只到了 {found} 字节，少于清单 {manifest} 所列",
        "请待上传完成后重试",
        "only {found} bytes, fewer than {manifest} says",
    ),
    "manifest_disagrees": Wording(
        "内容与清单 {manifest} 不符", "请待上传完成，仍不符则重新生成清单", "does not agree with {manifest}"
    ),
    "credential_missing": Wording(
        "没有找到凭据 {credential}", "请设置该环境变量或密钥文件", "the credential {credential} is not there"
    ),
    "credential_open_to_others": Wording(
        "密钥文件 {credential} 可被他人读取", "请将其权限改为 600", "others may read {credential}"
    ),
    "credential_refused": Wording(
        "对方拒绝了凭据（{cause}）",
        "请核对 {credential} 是否有效、有无权限",
        "access refused ({cause}): check {credential}",
    ),
    "credential_unfit": Wording("凭据 {credential} 不是可用的私钥或公钥", "请更换", "{credential} is not a usable key"),
    "host_key": Wording(
        "服务器 {host} 的公钥与约定的不符", "请向对方核实后再更新 host_key", "the key of {host} is not the declared one"
    ),
    "network": Wording("与对方的连接失败（{cause}）", "请检查网络或稍后重试", "connection failed ({cause})"),
    "server_error": Wording("对方服务器出错（{cause}）", "请联系对方或稍后重试", "the server failed ({cause})"),
    "busy": Wording("对方要求稍后再来（{cause}）", "请稍后重试", "the server asks to come back later ({cause})"),
    "not_served": Wording("对方没有该文件或该表（{cause}）", "请核对配置中的地址", "not there ({cause})"),
    "answer": Wording("对方的回答无法使用（{cause}）", "请核对接口", "an unusable answer ({cause})"),
    "redirected": Wording(
        "地址被转到其他网站 {target}", "请核对地址或登录状态", "redirected to another site, {target}"
    ),
    "too_slow": Wording("在 {limit} 内没有收完", "请检查网络或稍后重试", "did not arrive within {limit}"),
    "cut_off": Wording(
        "只收到 {found} 字节，应为 {expected} 字节", "请稍后重试", "{found} bytes instead of {expected}"
    ),
    "digest": Wording(
        "内容与对方申报的摘要不符（{cause}）", "请重试，仍不符则联系对方", "does not agree with the server's {cause}"
    ),
    "pages_changed": Wording(
        "翻页期间数据有变动（{cause}）", "请稍后重试", "the pages changed while they were read ({cause})"
    ),
    "pages_endless": Wording("分页没有尽头（{cause}）", "请核对分页方式", "the pages do not end ({cause})"),
    "page": Wording("第 {page} 页不符合约定（{cause}）", "请核对接口是否改版", "page {page}: {cause}"),
    "columns_not_served": Wording("表中没有所需的列（{cause}）", "请核对表是否改版", "a column is not there ({cause})"),
    "too_many_rows": Wording("超过 {limit} 行的上限", "请分批提供", "more than {limit} rows"),
    "no_date": Wording("「{name}」列有无法表示的日期", "请改正该值", "a date in '{name}' is out of range"),
    "too_large": Wording("文件超过 {limit} 的上限", "请分成几个文件报送", "larger than {limit}"),
    "empty_file": Wording("文件是空的", _RESEND, "the file is empty"),
    "encoding": Wording(
        "第 {byte} 字节起不是有效的 {encoding} 文字",
        "请按约定的编码重新导出",
        "not {encoding} at byte {byte}",
    ),
    "not_text": Wording("含有无法保存的字符（代理字符）", "请改正该字符", "contains a lone surrogate"),
    "nul": Wording("含有空字节(NUL)", _COPY, "contains a NUL byte"),
    "cell_too_large": Wording(
        "单元格或整行超过 {limit} 的上限（也可能是引号没有闭合）",
        "请检查该处内容",
        "a cell or line is larger than {limit}, or a quote is not closed",
    ),
    "quote": Wording("引号没有闭合或文件被截断", _RESEND, "a quote is not closed, or the file is cut off"),
    "csv_syntax": Wording("CSV 格式错误({cause})", "请检查该行的引号和换行", "malformed CSV ({cause})"),
    "truncated": Wording("文件不完整，在此处被截断", _RESEND, "the file is cut off here"),
    "web_page": Wording(
        "内容是网页而不是表格，表头无法识别",
        "请确认下载时没有被登录页面代替",
        "a web page instead of a table: unknown header",
    ),
    "title": Wording(
        "标题行应含有「{expected}」,实为「{found}」", "请核对是否报错了表", "title lacks '{expected}': '{found}'"
    ),
    "unit": Wording(
        "标题行的金额计量单位应为{expected}之一,实为「{found}」",
        "请在标题行写明计量单位",
        "the title must name one money unit of {expected}: '{found}'",
    ),
    "code_list_version": Wording(
        "标题行的分类标准「{found}」不是约定的「{expected}」",
        "请按约定的版本重新编码，或先更新约定",
        "coded by {found}, not {expected}",
    ),
    "header_unknown": Wording("表头有未知的列「{names}」{missing}", "{advice}", "unknown header '{names}'{missing_en}"),
    "header_missing": Wording("表头缺少列「{names}」", _FORM, "missing header '{names}'"),
    "header_repeated": Wording("表头的列「{names}」重复出现", "请每列只留一次", "repeated header '{names}'"),
    "ragged": Wording(
        "应有 {expected} 个单元格，实有 {found} 个",
        "请检查该行的分隔符",
        "{found} cells instead of {expected}",
    ),
    "after_footer": Wording("表尾注释之后还有数据", "请把注释移到表的最后", "data after the footnotes"),
    "too_few_rows": Wording(
        "只有 {found} 行数据，至少应有 {expected} 行", _RESEND, "{found} rows, at least {expected} expected"
    ),
    "not_a_workbook": Wording("不是 XLSX 工作簿", "请另存为 .xlsx 后再报送", "not an XLSX workbook"),
    "not_an_archive": Wording("不是 ZIP 压缩包", "请按约定打包后再报送", "not a ZIP archive"),
    "no_member": Wording("压缩包里没有 .{format} 文件", _RESEND, "no .{format} file in the archive"),
    "member_unknown": Wording(
        "压缩包里的「{name}」不是 .{format} 文件", "请只打包约定的文件", "'{name}' in the archive is no .{format} file"
    ),
    "column_type": Wording(
        "列的类型 {found} 不能精确写成文字", "请在接口中改为文本或定点数", "a column of type {found} has no exact text"
    ),
    "encrypted": Wording("文件已加密或为旧版 .xls", "请解除密码后重新导出", "encrypted or .xls"),
    "zip_bomb": Wording("压缩内容异常({cause})", "请重新导出文件", "suspicious compression ({cause})"),
    "damaged": Wording("文件已损坏或不完整({cause})", _RESEND, "damaged or cut off ({cause})"),
    "too_many_cells": Wording(
        "工作表范围过大（约 {found} 个单元格）", "请删除表外的空白格式后另存", "about {found} cells on a sheet"
    ),
    "formula_error": Wording(
        "单元格 {cell} 是公式错误值（如 #REF!）",
        "请改正公式后另存",
        "a formula error in {cell}",
    ),
    "no_sheet": Wording("没有含数据的工作表", _RESEND, "no worksheet with data"),
    "json_syntax": Wording("不是有效的 JSON({cause})", "请检查该行", "malformed JSON ({cause})"),
    "not_an_object": Wording("该行不是一个 JSON 对象", "请每行导出一个对象", "not one JSON object per line"),
    "key_unknown": Wording("有未知的键「{names}」{missing}", "{advice}", "unknown key '{names}'{missing_en}"),
    "key_missing": Wording("缺少键「{names}」", "请核对接口是否改版", "missing key '{names}'"),
    "key_repeated": Wording("键「{names}」重复出现", "请改正该行", "repeated key '{names}'"),
    "no_records": Wording("文件中没有名为「{where}」的记录", "请核对接口是否改版", "no records at '{where}'"),
    "xml_syntax": Wording("不是有效的 XML({cause})", "请重新导出文件", "malformed XML ({cause})"),
    "xml_dtd": Wording(
        "含有 DTD 或实体声明，出于安全不予读取", "请导出不带 DTD 的 XML", "a DTD or entity declaration is not allowed"
    ),
    "xml_encoding": Wording(
        "文件声明的编码是 {found},约定为 {expected}", "请按约定的编码重新导出", "declares {found}, {expected} expected"
    ),
    "loose_text": Wording("记录中有不属于任何列的文字", "请核对接口是否改版", "text outside of any column"),
    "nested": Wording("值是嵌套的对象或数组", "请导出为单个值", "a nested value"),
}


class DeliveryRefused(Exception):
    """A delivery that stops at the door; `str()` is one Chinese sentence, `english` its English counterpart.

    `row` is the physical row (line) as a clerk sees it, `column` the department's name of the column.
    """

    def __init__(
        self,
        feed: str,
        file: str,
        code: str,
        row: int | None = None,
        column: str | None = None,
        sheet: str | None = None,
        **facts: object,
    ) -> None:
        wording = WORDINGS[code]
        shown = {name: _shown(fact) for name, fact in facts.items()}
        self.feed, self.file, self.code = feed, file, code
        self.row, self.column, self.sheet = row, column, sheet
        self.reason = wording.reason.format_map(shown)
        self.advice = wording.advice.format_map(shown)
        self.english = f"{feed}: {_shown(file)}{self._place_en()}: {wording.english.format_map(shown)}."
        super().__init__(f"{feed} 的文件 {_shown(file)}{self._place()}：{self.reason}，{self.advice}。")

    def _place(self) -> str:
        sheet = f"工作表「{_shown(self.sheet)}」" if self.sheet is not None else ""
        row = f"第 {self.row} 行" if self.row is not None else ""
        column = f"「{_shown(self.column)}」列" if self.column is not None else ""
        return f" {sheet}{row}{column}".rstrip()

    def _place_en(self) -> str:
        sheet = f", sheet '{_shown(self.sheet)}'" if self.sheet is not None else ""
        row = f", row {self.row}" if self.row is not None else ""
        return sheet + row + (f", column '{_shown(self.column)}'" if self.column is not None else "")


def _shown(fact: object, most: int = 120) -> str:
    """Foreign text made safe for one line of a message."""
    text = "".join(letter if letter.isprintable() else "?" for letter in str(fact)[: most + 1])
    return text if len(text) <= most else text[:most] + "…"
