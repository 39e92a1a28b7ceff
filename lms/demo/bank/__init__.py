"""The question bank of the demo, by programme and by the position of the topic; written for it, on public basics."""

from lms.demo.bank import example, history, new_members, platform, statutes, striving
from question_bank.question import Question

AWARENESS: list[list[Question]] = [
    history.QUESTIONS,
    platform.QUESTIONS,
    statutes.QUESTIONS,
    example.QUESTIONS,
    striving.QUESTIONS,
]
NEW_MEMBERS: list[list[Question]] = new_members.TOPICS
