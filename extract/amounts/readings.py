"""What makes a numeral money: a won, a currency, or a bare 억 or 조 that counts nothing else.

Each rule takes the folded text and a numeral and returns a reading or None; :data:`RULES` at the foot is their order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from extract.amounts.numerals import Numeral


class Reading(NamedTuple):
    """A numeral read as money: its place with the currency, whole won (None for a foreign currency), unit, currency.

    ``over`` tells whether 여 (and some more) stands in it; ``start`` is the sign's where one stands before the figure.
    """

    start: int
    end: int
    won: int | None
    unit: str | None
    currency: str
    over: bool
    rule: str


_PARTICLE = r"(?:은|는|이|가|을|를|의|에|에서|로|으로|와|과|도|만|당|대|씩|까지|부터|보다|이며|이고|이나|인)(?![가-힣])"
_BOUND = r"(?:이상|이하|이내|미만|초과|내외|안팎|남짓|가량|정도|상당|규모|수준|한도)"
_MOST_WON = 2**63


def _in_won(numeral: Numeral, start: int, end: int, rule: str, *, over: bool = False) -> Reading | None:
    """A reading in won; None where the figure gives no whole won or its point may stand for a comma."""
    if not isinstance(numeral.value, int) or numeral.value >= _MOST_WON or numeral.may_be_thousands:
        return None
    return Reading(start, end, numeral.value, f"{numeral.unit}원", "KRW", over or numeral.over, rule)


# ------------------------------------------------------------------ other currencies

_CODES = {
    "$": "USD", "US$": "USD", "달러": "USD", "불": "USD", "€": "EUR", "유로": "EUR", "¥": "JPY", "엔": "JPY",
    "위안": "CNY", "£": "GBP", "₩": "KRW", "￦": "KRW",
}  # fmt: skip
_CODE = r"(?:USD|EUR|JPY|GBP|CNY|KRW)"
_SIGN_BEFORE = re.compile(rf"(?:US\$|[$€¥£₩￦]|(?<![A-Za-z]){_CODE}) ?\Z")
_NAME_AFTER = re.compile(
    rf" ?여? ?(?P<name>달러|(?:유로|위안|불|엔)(?=(?![가-힣])|{_PARTICLE})|{_CODE}(?![A-Za-z0-9]))"
)
_WON = re.compile(r" ?(?P<over>여 ?)?원")


def sign_before(text: str, numeral: Numeral) -> Reading | None:
    """`USD 3백만`, `$38억`, `₩1,234,000`."""
    sign = _SIGN_BEFORE.search(text, max(0, numeral.start - 5), numeral.start)
    if sign is None:
        return None
    name = sign[0].rstrip()
    currency = _CODES.get(name, name)
    behind = _WON.match(text, numeral.end)
    if currency != "KRW":
        if behind:
            return None
        return Reading(sign.start(), numeral.end, None, numeral.unit or None, currency, numeral.over, "sign_before")
    return _in_won(numeral, sign.start(), behind.end() if behind else numeral.end, "sign_before")


def currency_after(text: str, numeral: Numeral) -> Reading | None:
    """`3백만 달러`, `4,311만불`, `300 EUR`."""
    name = _NAME_AFTER.match(text, numeral.end)
    if name is None:
        return None
    currency = _CODES.get(name["name"], name["name"])
    if currency == "KRW":
        return _in_won(numeral, numeral.start, name.end(), "currency_after")
    unit = numeral.unit + name["name"]
    return Reading(numeral.start, name.end(), None, unit, currency, numeral.over, "currency_after")


# ------------------------------------------------------------------ won

# What may follow 원 without a blank and leaves it money. The rest is asked of the morphological model.
_AFTER_WON = re.compile(
    rf"{_PARTICLE}|{_BOUND}|정(?![가-힣])|권(?![가-힣])|등(?![가-힣])|짜리|어치|이다|입니다|증액|감액"
)
_HANGUL = re.compile(r"[가-힣]")
_DIGIT = re.compile(r"[0-9]")


def won(text: str, numeral: Numeral) -> Reading | None:
    """`420백만원`, `25,000원`, `1조2천억 원`, `8,038억여원`."""
    match = _WON.match(text, numeral.end)
    if match is None or _DIGIT.match(text, match.end()) or _is_noun(text, numeral, match.end() - 1):
        return None
    if not numeral.unit and 0 < numeral.value < 10:
        return None  # nothing costs so little, but institutions are counted like this: `4실 10처 2원`
    return _in_won(numeral, numeral.start, match.end(), "won", over=bool(match["over"]))


def _is_noun(text: str, numeral: Numeral, offset: int) -> bool:
    """Whether the 원 at ``offset`` begins a noun (`1 원도심`): never where it closes `5백만원지원` or `2,500원할인`."""
    closes_amount = offset == numeral.end and (numeral.unit or numeral.value >= 1_000)
    if closes_amount or not _HANGUL.match(text, offset + 1) or _AFTER_WON.match(text, offset + 1):
        return False
    from extract.words import won_starts_noun

    return won_starts_noun(text, offset)


# ------------------------------------------------------------------ bare 억 and 조

_MEASURE = r"(?:TEU|[kMG]?Wh|[kMG]?W|k?m|cm|ha|[kMGT]B|k?g|t|tCO2|bps|Hz|kcal)(?![A-Za-z])|[㎡㎥㎢㎞㎏㎖ℓ℃%％‰]"
_NOUN_COUNTED = r"어절|개소|개국|개사|마리|그루|가구|세대|화소|시간|토큰|파라미터|매개변수|인구|조회|다운로드"
_NO_COUNTER = r"(?:등|중|외|내|씩|및|각|총|약|시|국|도|군|구|증|감|순|원|여)(?![가-힣])"
_TOUCHES = re.compile(r"[가-힣A-Za-z0-9㎡㎥㎢㎞㎏㎖ℓ℃%％‰]|[.,][0-9]")
_MAY_TOUCH = re.compile(rf"여|{_PARTICLE}|{_BOUND}|지원|확보|투자")
_COUNTED = re.compile(rf" (?!{_NO_COUNTER})(?:{_NOUN_COUNTED}|{_MEASURE}|[가-힣](?![가-힣]))|\n달러")
_COUNT_BEFORE = re.compile(r"(?:인구|조회수|가입자|이용자|관객|방문객|관람객|다운로드)[^0-9]{0,3}\Z")

_SUM_BEFORE = re.compile(r"(?:약|총|최대|비|액|예산|투자|매출|규모|기금|펀드|재정|자본|민간|공공)[ :]{0,3}\Z")
_SUM_BEHIND = re.compile(r" ?(?:규모|이상|이하|미만|내외|상당|투자|시대|달성|돌파|대(?![가-힣]))")


def bare(text: str, numeral: Numeral) -> Reading | None:
    """`46억`, `1억 9천만`, `23조 규모`; not `20억 어절`, `3억㎥`, `2인 1조`."""
    if numeral.largest < 10**8 or numeral.unit[-1:] not in ("조", "억", "만"):
        return None
    if _counts(text, numeral) or (numeral.unit == "조" and not _is_sum(text, numeral)):
        return None
    return _in_won(numeral, numeral.start, numeral.end, "bare", over=text.startswith("여", numeral.end))


def _counts(text: str, numeral: Numeral) -> bool:
    """Whether what stands round the numeral says that it counts people, words or cubic metres."""
    if _TOUCHES.match(text, numeral.end):
        return not _MAY_TOUCH.match(text, numeral.end)
    before = _COUNT_BEFORE.search(text, max(0, numeral.start - 12), numeral.start)
    return bool(before or _COUNTED.match(text, numeral.end))


def _is_sum(text: str, numeral: Numeral) -> bool:
    """Whether a bare 조 is a trillion: the same syllable counts teams, sets and articles of law (`2·3조`)."""
    if text[numeral.end - 2] == " ":
        return False
    before = _SUM_BEFORE.search(text, max(0, numeral.start - 8), numeral.start)
    return bool(numeral.decimals or before or _SUM_BEHIND.match(text, numeral.end))


# ------------------------------------------------------------------ the rules

RULES: tuple[Callable[[str, Numeral], Reading | None], ...] = (sign_before, currency_after, won, bare)


def read_money(text: str, numeral: Numeral) -> Reading | None:
    """Return what the first rule that answers says of a numeral.

    >>> from extract.amounts.numerals import read_numeral
    >>> [bool(read_money(text, read_numeral(text, 0))) for text in ("46억", "3억㎥", "5천명", "420백만원", "2억명")]
    [True, False, False, True, False]
    """
    for rule in RULES:
        if reading := rule(text, numeral):
            return reading
    return None
