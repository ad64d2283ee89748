"""Title pages of plans, each with what it says of the document."""

from __future__ import annotations

import datetime

from tests.titlepages import BODY

PLANS = [
    # a bureau's report to a council: letter-spaced, the year on its own line, the committee glued to the date
    (
        (
            "14| 2025. 2. 7.(금)산 업 경 제 위 원 회",
            "22| - 2025년도 -",
            "48| 주 요 업 무 계 획",
            "27| 미래산업국",
            *BODY,
        ),
        {"title": "2025년도 주요업무계획", "kind": "업무계획", "base_year": 2025, "date": datetime.date(2025, 2, 7)},
    ),
    (
        ("13| 제301회 울산광역시의회(임시회)", "36| 2024년 하반기 주요업무 추진상황", "20| 녹지정원국", *BODY),
        {"kind": "업무계획", "issuer": "울산광역시", "issuer_code": "31000", "base_year": 2024},
    ),
    # a ministry's paper for a council of ministers
    (
        (
            "16| 의안번호 제 12 호",
            "16| 보고사항",
            "28| 지역 인공지능 확산",
            "28| 추진전략(안)",
            "16| 인공지능관계장관회의",
            "제 출 자 : 과학기술정보통신부장관",
            "제출 연월일 : 2026. 1. 15.",
            "Ⅰ. 보고주문",
            *BODY,
        ),
        {
            "title": "지역 인공지능 확산 추진전략(안)",
            "issuer": "과학기술정보통신부",
            "issuer_code": None,
            "kind": "기본계획",
            "date": datetime.date(2026, 1, 15),
            "base_year": 2026,
        },
    ),
    # several submitters: the issuer is open
    (
        ("28| 제2차 탄소중립 기본계획 2025년 시행계획(안)", "제출자 : 환경부장관 홍길동 국토교통부장관 김철수", *BODY),
        {"issuer": None, "kind": "시행계획", "base_year": 2025},
    ),
    # pledge sheets
    (
        (
            "수성구 작은도서관 확충2-13",
            "사업주체 임기구분 사업기간 총사업비",
            "자체 임기 내 ‘22~’26 900",
            "□ 정책목표",
            "□ 추진일정",
        ),
        {
            "title": "수성구 작은도서관 확충",
            "code": "2-13",
            "issuer": "수성구",
            "issuer_code": "27260",
            "kind": "공약실천계획",
        },
    ),
    (
        (
            "1-7. 청년 창업공간 조성",
            "공약명 청년 창업공간 조성",
            "임기구분 임기 내",
            "□ 추진일정",
            "○ 착공 ’24. 3.",
            "□ 소요예산",
        ),
        {"title": "청년 창업공간 조성", "code": "1-7", "kind": "공약실천계획", "base_year": None},
    ),
    (
        (
            "민선8기 군수 공약사항",
            "공약사업 세부실천계획서",
            "함께하는 청도군",
            "1 노인복지관 건립",
            "2 파크골프장 조성",
        ),
        {"kind": "공약실천계획", "issuer": "청도군", "issuer_sido": "경상북도"},
    ),
    # a register's page above the flattened paper, which bears the full title
    (
        (
            "결재문서",
            "도시숲 조성 추진계획",
            "문서번호 푸른도시과-771 결재일자 2021.3.4. 공개여부 대시민공개 "
            "협 조 2021년 학교 안 도시숲 조성 추진계획 2021. 3. "
            "목 차 1 2021년 학교 안 도시숲 조성 추진계획 도시열섬을 낮추고자 함",
        ),
        {
            "title": "2021년 학교 안 도시숲 조성 추진계획",
            "kind": "추진계획",
            "base_year": 2021,
            "date_raw": "2021.3.4.",
        },
    ),
    (
        (
            "갯벌축제 기본계획 문서번호 문화과-11 결재일자 2024. 3. 5. 공개여부 대시민공개",
            "□ 추진근거",
            "○ 신안군 축제 조례 제6조",
        ),
        {"title": "갯벌축제 기본계획", "kind": "기본계획", "issuer": "신안군", "base_year": 2024},
    ),
    # an internal paper with the form of a letter is a plan all the same
    (
        ("수신 내부결재", "(경유)", "제목 2025년 골목상권 활성화 추진계획", *BODY),
        {"title": "2025년 골목상권 활성화 추진계획", "kind": "추진계획"},
    ),
    # schools and other bodies
    (
        ("28| 2026학년도 늘봄학교 운영계획", "24| 2026. 2.", "24| 전 라 남 도 교 육 청", *BODY),
        {"issuer": "전라남도교육청", "issuer_sido": None, "kind": "사업계획", "base_year": 2026},
    ),
    (
        ("2024년 한국수목원정원관리원 사업계획", "2023. 12. 20.", *BODY),
        {"issuer": "한국수목원정원관리원", "kind": "사업계획", "base_year": 2024, "date": datetime.date(2023, 12, 20)},
    ),
    # no word names the kind: a 계획 is a 사업계획 if it tells its cost
    (("장미원 봄꽃 심기 계획", "□ 추진배경", "○ 물량 : 3만본", "○ 소요예산 : 825천원"), {"kind": "사업계획"}),
    (("공공서식 개선 계획(검토보고)", "□ 추진배경", "○ 민원 불편", "□ 기대효과"), {"kind": "추진계획"}),
    (
        (
            "세부사업 설명서 공개",
            "사업명 마을 축제 육성",
            "회계연도 2025 회계 일반회계",
            "사업개요",
            "사업목적 공동체 활성화",
        ),
        {
            "title": "마을 축제 육성",
            "kind": "사업계획",
            "base_year": 2025,
        },
    ),
    # 방안 and 전략 are soft words: a plan has a heading beside them
    (("어촌 활력 제고 방안(안)", "□ 추진배경", "○ 어촌 인구 감소"), {"kind": "추진계획"}),
    # no word at all, but the headings of a plan
    (("바람길 숲 잇기", *BODY, "□ 기대효과"), {"title": "바람길 숲 잇기", "kind": "사업계획"}),
    # a plan that cites notices, ordinances and press work stays one
    (
        (
            "28| 2025년 음식물쓰레기 감량 추진계획",
            "□ 추진근거",
            "○ 환경부 고시 제2021-100호",
            "○ 폐기물 조례 제3조(책무)",
            *BODY,
        ),
        {"kind": "추진계획", "base_year": 2025},
    ),
    (
        ("36| 2025년 겨울철 자연재난 종합대책", "2025. 11.", "22| 강원특별자치도", *BODY),
        {"kind": "종합계획", "issuer_code": "51000"},
    ),
    (("2025년도 공무원 국외훈련 계획(안) 보고", *BODY), {"kind": "사업계획"}),
    (
        ("단위사업 : 종무지원", "지원형태 : 민간보조", "사업개요", "소요재원"),
        {"kind": "사업계획"},
    ),
    (
        ("❍ 추진 상황", "• 위 치 : 해온구", "• 기 간 : ‘18~‘23년", "• 사업비 : 132백만원", "- 설계 재착수(‘20.7월)"),
        {"kind": "사업계획"},
    ),
    (("구민과의 약속", "공약번호", "□ 연차별 추진계획", "○ 용역 시행"), {"kind": "공약실천계획"}),
]
