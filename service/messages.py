"""The sentences for people, Vietnamese first, by the stable codes of every room; each says what to do next."""

SENTENCES: dict[str, tuple[str, str]] = {
    # a file that is refused
    "not_found": (
        "Không tìm thấy tệp hoặc không đọc được. Hãy kiểm tra đường dẫn và quyền đọc.",
        "The file was not found or cannot be read. Check its path and permissions.",
    ),
    "empty_file": (
        "Tệp rỗng (0 byte). Hãy quét hoặc sao chép lại.",
        "The file is empty (0 bytes). Scan or copy it again.",
    ),
    "unsupported_format": (
        "Định dạng không được hỗ trợ. Hãy nộp PDF, TIFF, JPEG, PNG, WebP, BMP hoặc HEIC.",
        "The format is not supported. Use PDF, TIFF, JPEG, PNG, WebP, BMP or HEIC.",
    ),
    "too_large": (
        "Tệp quá lớn. Hãy tách thành nhiều tệp hoặc quét ở 300 dpi.",
        "The file is too large. Split it, or scan at 300 dpi.",
    ),
    "too_many_pages": (
        "Tệp có quá nhiều trang. Hãy tách thành nhiều tệp.",
        "The file has too many pages. Split it.",
    ),
    "too_many_pixels": (
        "Ảnh quá lớn. Hãy quét ở 300 dpi, khổ giấy thật.",
        "The picture has too many pixels. Scan at 300 dpi and the true paper size.",
    ),
    "password_required": (
        "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi nộp lại.",
        "The file needs a password. Remove the password and submit it again.",
    ),
    "damaged": (
        "Tệp hỏng hoặc bị cắt cụt. Hãy quét hoặc sao chép lại.",
        "The file is damaged or cut off. Scan or copy it again.",
    ),
    "changed": (
        "Tệp thay đổi trong khi đọc. Hãy đợi tệp được ghi xong rồi nộp lại.",
        "The file changed while it was read. Wait until it is written completely and submit it again.",
    ),
    # a file that was read but must be looked at
    "repaired": (
        (
            "Tệp bị hỏng; nội dung được khôi phục tạm để đọc, tệp gốc giữ nguyên. "
            "Có thể thiếu trang: hãy đối chiếu với bản giấy."
        ),
        "A broken file was recovered for reading, the original is untouched. Pages may be missing: check the paper.",
    ),
    "all_blank": (
        "Tất cả các trang đều trắng. Hãy kiểm tra mặt giấy đã quét.",
        "All pages are blank. Check which side was scanned.",
    ),
    # a file, or in other words a page
    "reader_timeout": (
        "Xử lý tệp này quá lâu nên đã dừng. Hãy tách tệp hoặc quét lại ở 300 dpi.",
        "This file took too long and was stopped. Split it, or scan it again at 300 dpi.",
    ),
    "reader_died": (
        "Trình đọc dừng đột ngột ở tệp này. Hãy quét lại; nếu lặp lại, báo quản trị viên.",
        "The reader ended abruptly on this file. Scan it again; if it recurs, tell the administrator.",
    ),
    "out_of_memory": (
        "Tệp này cần quá nhiều bộ nhớ. Hãy tách tệp hoặc quét lại ở 300 dpi.",
        "This file needs too much memory. Split it, or scan it again at 300 dpi.",
    ),
    # a page
    "page_damaged": (
        "Không mở được trang này. Hãy quét lại trang.",
        "This page cannot be opened. Scan it again.",
    ),
    "engine_failed": (
        "Bộ nhận dạng không đọc được trang này. Hãy quét lại trang.",
        "The recognition engine gave up on this page. Scan it again.",
    ),
    "ocr_failed": (
        "Không dựng được PDF tìm kiếm của tệp này. Hãy quét lại; nếu lặp lại, báo quản trị viên.",
        "The searchable PDF of this file could not be made. Scan it again; if it recurs, tell the administrator.",
    ),
    "nothing_read": (
        "Trang có mực nhưng không đọc được chữ nào. Hãy xem lại trang.",
        "The page has ink but no word could be read. Look at the page.",
    ),
    "low_confidence": (
        "Đọc trang này không chắc chắn. Hãy đối chiếu với ảnh.",
        "The reading of this page is uncertain. Compare it with the picture.",
    ),
    "unread_ink": (
        "Một phần chữ trên trang chưa đọc được. Hãy xem lại trang.",
        "Part of the print on this page was not read. Look at the page.",
    ),
    "covered": (
        "Một phần chữ trên trang bị che, bị tẩy hoặc quá mờ. Hãy xem bản giấy.",
        "Part of the print on this page is covered, blotted out or faded. Look at the paper.",
    ),
    "letters_missing": (
        "Chữ trên trang hiện thành ô vuông (thiếu phông). Hãy xin lại tệp từ nơi phát hành.",
        "Letters show as squares on this page (a font is missing). Ask the issuer for the file again.",
    ),
    # a document in a file
    "type_uncertain": (
        "Chưa chắc đây là loại giấy tờ gì. Hãy chọn loại giấy tờ.",
        "It is not certain what kind of paper this is. Choose its type.",
    ),
    "field_missing": (
        "Thiếu thông tin bắt buộc. Hãy nhập từ bản giấy.",
        "Required facts were not found. Enter them from the paper.",
    ),
    "field_doubtful": (
        "Có thông tin chưa chắc chắn (viết tay, mờ hoặc mâu thuẫn). Hãy đối chiếu với ảnh.",
        "Some facts are doubtful (handwritten, faint or contradictory). Compare them with the picture.",
    ),
    "extract_failed": (
        "Chưa bóc tách được dữ liệu của tệp này; chữ đã đọc vẫn được giữ. Hãy báo quản trị viên.",
        "The facts of this file could not be extracted; its text is kept. Tell the administrator.",
    ),
    # the service itself
    "engine_missing": (
        "Máy thiếu Tesseract hoặc dữ liệu tiếng Việt. Chạy: ./sohoa doctor",
        "Tesseract or its Vietnamese data is missing. Run: ./sohoa doctor",
    ),
    "not_written": (
        "Không ghi được kết quả. Hãy kiểm tra dung lượng và quyền ghi của thư mục đích.",
        "The results could not be written. Check free space and permissions of the output folder.",
    ),
    "internal": (
        "Lỗi bên trong. Tệp gốc còn nguyên; hãy báo quản trị viên.",
        "Internal error. The original is untouched; tell the administrator.",
    ),
}


OF_A_PAGE: dict[str, tuple[str, str]] = {
    "reader_timeout": (
        "Đọc trang này quá lâu nên đã dừng. Hãy quét lại ở 300 dpi.",
        "Reading this page took too long and was stopped. Scan it again at 300 dpi.",
    ),
    "reader_died": (
        "Trình đọc dừng đột ngột ở trang này. Hãy quét lại trang; nếu lặp lại, báo quản trị viên.",
        "The reader ended abruptly on this page. Scan it again; if it recurs, tell the administrator.",
    ),
    "out_of_memory": (
        "Trang này cần quá nhiều bộ nhớ. Hãy quét lại ở 300 dpi.",
        "This page needs too much memory. Scan it again at 300 dpi.",
    ),
    "too_large": (
        "Nội dung của trang này quá lớn. Hãy quét lại trang ở 300 dpi.",
        "The content of this page is too large. Scan the page again at 300 dpi.",
    ),
    "too_many_pixels": (
        "Ảnh của trang này quá lớn. Hãy quét lại trang ở 300 dpi, khổ giấy thật.",
        "The picture of this page has too many pixels. Scan the page again at 300 dpi and the true paper size.",
    ),
    "damaged": (
        "Trang này hỏng hoặc bị cắt cụt. Hãy quét lại trang.",
        "This page is damaged or cut off. Scan it again.",
    ),
}
"""What the codes of a file say when they concern one of its pages."""


def in_both_languages(code: str, page: int | None = None) -> tuple[str, str]:
    """Return the sentence of a code, of a page or else of the whole file; an unknown code is named as it is."""
    whole = SENTENCES.get(code, (f"Mã lỗi {code}.", f"Code {code}."))
    return whole if page is None else OF_A_PAGE.get(code, whole)


def sentence(code: str, page: int | None = None) -> str:
    """Return the sentence of a code in both languages on one line (see ``in_both_languages``)."""
    return " | ".join(in_both_languages(code, page))
