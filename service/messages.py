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
    "poison": (
        "Tài liệu này nhiều lần làm dừng trình đọc nên không đọc nữa. Tệp gốc còn nguyên; hãy báo quản trị viên.",
        "This document stopped the reader several times and is not tried again. It is kept; tell the administrator.",
    ),
    "pages_missing": (
        "Kết quả thiếu trang nên không được nhận. Tệp gốc còn nguyên; hãy báo quản trị viên.",
        "The result lacks pages and was not accepted. The original is untouched; tell the administrator.",
    ),
    # keeping
    "bad_words": (
        "Mã hồ sơ, thành phần hoặc đơn vị quá dài (trên 64 ký tự) hoặc có ký tự không in được. Hãy sửa mã.",
        "The code of the dossier, component or unit is longer than 64 letters or unprintable. Correct it.",
    ),
    "bad_settings": (
        "Cấu hình sai. Hãy sửa biến môi trường SOHOA_… hoặc tệp cấu hình.",
        "The settings are wrong. Correct the SOHOA_… environment variables or the file.",
    ),
    "unknown_document": (
        "Không có tài liệu nào mang mã này. Hãy xem mã trên biên nhận.",
        "No document bears this id. Look at the receipt.",
    ),
    "invalid_cursor": (
        "Không xem tiếp được: phần tiếp theo này thuộc về một lần tìm khác. Hãy tìm lại từ đầu.",
        "This does not continue the search: it belongs to another one. Search again.",
    ),
    "unknown_paper": (
        "Tài liệu không có giấy tờ nào bắt đầu ở trang này.",
        "The document has no paper that begins on this page.",
    ),
    "blob_missing": (
        "Không thấy nội dung trong kho. Hãy báo quản trị viên ngay (sohoa fixity).",
        "The content is not in the store. Tell the administrator at once (sohoa fixity).",
    ),
    "blob_damaged": (
        "Nội dung trong kho đã bị thay đổi. Hãy báo quản trị viên ngay (sohoa fixity).",
        "The content in the store has changed. Tell the administrator at once (sohoa fixity).",
    ),
    "blob_protected": (
        "Bản gốc đang trong thời hạn lưu giữ nên không xóa được.",
        "The original is under retention and cannot be deleted.",
    ),
    "blob_condemned": (
        "Nội dung đang được dọn khỏi kho. Hãy nộp lại sau ít phút.",
        "The content is just being swept from the store. Submit it again in some minutes.",
    ),
    "store_full": (
        "Kho lưu hết chỗ; tệp chưa được nhận. Hãy giải phóng chỗ rồi nộp lại.",
        "The store is full; the files have not been taken in. Free some space and submit again.",
    ),
    "store_unavailable": (
        "Kho lưu không trả lời; tệp chưa được nhận. Hãy thử lại sau.",
        "The store does not answer; the files have not been taken in. Try again later.",
    ),
    "store_unsafe": (
        "Kho lưu không bảo vệ được bản gốc. Chạy: ./sohoa doctor",
        "The store cannot protect originals. Run: ./sohoa doctor",
    ),
    "database_unavailable": (
        "Cơ sở dữ liệu không trả lời. Hãy thử lại sau; tệp chưa có biên nhận thì nộp lại.",
        "The database does not answer. Try again later; submit again what has no receipt.",
    ),
    "database_outdated": (
        "Cơ sở dữ liệu chưa đúng phiên bản. Chạy: sohoa migrate",
        "The database is of another version. Run: sohoa migrate",
    ),
    "database_damaged": (
        "Cơ sở dữ liệu bị hỏng. Hãy khôi phục từ bản sao lưu.",
        "The database is damaged. Restore it from a backup.",
    ),
    "queue_unavailable": (
        "Hàng đợi (Redis) không trả lời; việc đã nhận vẫn còn và sẽ được đọc sau.",
        "The queue (Redis) does not answer; what was taken in is kept and will be read later.",
    ),
    "claim_lost": (
        "Việc này đã được giao cho tiến trình khác.",
        "This job was given to another worker.",
    ),
    "no_versions": (
        "Kho không giữ phiên bản cũ: bản gốc có thể bị ghi đè. Hãy bật versioning.",
        "The store keeps no versions: originals could be overwritten. Enable versioning.",
    ),
    "no_lock": (
        "Kho không có khóa đối tượng: bản gốc có thể bị xóa. Hãy tạo thùng chứa có object lock.",
        "The store has no object lock: originals could be deleted. Make the bucket with object lock.",
    ),
    "lock_broken": (
        "Kho nói có khóa nhưng vẫn xóa được bản gốc. Không dùng kho này.",
        "The store says that it locks, but deletes originals. Do not use it.",
    ),
    "not_writable": (
        "Không ghi được vào kho. Hãy kiểm tra địa chỉ, kết nối, quyền và chỗ trống.",
        "The store cannot be written. Check its address, the connection, permissions and space.",
    ),
    "storage": (
        "Lỗi lưu trữ. Hãy báo quản trị viên.",
        "A failure of keeping. Tell the administrator.",
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
