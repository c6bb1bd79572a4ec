"""What fixity and sweep found, as the command line shows it."""

from rich.console import Console
from rich.text import Text

from storage.fixity import Finding, FixityReport, Outcome
from storage.fixity_coverage import Coverage
from storage.sweep import SweepReport

_OUTCOMES: dict[Outcome, tuple[str, str]] = {
    "intact": ("nguyên vẹn | intact", "green"),
    "repaired": ("đã sửa từ bản sao | repaired from the replica", "yellow"),
    "damaged": ("bị hỏng | damaged", "red"),
    "missing": ("bị mất | missing", "red"),
    "unreadable": ("không đọc được | unreadable", "red"),
}
_MEBIBYTE = 1 << 20


def show_fixity(report: FixityReport) -> None:
    """Print what a run checked, and everything that was not intact with what to do about it."""
    console = Console(highlight=False)
    for finding in report.findings:
        word, colour = _OUTCOMES[finding.outcome]
        console.print(Text(f"✗ {finding.key.shelf} {finding.key.sha256}: {word}", style=colour), soft_wrap=True)
        console.print(Text(f"  {_remedy(finding)}"), soft_wrap=True)
    if report.died:
        console.print(
            Text(f"✗ {report.died} lần kiểm tra trước bị ngắt | earlier checks died", style="red"), soft_wrap=True
        )
    if report.ended_by == "outage":
        console.print(Text("✗ Kho lưu không trả lời; đã dừng. | The store does not answer; stopped.", style="red"))
    left = "; chưa hết, còn lần sau | more is due" if report.ended_by == "budget" else ""
    console.print(
        Text(
            f"Đã kiểm tra (checked) {report.checked} · {report.bytes / _MEBIBYTE:.1f} MiB · "
            f"hỏng hoặc mất (failures) {report.failures} · đã sửa (repaired) {report.repaired}{left}"
        )
    )


def _remedy(finding: Finding) -> str:
    if finding.outcome == "repaired":
        return "Hãy kiểm tra ổ đĩa của kho lưu. | Have the disks of the store looked at."
    if finding.key.shelf == "originals":
        return (
            f"Bản gốc của tài liệu {finding.document_id}: khôi phục từ bản sao lưu. "
            f"| The original of a document: restore it from a backup."
        )
    return f"Làm lại được: sohoa reprocess {finding.document_id} | It can be made again."


def show_coverage(found: Coverage, days: int) -> None:
    """Print how many of the blobs that rows name were checked within some days."""
    share = 100.0 * found.checked / found.named if found.named else 100.0
    oldest = f"{found.oldest.astimezone():%d/%m/%Y %H:%M}" if found.oldest else "–"
    Console(highlight=False).print(
        Text(
            f"Trong {days} ngày (within {days} days): {found.checked}/{found.named} = {share:.1f} % · "
            f"chưa lần nào (never) {found.never} · đang hỏng (failing) {found.failing} · cũ nhất (oldest) {oldest}"
        ),
        soft_wrap=True,
    )


def show_sweep(report: SweepReport) -> None:
    """Print what a sweep saw and removed."""
    kept = f" · {report.protected} còn hạn bảo vệ (under retention)" if report.protected else ""
    Console(highlight=False).print(
        Text(
            f"Đã xem (seen) {report.seen} · đã xóa (removed) {report.removed}, "
            f"{report.removed_bytes / _MEBIBYTE:.1f} MiB{kept}"
        )
    )
