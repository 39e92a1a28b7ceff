"""Unit officers see their own unit's people; organisers keep the register; only administrators touch roles."""

from tests.lms.access import Row

#                                                nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("people.index", "/people/", "344442242342"),
    Row("people.show", "/people/{an}", "300002202302"),
    Row("people.show", "/people/{binh}", "300002002302"),
    Row("people.new", "/people/new", "344442442344"),
    Row("people.create", "/people/", "144449449144", "POST"),
    Row("people.edit", "/people/{an}/edit", "300002402304"),
    Row("people.update", "/people/{an}/edit", "100009409104", "POST"),
    Row("people.reset_password", "/people/{an}/slip", "100002402104", "POST"),
    Row("people.reset_password", "/people/{khanh}/slip", "100004402104", "POST"),
    Row("people.suspend", "/people/{an}/suspension", "100004409104", "POST"),
    Row("people.reinstate", "/people/{an}/reinstatement", "100004403104", "POST"),
    Row("people.give_role", "/people/{an}/roles", "100004409104", "POST"),
    Row("people.end_role", "/people/{an}/roles/0/delete", "100004400104", "POST"),
]
