"""The kinds of work the demo's slots offer: what is done, for which majors, where, how hard."""

from dataclasses import dataclass

from matching.law.words import Hazard, Intensity, VenueKind


@dataclass(frozen=True, kw_only=True)
class Trade:
    """One kind of work."""

    work: str
    majors: tuple[str, ...]
    venue: VenueKind
    intensity: Intensity
    requirements: str = ""
    hazards: tuple[Hazard, ...] = ()


LATHE, MILL, CENTRE = "0106", "0107", "0108"
WELDING, CASTING, ASSEMBLY, MACHINES = "0119", "0191", "0192", "0193"
ELECTRIC, MECHATRONICS, ROBOTS = "0203", "0291", "0292"
CARS, NEW_CARS, BODIES, SELLING_CARS = "0403", "0491", "0492", "0493"
CHINESE_FOOD, WESTERN_FOOD, PASTRY = "0501", "0502", "0503"
SHOPS, STREAMS, LOGISTICS = "0691", "0695", "0694"

TRADES = {
    "lathe": Trade(
        work="在师傅指导下装夹、对刀，加工轴类和盘类零件，学会看图和首件检验。",
        majors=(LATHE, MILL),
        venue=VenueKind.WORKSHOP,
        intensity=Intensity.II,
        requirements="会看零件图，用过游标卡尺和千分尺。",
    ),
    "five_axis": Trade(
        work="协助五轴加工中心的装夹、换刀和在机测量，学习编程。",
        majors=(LATHE, MILL, CENTRE),
        venue=VenueKind.WORKSHOP,
        intensity=Intensity.I,
        requirements="学过一种数控编程。",
    ),
    "measuring": Trade(
        work="用三坐标和投影仪检验零件，填检验记录，跟踪不合格品。",
        majors=(LATHE, MILL, CENTRE),
        venue=VenueKind.LABORATORY,
        intensity=Intensity.I,
    ),
    "castings": Trade(
        work="铸件的打磨和粗加工，学习机床操作。车间温度较高。",
        majors=(LATHE, CASTING),
        venue=VenueKind.WORKSHOP,
        intensity=Intensity.II,
        hazards=(Hazard.HEAT,),
    ),
    "welding": Trade(
        work="结构件的焊接和打磨，先在培训间练习，考核后上岗。",
        majors=(WELDING,),
        venue=VenueKind.WORKSHOP,
        intensity=Intensity.II,
        requirements="会二氧化碳气体保护焊的基本操作。",
    ),
    "robot_welding": Trade(
        work="看护焊接机器人，装夹工件，做外观检查。",
        majors=(WELDING, ROBOTS),
        venue=VenueKind.WORKSHOP,
        intensity=Intensity.I,
    ),
    "cutting": Trade(
        work="数控下料和坡口加工，打磨时有粉尘，发防护口罩。",
        majors=(WELDING,),
        venue=VenueKind.WORKSHOP,
        intensity=Intensity.II,
        hazards=(Hazard.DUST,),
    ),
    "line": Trade(
        work="自动化装配线的点检、保养和简单故障排除。",
        majors=(MECHATRONICS, ELECTRIC, MACHINES),
        venue=VenueKind.WORKSHOP,
        intensity=Intensity.II,
        requirements="能看懂电气原理图。",
    ),
    "robots": Trade(
        work="工业机器人的示教、程序备份和日常保养。",
        majors=(MECHATRONICS, ROBOTS),
        venue=VenueKind.WORKSHOP,
        intensity=Intensity.I,
    ),
    "cabinets": Trade(
        work="按图装配配电柜，接线、打号、通电前检查。",
        majors=(ELECTRIC, MECHATRONICS),
        venue=VenueKind.WORKSHOP,
        intensity=Intensity.II,
    ),
    "solar": Trade(
        work="光伏电站的巡检、组串测试和逆变器数据记录，都在地面工作。",
        majors=(ELECTRIC, MECHATRONICS),
        venue=VenueKind.OTHER,
        intensity=Intensity.II,
    ),
    "control_room": Trade(
        work="集控室值班，记录运行数据，按师傅要求报修。",
        majors=(ELECTRIC,),
        venue=VenueKind.OFFICE,
        intensity=Intensity.I,
    ),
    "fitting": Trade(
        work="机电设备的拆装、清洗和调试，跟师傅到车间检修。",
        majors=(MECHATRONICS, MACHINES, ASSEMBLY),
        venue=VenueKind.WORKSHOP,
        intensity=Intensity.II,
    ),
    "garage": Trade(
        work="汽车保养、底盘和制动系统的检查与维修。",
        majors=(CARS, NEW_CARS),
        venue=VenueKind.GARAGE,
        intensity=Intensity.II,
    ),
    "batteries": Trade(
        work="动力电池和充电设施的检测，不做带电高压作业。",
        majors=(NEW_CARS,),
        venue=VenueKind.GARAGE,
        intensity=Intensity.I,
        requirements="上过高压安全课。",
    ),
    "bodies": Trade(
        work="钣金整形和喷漆前处理，喷漆由正式员工做。",
        majors=(CARS, BODIES),
        venue=VenueKind.GARAGE,
        intensity=Intensity.II,
    ),
    "test_stand": Trade(
        work="制动和转向零件的台架试验，装夹、读数、写试验记录。",
        majors=(CARS, NEW_CARS),
        venue=VenueKind.LABORATORY,
        intensity=Intensity.I,
    ),
    "reception": Trade(
        work="接车、填检查单、向车主说明维修项目。",
        majors=(CARS, NEW_CARS, SELLING_CARS),
        venue=VenueKind.SHOP,
        intensity=Intensity.I,
    ),
    "kitchen": Trade(
        work="切配、打荷，跟师傅学炒本地菜。",
        majors=(CHINESE_FOOD, WESTERN_FOOD),
        venue=VenueKind.RESTAURANT,
        intensity=Intensity.II,
        requirements="有健康证。",
    ),
    "pastry": Trade(
        work="面点和凉菜的制作，早班到下午四点。",
        majors=(CHINESE_FOOD, PASTRY),
        venue=VenueKind.RESTAURANT,
        intensity=Intensity.II,
        requirements="有健康证。",
    ),
    "central_kitchen": Trade(
        work="中央厨房的配料、分装和留样，冷库由正式员工进出。",
        majors=(CHINESE_FOOD, PASTRY),
        venue=VenueKind.RESTAURANT,
        intensity=Intensity.II,
        requirements="有健康证。",
    ),
    "shop": Trade(
        work="网店上新、客服和数据整理。",
        majors=(SHOPS, STREAMS),
        venue=VenueKind.OFFICE,
        intensity=Intensity.I,
    ),
    "stream": Trade(
        work="直播间的脚本、场控和剪辑，晚上八点前结束。",
        majors=(SHOPS, STREAMS),
        venue=VenueKind.OFFICE,
        intensity=Intensity.I,
    ),
    "packing": Trade(
        work="订单的拣选、打包和发货，单件不超过 10 公斤。",
        majors=(SHOPS, LOGISTICS),
        venue=VenueKind.WAREHOUSE,
        intensity=Intensity.II,
    ),
}
