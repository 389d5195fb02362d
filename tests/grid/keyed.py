"""Forms with a key: sent twenty times they do one thing. Whoever adds one says here how it is filled in."""

from typing import Any

from tests.make.organisations import a_form
from tests.make.slots import CNC

ROUND = {
    "name": "又一轮",
    "opens_at": "2026-04-01T09:00",
    "closes_at": "2026-04-10T18:00",
    "results_on": "2026-04-13",
    "answer_by": "2026-04-20T18:00",
    "internship_from": "2026-05-01",
    "internship_until": "2026-06-30",
}
COHORT = {
    "name": "又一批",
    "major_code": CNC,
    "level": "senior",
    "entry_year": "2024",
    "internship_from": "2026-05-01",
    "internship_until": "2026-10-30",
}
PERSON = {"username": "newhand", "name": "新人", "password": "five quiet stone bridges", "role": "teacher"}
POST = {
    "title": "数控产线改造",
    "learn": "跟着改造小组拆装、调试五轴加工中心",
    "contents": ["production"],
    "form": "project",
    "starts_on": "2026-07-06",
    "ends_on": "2026-07-31",
    "days_week": "5",
    "seats": "2",
    "mentor": "石师傅",
    "county": "141002",
    "address": "尧都区海川路 8 号",
    "safety": "发劳保鞋和护目镜",
    "allowance_day": "60",
}
TEACHER = {
    "account": "0",
    "name": "韩霜",
    "staff_number": "T099",
    "kind": "general",
    "subject": "",
    "teaching_since": "2020-09-01",
    "skill_level": "none",
}
ALLOCATION = {
    "name": "第二十次安排",
    "ranking_until": "2026-11-20T12:00",
    "first": "2026-12-01",
    "last": "2026-12-31",
}
RECORD = {"kind": "earlier", "enterprise_name": "海川", "starts_on": "2024-07-01", "ends_on": "2024-07-19"}
RECOGNITION = {"level": "junior", "recognised_on": "2025-05-30", "valid_until": "", "document": "12 号"}

VISIT = {
    "title": "五轴车间开放日",
    "shows": "看一个零件从图纸到检验，自己量一次",
    "county": "141002",
    "address": "南门",
    "least_group": "1",
    "most_group": "40",
    "least_age": "0",
    "students_an_adult": "15",
    "safety": "听师傅的，黄线以内不进",
}
DATES = {
    "first_day": "2026-05-14",
    "begins": "14:00",
    "ends": "16:00",
    "count": "3",
    "every": "1",
    "seats": "20",
    "most_groups": "1",
}
GROUP = {"students": "2", "adults": "1", "leader": "林老师", "mobile": "13800000001", "safety_read": "y"}

# Where each form with a key is sent to: who fills it in, on which page, and with what.
FILLED_IN: dict[str, tuple[str, str, dict[str, Any]]] = {
    "cohorts.enrol": ("lin", "/rosters/{upload}/check", {}),
    "cohorts.new": ("lin", "/cohorts/new", COHORT),
    "organisations.create": ("ada", "/organisations/new", a_form()),
    "organisations.create_account": ("ada", "/organisations/{school}/accounts/new", PERSON),
    "placements.confirm": ("bing", "/rounds/{waiting}/publication", {"read": "y"}),
    "practice.add_record": ("lin", "/teachers/{teacher}/practice-record/new", RECORD),
    "practice.answer_report": ("lin", "/sign-ups/{seat}/report", {"answer": "yes"}),
    "practice.approve": ("lin", "/sign-ups/{asked}", {"answer": "yes"}),
    "practice.cancel_allocation": (
        "bao",
        "/practice-allocations/{collecting}/cancellation",
        {"reason": "岗位够用，直接报名"},
    ),
    "practice.confirm_worth": ("hua", "/sign-ups/{seat}/report", {"worth": "90000"}),
    "practice.decide_record": ("lin", "/practice-records/{record}", {"answer": "yes"}),
    "practice.enrol_list": ("lin", "/teachers/lists/{list}/check", {}),
    "practice.new": ("hua", "/practices/new", POST),
    "practice.new_allocation": ("bao", "/practice-allocations/new", ALLOCATION),
    "practice.publish_allocation": ("bing", "/practice-allocations/{to_publish}", {"read": "y"}),
    "practice.recognitions": ("lin", "/teachers/{teacher}/recognitions", RECOGNITION),
    "rounds.give": ("bao", "/rounds/{joint}/by-hand/{student}/new", {"reason": "企业指名"}),
    "visits.add_dates": ("hua", "/visits/1/dates", DATES),
    "visits.answer": ("hua", "/visit-bookings/{asked_booking}", {"answer": "yes"}),
    "visits.book": ("lin", "/visit-dates/{visit_date}/booking?cohort={class}", GROUP),
    "visits.cancel": ("lin", "/visit-bookings/{asked_booking}", {}),
    "visits.new": ("hua", "/visits/new", VISIT),
    "rounds.new": ("bao", "/rounds/new", ROUND),
    "teachers.admit": ("lin", "/teachers/requests/{request}", {"staff_number": "T098"}),
    "teachers.code": ("lin", "/teachers/code", {}),
    "teachers.new": ("lin", "/teachers/new", TEACHER),
}
