"""A page of nothing but paragraphs, for tests of order and of word boxes."""

from random import Random

from samples.canvas import Canvas
from samples.papers import frame
from samples.papers.frame import TEXT
from samples.truth import Paper

SENTENCES = (
    "Bộ phận một cửa bố trí đủ bàn ghế, máy tính và máy quét để phục vụ người dân đến giao dịch.",
    "Công chức kiểm tra giấy tờ, đối chiếu với bản chính rồi trả lại cho người nộp ngay tại quầy.",
    "Hồ sơ chưa đầy đủ được hướng dẫn bổ sung một lần bằng văn bản, nêu rõ lý do và thời hạn.",
    "Những giấy tờ đã được số hóa trước đó thì không yêu cầu tổ chức, cá nhân nộp lại.",
    "Kết quả giải quyết được ký số và gửi vào kho dữ liệu điện tử của người nộp hồ sơ.",
    "Trường hợp quá hạn, cơ quan giải quyết phải xin lỗi bằng văn bản và hẹn lại ngày trả kết quả.",
    "Việc đánh giá mức độ hài lòng được thực hiện hằng quý, kết quả công khai trên trang thông tin điện tử.",
    "Người cao tuổi, người khuyết tật và phụ nữ mang thai được ưu tiên phục vụ trước.",
    "Mọi khoản phí, lệ phí đều niêm yết công khai và có thể nộp trực tuyến qua ngân hàng.",
    "Đường dây nóng tiếp nhận phản ánh, kiến nghị hoạt động từ 7 giờ 30 phút đến 17 giờ các ngày làm việc.",
)


def van_xuoi(seed: int) -> Paper:
    """Return a page of prose under a title, without seal, table or second column."""
    rng = Random(f"van_xuoi {seed}")
    canvas = Canvas()
    y = frame.title(canvas, "QUY CHẾ", "Hoạt động của bộ phận tiếp nhận và trả kết quả", 78)
    for _ in range(6):
        y = frame.paragraphs(canvas, (" ".join(rng.sample(SENTENCES, rng.randint(3, 5))),), TEXT, y) + 4
    return Paper("khac", (canvas.sheet(),))
