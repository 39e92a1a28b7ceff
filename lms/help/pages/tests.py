"""How a test is made, marked, written on paper and read afterwards."""

from flask_babel import lazy_gettext as _

from lms.help.page import Section, Step

MAKING = Section(
    _("Make a test"),
    (
        Step(
            _(
                "In the class: Tests → New test. Fill in the matrix: how many questions of each "
                "topic and level. The page says what the bank lacks."
            )
        ),
        Step(
            _(
                "A matrix can be kept by name for the classes of a unit or of the whole programme. On the page "
                "of a new test choose it and press “Fill in”: the counts are those of the bank today."
            )
        ),
        Step(
            _(
                "Publishing draws the papers. Until somebody has begun you can withdraw, change "
                "and draw again."
            )
        ),
        Step(
            _(
                "Two questions that are almost the same never come into one paper, and what the class "
                "had in an earlier test comes last. How many questions two papers may share, you set."
            )
        ),
        Step(
            _(
                "While it runs, the board shows who is writing. There you give one person more "
                "time, with a reason."
            )
        ),
    ),
    numbered=True,
)
MARKING_ANSWERS = Section(
    _("Mark answers, correct questions, decide re-marks"),
    (
        Step(
            _(
                "On the board of a test, “Marking” lists the answers that wait, question by question. "
                "Same short answers stand together: one mark counts for all of them."
            )
        ),
        Step(
            _(
                "Type the points and press Enter; the keys beside the buttons do the rest. A mark that a "
                "colleague gave meanwhile is shown, never overwritten."
            )
        ),
        Step(
            _(
                "A key was wrong? Under “Corrections” say what is right. The page shows whose mark and whose "
                "classification would change; it counts once a second person approves, and can be taken "
                "back. After the class is closed, its result sheet is marked as to be renewed."
            )
        ),
        Step(
            _(
                "Learners may ask for a re-mark while the days last that the test names. Somebody who "
                "neither marked the attempt nor corrected the question decides, with an answer in words."
            )
        ),
    ),
    numbered=True,
)
ON_PAPER = Section(
    _("When the network or the power fails: on paper"),
    (
        Step(
            _(
                "Test → On paper → print all papers. Each has its own order of options and ends with an "
                "answer sheet. Lecturers print the keys there too."
            )
        ),
        Step(
            _(
                "The same as files: PDF to print, Word to change, ZIP with each paper by itself; the keys also "
                "as Excel. “All of the above” stands where it stood in the bank."
            )
        ),
        Step(
            _(
                "Afterwards key in one line a learner: number on the list, paper code, letters, a dash for "
                "what was left blank. The page says at once how it understands the line; Enter stores it."
            )
        ),
        Step(
            _(
                "Somebody else may key the same papers a second time to compare. Corrections ask for a reason "
                "and are marked again by themselves."
            )
        ),
    ),
    numbered=True,
)
STATISTICS = Section(
    _("Read the statistics of a test"),
    (
        Step(
            _(
                "Test → Statistics: marks, units, groups, paper codes, time. Every figure opens the people "
                "whom it counts; Excel holds the same."
            )
        ),
        Step(
            _(
                "Of each question a verdict in plain words: the key may be wrong, two answers seem right, too "
                "easy, nobody chose C. The figures are one click behind; below 30 answers it is greyed."
            )
        ),
        Step(
            _(
                "“Correct this question” beside a verdict opens the correction with what the figures suggest. "
                "Check it against the text; a second person approves after the preview."
            )
        ),
        Step(
            _(
                "On the page of a question in the bank, “Figures over the years” lists every test of your "
                "classes that asked it, version by version. Each figure leads to the answers behind it."
            )
        ),
        Step(
            _(
                "One small class seldom shows that two answers are right. There the answers of all your tests "
                "are taken together as well, each test compared within itself, for one verdict."
            )
        ),
        Step(
            _(
                "Behind each verdict: who chose what among the best, the middle and the last third of the "
                "class, and how long the question took where that was measured. Questions with several right "
                "answers are read answer by answer."
            )
        ),
    ),
)
