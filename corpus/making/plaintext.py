"""Sets a draft as plain text, the way that programs which flatten a page leave it behind."""

from __future__ import annotations

from making.draft import Block, Draft, Gap, Heading, Line, Note, PageBreak, Part, Table, Title
from making.wrapping import columns, glue, wrap


def set_text(draft: Draft) -> bytes:
    """Give the file's bytes, in the encoding that the draft's head names (UTF-8 where it names none)."""
    options = draft.head.get("text", {})
    lines: list[str] = []
    for block in draft.blocks:
        lines += _lines(block, options.get("width", 76), options.get("by_letter", False), options.get("loose", False))
    text = "\n".join(lines) + "\n"
    if options.get("flat"):
        text = " ".join(text.split()) + "\n"
    return text.replace("\n", options.get("line_end", "\n")).encode(options.get("encoding", "utf-8"))


def _lines(block: Block, width: int, by_letter: bool, loose: bool) -> list[str]:
    if isinstance(block, Gap | PageBreak):
        return [""]
    if isinstance(block, Title):
        return [f"{block.marked.text}{block.code or ''}"]
    if isinstance(block, Part):
        return ["", block.text, ""]
    if isinstance(block, Heading):
        return [block.marked.text] if block.printed else []
    if isinstance(block, Note):
        return [f"1) {block.marked.text}"]
    if isinstance(block, Table):
        return _table(block, width)
    if isinstance(block, Line):
        wrapped = _line(block, width, by_letter)
        return [part for line in wrapped for part in (line, "")] if loose and block.after is None else wrapped
    return []


def _line(block: Line, width: int, by_letter: bool) -> list[str]:
    indent = " " * block.indent
    if block.after is not None:
        dots = max(3, width - columns(indent + block.before + block.after) - 2)
        return [f"{indent}{block.before} {'·' * dots} {block.after}"]
    text = glue(block.marked.text, block.marked.raws)
    room = width - len(indent)
    first, *rest = wrap(text, room, room, by_letter, columns)
    return [indent + first, *rest]


def _table(table: Table, width: int) -> list[str]:
    """Write the cells of a row side by side, but a cell of several lines by itself, a blank line after it."""
    if table.options.get("text") == "tabs":
        return ["\t".join(cell.text.replace("//", " ") for cell in row if cell) for row in table.cells]
    shares = [float(share) for share in table.options.get("widths", ",".join("1" * len(table.cells[0]))).split(",")]
    written: list[str] = []
    for y, row in enumerate(table.cells):
        lines: list[str] = []
        for x, cell in enumerate(row):
            if cell is not None and cell.text:
                reach = table.spans[y, x][1]
                room = int(width * sum(shares[x : x + reach]) / sum(shares))
                _add_cell(lines, _cell(cell.text, cell.raws, room), y < table.head)
        written += [*lines, ""] if len(lines) > 1 else lines
    return written


def _add_cell(lines: list[str], cell: list[str], is_head: bool) -> None:
    if len(cell) == 1 and lines and lines[-1]:
        lines[-1] += f" {cell[0]}"
    elif len(cell) == 1:
        lines += cell
    elif is_head and lines and lines[-1]:
        lines[-1:] = [f"{lines[-1]} {cell[0]}", *cell[1:], ""]
    else:
        lines += [*cell, ""]


def _cell(text: str, raws: tuple[str, ...], room: int) -> list[str]:
    lines: list[str] = []
    for paragraph in text.split("//"):
        first, *rest = wrap(glue(paragraph.strip(), raws), room, room - 2, False, columns)
        lines += [first, *(f"  {line}" for line in rest)]
    return lines
