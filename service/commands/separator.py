"""``sohoa separator``: sheets and labels for the printer."""

import argparse
import sys
from pathlib import Path

from service.commands.exit_status import DONE, USAGE


def add(parser: argparse.ArgumentParser) -> None:
    """Add the words of the command."""
    parser.description = (
        "Tạo PDF A4 để in: tờ đặt trước giấy tờ cần quét, hoặc nhãn dán lên trang đầu. "
        "| Makes an A4 PDF for the printer: a sheet to lay before a paper, or labels for its first page."
    )
    wanted = (
        ("--dossier", True, "CODE", "mã hồ sơ | dossier code, as H42.12-240115-0001"),
        ("--component", False, "CODE", "mã thành phần hồ sơ | component code"),
        ("--type", False, "TYPE", "mã loại giấy tờ | code of the type of paper, as giay_khai_sinh"),
    )
    for name, required, word, meaning in wanted:
        parser.add_argument(name, required=required, metavar=word, help=meaning)
    parser.add_argument("--labels", action="store_true", help="in 44 nhãn 48,5 × 25,4 mm | print 44 labels instead")
    parser.add_argument(
        "--out", type=Path, metavar="FILE.pdf", help="tệp PDF (mặc định đặt theo mã hồ sơ) | default: named by the code"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the PDF and return the exit status."""
    from extract.separator import Separator, is_usual_dossier_code
    from service.separator_sheet import default_name, labels_pdf, sheet_pdf, what_is_wrong

    said = Separator(options.dossier.strip(), options.component, options.type)
    if wrong := what_is_wrong(said):
        print(wrong, file=sys.stderr)
        return USAGE
    if not is_usual_dossier_code(said.dossier):
        print(
            "Lưu ý: mã hồ sơ không theo mẫu quen thuộc (H42.12-240115-0001); vẫn in. | "
            "Note: the dossier code has none of the usual forms; it is printed as it is.",
            file=sys.stderr,
        )
    path = options.out or Path(default_name(said, labels=options.labels))
    made = labels_pdf(said) if options.labels else sheet_pdf(said)
    try:
        with path.open("xb") as out:
            out.write(made)
    except FileExistsError:
        print(f"{path}: tệp đã có; hãy chọn tên khác với --out. | exists; choose another --out.", file=sys.stderr)
        return USAGE
    print(path)
    return DONE
