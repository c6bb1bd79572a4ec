"""What administrative papers of each kind say: subjects, grounds and paragraphs, all written for this file."""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Wording:
    """A kind of paper: its printed name, the letters in its number, possible subjects, how it begins and goes on."""

    name: str
    letters: str
    subjects: tuple[str, ...]
    opening: tuple[str, ...]
    points: tuple[str, ...]
    closing: str


GROUNDS = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương;",
    "Căn cứ Luật Đất đai ngày 29 tháng 11 năm 2013;",
    "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về thực hiện cơ chế một cửa;",
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
    "Căn cứ Thông tư số 01/2023/TT-VPCP ngày 05 tháng 4 năm 2023 của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ;",
    "Xét đề nghị của Chánh Văn phòng và Trưởng phòng Nội vụ tại Tờ trình số 118/TTr-NV ngày 16 tháng 02 năm 2024.",
)
POINTS = (
    "Rà soát toàn bộ hồ sơ đang lưu tại bộ phận một cửa, lập danh mục giấy tờ phải số hóa, xong trước ngày 30 tháng 9.",
    "Phân công công chức chịu trách nhiệm từng khâu; người quét không đồng thời là người kiểm tra kết quả.",
    "Bố trí máy quét, máy tính bảo đảm yêu cầu; sao chụp ngay khi tiếp nhận, kiểm tra chất lượng trước khi chuyển đi.",
    "Không yêu cầu nộp bản sao giấy chứng nhận quyền sử dụng đất, giấy khai sinh khi dữ liệu đã có trong hệ thống.",
    "Công khai số điện thoại đường dây nóng, trả lời phản ánh, kiến nghị của người dân trong 05 ngày làm việc.",
    "Tổng hợp kết quả theo quý, gửi Văn phòng trước ngày 20 của tháng cuối quý để theo dõi, đôn đốc.",
    "Phối hợp với Công an cấp xã đối chiếu thông tin cư trú, chỉnh lý những trường hợp sai lệch họ tên, ngày sinh.",
    "Kinh phí thực hiện bố trí từ nguồn chi thường xuyên đã giao; việc mua sắm thực hiện theo quy định.",
    "Tuyên truyền trên hệ thống truyền thanh cơ sở, niêm yết tại nhà văn hóa thôn và trên trang thông tin điện tử.",
    "Tỷ lệ hồ sơ giải quyết đúng và trước hạn đạt 98,4%; còn 27 hồ sơ quá hạn, chủ yếu thuộc lĩnh vực đất đai.",
    "Đơn vị để hồ sơ quá hạn mà không có văn bản xin lỗi thì người đứng đầu phải kiểm điểm, báo cáo giải trình.",
    "Trong quý III đã bàn giao 1.240 hộp tài liệu, trong đó 312 hộp phải tu bổ trước khi quét.",
    "Việc cấp lại giấy chứng nhận kết hôn bị hư hỏng thực hiện theo hướng dẫn riêng của Sở Tư pháp.",
    "Đến hết ngày 30/6, tổng số hồ sơ tiếp nhận là 48.215, tăng 12,6% so với cùng kỳ năm trước.",
    "Các đơn vị vùng sâu, vùng xa được bố trí thêm một máy quét khổ A3 để xử lý bản đồ và sổ mục kê cũ.",
    "Mỗi quý chọn ngẫu nhiên 5% số hồ sơ đã số hóa để kiểm tra chéo giữa các đơn vị trong cùng khu vực.",
    "Tổ chức hai lớp tập huấn cho công chức tư pháp - hộ tịch và địa chính, mỗi lớp không quá 40 người.",
    "Giao Phòng Văn hóa - Xã hội hướng dẫn người cao tuổi, người khuyết tật làm thủ tục tại nhà khi có yêu cầu.",
)
TOPICS = (
    "tăng cường số hóa hồ sơ, giấy tờ, kết quả giải quyết thủ tục hành chính",
    "phân công nhiệm vụ các thành viên Tổ công tác cải cách hành chính",
    "cấp giấy chứng nhận quyền sử dụng đất lần đầu cho các hộ gia đình, cá nhân",
    "thu hồi đất để thực hiện dự án đường vào khu tái định cư",
    "kiểm tra việc thực hiện đăng ký khai sinh, đăng ký kết hôn tại cấp xã",
    "hỗ trợ hộ nghèo, hộ cận nghèo sửa chữa nhà ở",
    "điều chỉnh chủ trương đầu tư dự án kè chống sạt lở bờ sông",
    "phòng, chống hạn hán, xâm nhập mặn trong mùa khô",
    "tổ chức kỳ họp chuyên đề của Hội đồng nhân dân",
    "bổ nhiệm công chức giữ chức vụ lãnh đạo cấp phòng",
)  # fmt: skip

ABOUT = tuple(f"Về việc {topic}" for topic in TOPICS)
BARE = tuple(f"{topic[0].upper()}{topic[1:]}" for topic in TOPICS)
LETTER = tuple(f"V/v {topic}" for topic in TOPICS)

KINDS: MappingProxyType[str, Wording] = MappingProxyType(
    {
        "quyet_dinh": Wording("QUYẾT ĐỊNH", "QĐ", ABOUT, (), (), "chịu trách nhiệm thi hành Quyết định này./."),
        "nghi_quyet": Wording("NGHỊ QUYẾT", "NQ", ABOUT, (), (), "được thông qua và có hiệu lực từ ngày ký./."),
        "chi_thi": Wording(
            "CHỈ THỊ", "CT", ABOUT,
            (("Thời gian qua, các cấp, các ngành đã cố gắng; tuy nhiên một số nơi còn để "
             "người dân đi lại nhiều lần. Để khắc phục, yêu cầu:"),),
            POINTS, "Nhận được Chỉ thị này, các đơn vị nghiêm túc tổ chức thực hiện./.",
        ),
        "to_trinh": Wording(
            "TỜ TRÌNH", "TTr", ABOUT,
            ("Thực hiện chương trình công tác năm, cơ quan kính trình xem xét, quyết định nội dung sau:",),
            POINTS, "Kính trình cấp có thẩm quyền xem xét, quyết định./.",
        ),
        "thong_bao": Wording(
            "THÔNG BÁO", "TB", (*ABOUT, *BARE[:4]),
            ("Cơ quan thông báo đến các tổ chức, cá nhân có liên quan được biết như sau:",),
            POINTS, "Vậy thông báo để các đơn vị, cá nhân biết và thực hiện./.",
        ),
        "bao_cao": Wording(
            "BÁO CÁO", "BC", tuple(f"Kết quả {topic}" for topic in TOPICS[:5]) + ABOUT[:3],
            ("Thực hiện văn bản chỉ đạo của cấp trên, cơ quan báo cáo kết quả như sau:",),
            POINTS, "Trên đây là báo cáo của cơ quan, kính gửi cấp trên theo dõi, chỉ đạo./.",
        ),
        "ke_hoach": Wording(
            "KẾ HOẠCH", "KH", (*BARE, *ABOUT[:3]),
            ("Để thực hiện kịp thời, có hiệu quả, cơ quan xây dựng kế hoạch với các nội dung cụ thể như sau:",),
            POINTS, "Trong quá trình thực hiện nếu có vướng mắc, các đơn vị phản ánh kịp thời để giải quyết./.",
        ),
        "huong_dan": Wording(
            "HƯỚNG DẪN", "HD", (*BARE, *ABOUT[:4]),
            ("Nhằm thống nhất cách thực hiện trên địa bàn, cơ quan hướng dẫn một số nội dung như sau:",),
            POINTS, "Đề nghị các đơn vị căn cứ Hướng dẫn này để thực hiện./.",
        ),
        "bien_ban": Wording(
            "BIÊN BẢN", "BB", tuple(f"Họp {topic}" for topic in TOPICS[:6]) + ABOUT[2:5],
            ("Thời gian bắt đầu: 8 giờ 00 phút, tại phòng họp tầng 2.", "Thành phần tham dự: có danh sách kèm theo.",
             "Nội dung (theo diễn biến cuộc họp):"),
            POINTS, "Cuộc họp kết thúc vào 11 giờ 15 phút cùng ngày, nội dung được thông qua tại chỗ./.",
        ),
        "giay_moi": Wording(
            "GIẤY MỜI", "GM", tuple(f"Họp {topic}" for topic in TOPICS) + ABOUT[:2],
            ("Trân trọng kính mời ông, bà tới dự cuộc họp theo thời gian và địa điểm dưới đây.",),
            ("Chủ trì: Lãnh đạo cơ quan.", "Thời gian: từ 14 giờ 00 phút.", "Địa điểm: Phòng họp số 3.",
             "Đề nghị các đại biểu chuẩn bị ý kiến và đến dự đúng thành phần."),
            "Rất mong sự có mặt của ông, bà./.",
        ),
        "cong_van": Wording(
            "", "", LETTER,
            ("Qua theo dõi tình hình thực hiện và ý kiến của các đơn vị, cơ quan có ý kiến như sau:",),
            POINTS, "Đề nghị các đơn vị quan tâm phối hợp thực hiện./.",
        ),
    }
)  # fmt: skip
"""Codes of the document types to their wording; a decision and a resolution are made of articles."""

ARTICLES = (
    "Ban hành kèm theo văn bản này quy định chi tiết về trình tự thực hiện, trách nhiệm của từng cơ quan, đơn vị.",
    "Giao các ông, bà có tên trong danh sách kèm theo thực hiện nhiệm vụ từ ngày ký.",
    "Phê duyệt nội dung chính gồm phạm vi, quy mô, nguồn vốn và tiến độ như hồ sơ trình kèm theo.",
    "Bãi bỏ các văn bản trước đây trái với nội dung này; những việc đang dở dang thì tiếp tục đến khi hoàn thành.",
    "Giao cơ quan chuyên môn theo dõi, kiểm tra, định kỳ sáu tháng tổng hợp báo cáo kết quả.",
)

RECEIVERS = (
    "Ủy ban nhân dân các xã, phường",
    "Các sở, ban, ngành thuộc tỉnh",
    "Văn phòng Đăng ký đất đai",
    "Thường trực Hội đồng nhân dân tỉnh",
    "Bộ Tư pháp",
    "Công an tỉnh",
    "Sở Tài chính",
    "Các doanh nghiệp trên địa bàn",
    "Trung tâm Phục vụ hành chính công",
)
