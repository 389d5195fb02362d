"""Invented people: names, ID numbers of a division that does not exist, phones nobody is ever rung on."""

from collections import Counter
from datetime import date

from matching.demo.draws import drawn, one_of
from matching.kernel.identity import id_check_digit

# Division 149999 is assigned to no place, so these numbers belong to nobody (rules of the demo data).
NO_DIVISION = "149999"

# As far as we know no operator gives out numbers that begin so; nothing is ever sent to them anyway.
NO_OPERATOR = "154"

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
BOYS = (
    "浩然子轩宇航博文俊杰志远明哲家豪泽宇天佑思远一鸣建勋文韬晨阳嘉树承志鹏程凯旋立新少华广源永安铭泽启航伟诚"
    "振国长青景行知行瑞霖云帆"
)
GIRLS = (
    "雨桐欣怡梓涵诗琪佳宁思雨婉清静怡梦瑶语嫣晓彤若兰雅琴美玲秀英春燕丽萍心悦紫萱可欣艺涵书瑶安琪月华小满清扬"
    "采薇如意"
)
BOYS_ONE, GIRLS_ONE = "强磊涛斌超勇军鑫毅刚峰旭", "芳娜敏静丽娟霞婷雪颖倩蕾洁慧琳瑶"


def student_name(key: str, *, female: bool) -> str:
    """Surname and given name."""
    surname, long, short = (
        one_of(f"{key}:surname", SURNAMES),
        *((GIRLS, GIRLS_ONE) if female else (BOYS, BOYS_ONE)),
    )
    if drawn(f"{key}:length", 4) == 0:
        return surname + one_of(f"{key}:given", short)
    first = 2 * drawn(f"{key}:given", len(long) // 2)
    return surname + long[first : first + 2]


def phone(number: int) -> str:
    """Eleven digits that reach nobody; `number` below a hundred million."""
    return f"{NO_OPERATOR}{number:08d}"


class IdNumbers:
    """Hands out ID numbers with the right check digit, no number twice."""

    def __init__(self) -> None:
        self._given: Counter[tuple[date, bool]] = Counter()

    def one(self, born: date, *, female: bool) -> str:
        """The next number of that birthday; the serial number is odd for men, even for women."""
        self._given[born, female] += 1
        serial = 2 * self._given[born, female] + (0 if female else 1)
        first17 = f"{NO_DIVISION}{born:%Y%m%d}{serial:03d}"
        return first17 + id_check_digit(first17)


def score(key: str) -> str:
    """A school score as a class list writes it: most between 65 and 95."""
    tenths = 620 + drawn(f"{key}:a", 190) + drawn(f"{key}:b", 170)
    return f"{tenths / 10:g}"
