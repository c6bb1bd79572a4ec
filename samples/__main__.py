"""Write a demonstration dossier: ``python -m samples DIR [--seed N] [--level office]``."""

import argparse
import sys
from pathlib import Path

from samples.degrade import LEVELS
from samples.dossier_files import write_dossier
from samples.fonts import MissingFontError


def main(arguments: list[str] | None = None) -> int:
    """Write the dossier and print the papers' paths; return 4 where the fonts are missing, as the main program does."""
    parser = argparse.ArgumentParser(
        prog="python -m samples", description="Ghi một bộ hồ sơ mẫu / write a sample dossier"
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="thư mục nhận tệp / folder for the files")
    parser.add_argument("--seed", type=int, default=1, help="số khởi tạo: cùng số, cùng hồ sơ / same seed, same papers")
    parser.add_argument("--level", choices=tuple(LEVELS), default="office", help="chất lượng ảnh / picture quality")
    chosen = parser.parse_args(arguments)
    try:
        paths = write_dossier(chosen.folder, chosen.seed, chosen.level)
    except MissingFontError as missing:
        sys.stderr.write(f"{missing}\n")
        return 4
    sys.stdout.writelines(f"{path}\n" for path in paths)
    return 0


if __name__ == "__main__":
    sys.exit(main())
