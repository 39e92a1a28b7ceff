"""The page of administrators."""

from flask_babel import lazy_gettext as _

from lms.help.page import Page, Section, Step
from lms.permissions import Role

ADMINISTRATOR = Page(
    "administrator",
    _("For administrators"),
    _("One office PC is enough. Commands are typed in the folder in which Sen lies."),
    (
        Section(
            _("Install"),
            (
                Step(
                    _(
                        "Debian or another system with Python 3.11. The first command fetches "
                        "everything else."
                    ),
                    "make install",
                ),
                Step(
                    _(
                        "Choose a secret of at least 32 letters, keep it where only the service reads "
                        "it, and set it as SEN_SECRET_KEY."
                    )
                ),
                Step(
                    _(
                        "Make the tables, then the first account. Its password is printed once and "
                        "must be changed at the first sign-in."
                    ),
                    'lms db upgrade\nlms user add quantri --name "Bùi Anh Tuấn" --role administrator',
                ),
                Step(
                    _(
                        "Start it. README shows a service that starts with the machine and again "
                        "after a failure."
                    ),
                    "lms serve --with-worker --host 0.0.0.0 --certificate sen.crt --key sen.key",
                ),
            ),
            numbered=True,
        ),
        Section(
            _("Certificate"),
            (
                Step(
                    _(
                        "With https the scanner's camera, tests without network and a screen that stays "
                        "awake work. Without it, telephones still scan with their own camera and tests "
                        "are still saved."
                    )
                ),
                Step(
                    _(
                        "Three ways: from the province's own authority, by a proxy in front that renews "
                        "by itself, or one you sign yourself and put onto the devices of the hall. "
                        "README shows each."
                    )
                ),
                Step(
                    _(
                        "Doctor says whether certificate and key fit, for which names, and how many "
                        "days are left."
                    ),
                    "lms doctor --certificate sen.crt --key sen.key",
                ),
            ),
        ),
        Section(
            _("Back up and restore"),
            (
                Step(
                    _("Every evening, while everything runs; keep a copy on another machine."),
                    "lms backup /srv/sen-backup/$(date +%F).tar",
                ),
                Step(
                    _(
                        "To restore: stop the service, restore, start again. A damaged backup is "
                        "refused and nothing is touched."
                    ),
                    "lms restore /srv/sen-backup/2026-11-20.tar --replace",
                ),
                Step(
                    _("Try a restore into an empty folder twice a year."),
                    "lms restore backup.tar --data /tmp/thu",
                ),
                Step(
                    _("Compare rows and uploaded files now and then."),
                    "lms fsck",
                ),
            ),
            numbered=True,
        ),
        Section(
            _("Upgrade"),
            (
                Step(
                    _(
                        "Back up, put the new version into the folder, install, bring the tables up "
                        "to date, start, ask the doctor."
                    ),
                    "lms backup before.tar\nmake install\nlms db upgrade\nlms doctor",
                ),
                Step(
                    _(
                        "Not during a test: who is writing keeps their answers, but waits as long as "
                        "the service is down."
                    )
                ),
            ),
            numbered=True,
        ),
        Section(
            _("When something is wrong"),
            (
                Step(
                    _(
                        "Doctor looks at settings, database, space, certificate and browser code, "
                        "and says what to do."
                    ),
                    "lms doctor",
                ),
                Step(
                    _(
                        "The account of somebody who left: suspend it on the page of the person. They "
                        "are signed out at once; what they did stays."
                    )
                ),
            ),
        ),
    ),
    role=Role.ADMINISTRATOR,
)
