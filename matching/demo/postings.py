"""Sixty slots as data, over the three rounds; some need a written reason and give one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from matching.demo.schools import FIRST, SECOND, THIRD

LONG_WEEK = {"INT-18b": "上六休一，周六上午做设备保养，正好学维护，不加班。"}
LOW_PAY = {"INT-20": "前两个月以培训为主，有师傅一对一带；满两个月后提到同岗工资的八成。"}
MANY = {"INT-25": "收获季订单集中，多招的人都有固定师傅，每名师傅最多带两人。"}
LONG_STAY = {"INT-27": "设备大修跨到第七个月，学校已同意；学生可以到满六个月结束。"}


@dataclass(frozen=True)
class Posting:
    """One slot. `week` counts from the first Monday of the round's window, pay is CNY a month."""

    firm: str
    round: str
    title: str
    trade: str
    seats: int
    pay: int
    wage: int
    week: int = 0
    lodging: bool = True
    night: bool = False
    long_week: bool = False
    weeks: int = 25
    reasons: Mapping[str, str] = field(default_factory=dict)


POSTINGS = (
    # 数控、检验
    Posting("enterprise", FIRST, "数控车床操作", "lathe", 6, 3600, 4200),
    Posting("enterprise", FIRST, "五轴加工助理", "five_axis", 3, 3800, 4500, week=1),
    Posting("enterprise", FIRST, "零件精密检验", "measuring", 4, 3300, 4000),
    Posting("casting", FIRST, "铸件机加工", "castings", 5, 3500, 4100),
    Posting("casting", FIRST, "轴类零件车削", "lathe", 4, 3200, 3900, week=2),
    Posting("xiang", FIRST, "农机零件数控加工", "lathe", 6, 3100, 3800),
    Posting("hong", FIRST, "制动盘数控加工", "lathe", 6, 3700, 4300, week=1),
    Posting("hong", FIRST, "首件与巡回检验", "measuring", 4, 3200, 3900, lodging=False),
    Posting("huochuan", FIRST, "煤机配件加工", "five_axis", 6, 3400, 4000,
            long_week=True, reasons=LONG_WEEK),
    # 汽车
    Posting("enterprise2", FIRST, "动力电池检测", "batteries", 8, 3500, 4200),
    Posting("enterprise2", FIRST, "充电设施运维", "batteries", 6, 3300, 4000, week=1),
    Posting("enterprise2", FIRST, "新能源车维修", "garage", 10, 3400, 4000),
    Posting("enterprise2", FIRST, "服务顾问助理", "reception", 5, 3000, 3600, lodging=False),
    Posting("fulan", FIRST, "汽车与农机维修", "garage", 8, 2900, 3500),
    Posting("fulan", FIRST, "钣金整形", "bodies", 4, 3000, 3700, week=2),
    Posting("fenyuan", FIRST, "汽车保养", "garage", 8, 2800, 3400),
    Posting("fenyuan", FIRST, "道路救援接待", "reception", 3, 2400, 3400, reasons=LOW_PAY),
    Posting("hong", FIRST, "整车试验台助理", "test_stand", 6, 3600, 4300),
    Posting("hong", FIRST, "底盘件装调", "garage", 10, 3500, 4200, week=1),
    Posting("puyuan", FIRST, "工程车辆维修", "garage", 8, 3100, 3800),
    # 餐饮
    Posting("catering", FIRST, "鼓楼店切配", "kitchen", 6, 3000, 3600),
    Posting("catering", FIRST, "滨河店打荷", "kitchen", 5, 3100, 3700, week=1),
    Posting("catering", FIRST, "面点间学徒", "pastry", 4, 2900, 3500),
    Posting("catering", FIRST, "中央厨房配料", "central_kitchen", 8, 3200, 3800, lodging=False),
    Posting("hotel", FIRST, "宴会厨房", "kitchen", 6, 3200, 3900),
    Posting("hotel", FIRST, "早餐面点", "pastry", 4, 3000, 3600),
    Posting("hotel", FIRST, "二店中厨", "kitchen", 5, 3100, 3700, week=2),
    Posting("village", FIRST, "宴席切配", "kitchen", 6, 2800, 3400),
    Posting("village", FIRST, "团餐制作", "central_kitchen", 5, 2700, 3300),
    Posting("village", FIRST, "蒸点制作", "pastry", 3, 2300, 3200, reasons=LOW_PAY),
    # 机电、电气
    Posting("fanghe", SECOND, "装配线维护", "line", 10, 3600, 4300),
    Posting("fanghe", SECOND, "机器人示教助理", "robots", 6, 3800, 4500, week=1),
    Posting("fanghe", SECOND, "控制柜装配", "cabinets", 8, 3400, 4100),
    Posting("fanghe", SECOND, "设备调试助理", "fitting", 6, 3500, 4200, week=2),
    Posting("enterprise", SECOND, "产线设备维护", "line", 6, 3500, 4200),
    Posting("enterprise", SECOND, "上下料机器人看护", "robots", 5, 3400, 4100, week=1,
            night=True),
    Posting("huochuan", SECOND, "煤机电控装配", "cabinets", 8, 3500, 4200),
    Posting("huochuan", SECOND, "机电装配", "fitting", 8, 3400, 4100, weeks=29, reasons=LONG_STAY),
    Posting("puyuan", SECOND, "机电设备保养", "fitting", 6, 3000, 3700),
    Posting("puyuan", SECOND, "电气检修助理", "line", 6, 3100, 3800, long_week=True, reasons=LONG_WEEK),
    Posting("ning", SECOND, "配电柜装配", "cabinets", 8, 2900, 3600),
    Posting("ning", SECOND, "车间电工学徒", "line", 4, 3000, 3700, lodging=False),
    Posting("yongqian", SECOND, "集控室值班助理", "control_room", 6, 3300, 4000),
    Posting("yongqian", SECOND, "电站巡检", "solar", 5, 3200, 3900, week=1),
    Posting("solar", SECOND, "组串测试", "solar", 8, 3100, 3800),
    Posting("solar", SECOND, "逆变器数据记录", "control_room", 4, 2900, 3600, week=2),
    # 焊接
    Posting("steel", SECOND, "结构件焊接", "welding", 10, 3800, 4600),
    Posting("steel", SECOND, "焊接机器人看护", "robot_welding", 6, 3600, 4300),
    Posting("steel", SECOND, "数控下料", "cutting", 6, 3500, 4200, week=1),
    Posting("steel", SECOND, "焊缝外观检查", "robot_welding", 4, 3300, 4000, lodging=False),
    Posting("xiang", SECOND, "机架焊接", "welding", 8, 3400, 4100),
    Posting("xiang", SECOND, "坡口加工", "cutting", 4, 3300, 4000, week=2),
    Posting("casting", SECOND, "工装焊接", "welding", 4, 3200, 3900),
    # 电商
    Posting("cloud", THIRD, "网店运营助理", "shop", 8, 3000, 3600),
    Posting("cloud", THIRD, "直播场控", "stream", 6, 3200, 3900, week=1),
    Posting("cloud", THIRD, "仓库拣选打包", "packing", 8, 3100, 3700),
    Posting("farm", THIRD, "农产品网店客服", "shop", 6, 2700, 3300),
    Posting("farm", THIRD, "产地直播助理", "stream", 4, 2800, 3400),
    Posting("pear", THIRD, "香梨直播助理", "stream", 8, 2800, 3400, reasons=MANY),
    Posting("pear", THIRD, "订单打包", "packing", 10, 2700, 3300, reasons=MANY),
)  # fmt: skip
