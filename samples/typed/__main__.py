"""Write typed papers with their truth: ``python -m samples.typed DIR [--types CODE…] [--count N] [--batch N]``."""

import argparse
import sys
from pathlib import Path

from samples.degrade import LEVELS
from samples.fonts import MissingFontError
from samples.typed import TYPED
from samples.typed.write import write_batch, write_typed


def main(arguments: list[str] | None = None) -> int:
    """Write the papers and print their paths; return 4 where the fonts are missing, as the main program does."""
    parser = argparse.ArgumentParser(
        prog="python -m samples.typed", description="Ghi giấy tờ mẫu kèm giá trị đúng / write sample papers with truth"
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="thư mục nhận tệp / folder for the files")
    parser.add_argument(
        "--types", nargs="+", choices=tuple(TYPED), default=list(TYPED), metavar="CODE", help="loại / types"
    )
    parser.add_argument("--count", type=int, default=1, help="số tờ mỗi loại / papers of each type")
    parser.add_argument(
        "--batch", type=int, default=0, metavar="N", help="N tờ trong một bản quét / N papers in one scan"
    )
    parser.add_argument("--seed", type=int, default=0, help="số khởi tạo đầu tiên / first seed")
    parser.add_argument("--level", choices=tuple(LEVELS), default="office", help="chất lượng ảnh / picture quality")
    chosen = parser.parse_args(arguments)
    seeds = range(chosen.seed, chosen.seed + chosen.count)
    try:
        if chosen.batch:
            paths = [write_batch(chosen.folder, chosen.batch, seed, chosen.level) for seed in seeds]
        else:
            paths = [write_typed(chosen.folder, code, seed, chosen.level) for code in chosen.types for seed in seeds]
    except MissingFontError as missing:
        sys.stderr.write(f"{missing}\n")
        return 4
    sys.stdout.writelines(f"{path}\n" for path in paths)
    return 0


if __name__ == "__main__":
    sys.exit(main())
