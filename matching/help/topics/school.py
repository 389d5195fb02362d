"""What schools ask."""

from matching.help.readers import Reader
from matching.help.topic import Topic
from matching.kernel.i18n import _l

TOPICS = (
    Topic(
        "school-season",
        _l("The whole season of a school, at a glance"),
        (_l("Where do I begin?"), _l("What comes after what?")),
        (Reader.SCHOOL,),
        ("class-list", "slips", "following", "school-results"),
    ),
    Topic(
        "class-list",
        _l("Bring a class list"),
        (
            _l("How do I get 160 students in at once?"),
            _l("Which columns are needed?"),
            _l("Must I use the template?"),
        ),
        (Reader.SCHOOL,),
        ("class-list-faults", "slips", "student-data"),
    ),
    Topic(
        "class-list-faults",
        _l("Faults in a class list"),
        (
            _l("The page says that rows have to be corrected"),
            _l("An ID number stands there twice"),
            _l("May I correct the file instead?"),
        ),
        (Reader.SCHOOL,),
        ("class-list", "student-data", "slips"),
    ),
    Topic(
        "slips",
        _l("Print slips, or a new one"),
        (_l("How do students get their accounts?"), _l("A student lost the slip or forgot the password")),
        (Reader.SCHOOL,),
        ("class-list", "slip-lost", "student-data"),
    ),
    Topic(
        "student-data",
        _l("Correct a student's data, or withdraw a student"),
        (
            _l("The name or the ID number is wrong"),
            _l("A student has left the school"),
            _l("How do I see the whole number?"),
        ),
        (Reader.SCHOOL,),
        ("class-list", "who-sees", "slips"),
    ),
    Topic(
        "paper-list",
        _l("Enter a paper list"),
        (_l("A student has no phone"), _l("Does the student get to know?")),
        (Reader.SCHOOL,),
        ("following", "submitting", "answer-for"),
    ),
    Topic(
        "following",
        _l("Follow a round"),
        (_l("Who has not submitted yet?"), _l("Can the school change a student's order?")),
        (Reader.SCHOOL,),
        ("reminders", "warnings", "paper-list", "submitting", "match"),
    ),
    Topic(
        "reminders",
        _l("Remind students"),
        (_l("Who is reminded by itself, and when?"), _l("May I remind them myself?")),
        (Reader.SCHOOL, Reader.BUREAU),
        ("following", "warnings", "delivery"),
    ),
    Topic(
        "warnings",
        _l("Students who may choose too little"),
        (_l("Who has too few slots, and why?"), _l("What can still be done?")),
        (Reader.SCHOOL, Reader.BUREAU),
        ("following", "reminders", "not-open"),
    ),
    Topic(
        "delivery",
        _l("Whether a message arrived"),
        (_l("A student says that nothing came"), _l("How do I send it again?")),
        (Reader.SCHOOL, Reader.BUREAU, Reader.ADMINISTRATOR),
        ("messages", "reminders", "student-data"),
    ),
    Topic(
        "school-results",
        _l("Results of our students"),
        (_l("Who has no place?"), _l("How do I explain a result to parents?")),
        (Reader.SCHOOL,),
        ("statements", "answer-for", "result", "no-place", "match"),
    ),
    Topic(
        "statements",
        _l("The results of a class on paper"),
        (_l("How do I print the results of a class?"), _l("May I put the sheet up?")),
        (Reader.SCHOOL,),
        ("school-results", "printing", "answer-for"),
    ),
    Topic(
        "answer-for",
        _l("Write down an answer on paper"),
        (_l("A student cannot answer online"), _l("May the school accept for a student?")),
        (Reader.SCHOOL,),
        ("school-results", "answering", "consent"),
    ),
    Topic(
        "profile",
        _l("The profile of our organisation"),
        (_l("How do I change our contact person and phone?"),),
        (Reader.SCHOOL, Reader.ENTERPRISE),
        ("post-slot", "staff-numbers"),
    ),
    Topic(
        "teachers-today",
        _l("What teachers and mentors can do today"),
        (_l("Where is factory practice?"), _l("Where are the weekly logs?")),
        (Reader.SCHOOL, Reader.ENTERPRISE),
        ("sign-in", "match"),
    ),
    Topic(
        "export",
        _l("Take a list away as an Excel file"),
        (_l("How do I export a list?"), _l("Why is a reason asked?"), _l("Are ID numbers in it?")),
        (Reader.SCHOOL, Reader.ENTERPRISE, Reader.BUREAU),
        ("who-sees", "printing", "trail"),
    ),
    Topic(
        "practice-reading",
        _l("Read practice reports, certify days"),
        (_l("May I certify days without a report?"), _l("How do I ask for changes in a report?")),
        (Reader.SCHOOL,),
        ("practice-report", "practice-days"),
    ),
)
