"""The page of lecturers."""

from flask_babel import lazy_gettext as _

from lms.help.page import Page, Section, Step
from lms.help.pages.fairness import CODES, MARKING_FAIRLY
from lms.help.pages.lessons import GIVING, WRITING
from lms.help.pages.marking import MARKING_BY_KEYBOARD, SHARING_OUT
from lms.help.pages.materials import OFFERING
from lms.help.pages.register import REGISTER
from lms.help.pages.sets import SETS
from lms.help.pages.sharing import KEYWORDS, SHARING
from lms.help.pages.together import WRITTEN_TOGETHER
from lms.help.pages.watching import WATCHING
from lms.permissions import Role

LECTURER = Page(
    "lecturer",
    _("For lecturers"),
    _("From a Word file of questions to marks released to the whole class."),
    (
        Section(
            _("Bring questions into the bank"),
            (
                Step(
                    _(
                        "Questions → Import a file. Word, GIFT and Aiken are read; the right answer may "
                        "be underlined, bold, coloured or stand in a table."
                    )
                ),
                Step(
                    _(
                        "Look through the list: what could not be read is marked. Nothing is stored "
                        "before you confirm, and a whole import can be taken back."
                    )
                ),
                Step(
                    _(
                        "Name the documents that a question rests on by their numbers, with the clause. Once such a "
                        "document is replaced or expires, new papers leave the question out, and its writer sees it "
                        "under “Waits for me”."
                    )
                ),
                Step(
                    _(
                        "Give each question a topic and a level (NB, TH, VD, VDC), then hand it to the "
                        "council. Nobody approves what they wrote themselves."
                    )
                ),
                Step(
                    _(
                        "Many questions in the wrong place? Tick them in the list, or filter and take all that fit, "
                        "then “Topic and level”. It can be taken back at once; what is asked does not change."
                    )
                ),
            ),
            numbered=True,
        ),
        WRITING,
        GIVING,
        REGISTER,
        OFFERING,
        SHARING,
        KEYWORDS,
        SETS,
        Section(
            _("What reviewers remark"),
            (
                Step(
                    _(
                        "“Waits for me” shows what came back, with the criteria that are not met, and remarks that "
                        "wait for an answer."
                    )
                ),
                Step(
                    _(
                        "A remark stands beside the part it is about: the text, an option, the key, the explanation or "
                        "the source. Answer it there, or mark it as settled once you have changed the question."
                    )
                ),
            ),
        ),
        Section(
            _("Open questions for practice"),
            (
                Step(
                    _(
                        "Questions → In use: tick questions, or filter by topic and take all that fit, then "
                        "“Self-study”. The page says what can be opened, and what cannot and why, before anything "
                        "changes."
                    )
                ),
                Step(
                    _(
                        "What is open for practice is not drawn for new tests, since learners see its right "
                        "answer. What stands on a paper of a test that is not over cannot be opened. Keep enough "
                        "of each topic for tests."
                    )
                ),
                Step(
                    _(
                        "Self-study, on top of the bank, shows totals and the hardest questions of a programme. "
                        "What one learner practises is shown to nobody, and it is part of no mark and no statistic "
                        "of a test."
                    )
                ),
            ),
            numbered=True,
        ),
        Section(
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
        ),
        WATCHING,
        Section(
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
        ),
        Section(
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
        ),
        Section(
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
        ),
        Section(
            _("Set a reflection"),
            (
                Step(
                    _(
                        "In the class, under “Reflections”, start from an outline, or copy a task of an "
                        "earlier class: all that it asked comes along, and you fill in the times."
                    )
                ),
                Step(
                    _(
                        "Give more time to one person or to a group, with the reason; learners read both. "
                        "Whoever has several times has the latest. You may also limit how often a "
                        "reflection is handed in."
                    )
                ),
            ),
            numbered=True,
        ),
        WRITTEN_TOGETHER,
        Section(
            _("Mark reflections"),
            (
                Step(
                    _(
                        "On the first page, “Mark” leads to the next script. Scripts carry numbers "
                        "instead of names until the marks are released."
                    )
                ),
                Step(
                    _(
                        "Choose a level in every criterion. Mark words of the text to write a comment "
                        "beside them."
                    )
                ),
                Step(
                    _(
                        "When all are marked, release them at once: the whole class sees its marks in "
                        "the same moment."
                    )
                ),
                Step(
                    _(
                        "A script can be returned for revision: say what to change and until when. The learner hands "
                        "in again, and what was handed in before stays."
                    )
                ),
                Step(
                    _(
                        "When a learner asks for a re-mark of a reflection, a lecturer who did not mark it decides: on "
                        "the page of the task, “Re-marks”. The new mark is added, the old one stays."
                    )
                ),
                Step(
                    _(
                        "On the page of a task, “Report” shows who has not handed in (one tap reminds them, once a "
                        "day at most), marks and bands by unit and criterion, and who marked how many. It goes out as "
                        ".xlsx and as an official .docx."
                    )
                ),
                Step(_("Judge structure, exactness and application. A view is never marked.")),
            ),
            numbered=True,
        ),
        Section(
            _("See what scripts have in common"),
            (
                Step(
                    _(
                        "Once the time for handing in is over, the scripts are compared by themselves: with each "
                        "other and with earlier classes of the same unit. Nothing leaves the house."
                    )
                ),
                Step(
                    _(
                        "Marking → the task → “What scripts have in common”. What the task and the materials of the "
                        "class say is taken out first; a bar shows what a script consists of."
                    )
                ),
                Step(
                    _(
                        "Two texts stand side by side with numbered passages. Of a class that you do not mark only "
                        "the passages show. While marking is without names, none shows here either."
                    )
                ),
                Step(
                    _(
                        "Say “all is well”, or ask the learner to explain; the learner is asked kindly and sees only "
                        "their own passages. You decide after reading; no mark changes by itself."
                    )
                ),
            ),
            numbered=True,
        ),
        MARKING_BY_KEYBOARD,
        SHARING_OUT,
        MARKING_FAIRLY,
        CODES,
    ),
    role=Role.LECTURER,
)
