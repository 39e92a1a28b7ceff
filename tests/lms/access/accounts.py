"""Who may open what of signing in and one's own account."""

from tests.lms.access import Row

#                                          nobody an binh chi dung em giang hanh khanh lan minh nga
ROWS = [
    Row("accounts.sign_in", "/sign-in", "233333333233"),
    Row("accounts.start_sign_in", "/sign-in", "999999999999", "POST"),
    Row("accounts.room", "/sign-in/room", "222222222222"),
    Row("sign_in_again.show", "/sign-in/again", "222222222222"),
    Row("sign_in_again.create", "/sign-in/again", "999999999999", "POST"),
    Row("accounts.sign_out", "/sign-out", "333333333333", "POST"),
    Row("accounts.show", "/account", "322222222322"),
    Row("accounts.edit_password", "/password", "322222222322"),
    Row("accounts.update_password", "/password", "199999999199", "POST"),
    Row("preferences.update", "/preferences", "333333333333", "POST"),
    Row("files.show", "/files/" + "0" * 64, "300000000300"),
    Row("static_files.show", "/static/x/img/lotus.svg", "222222222222"),
    Row("health.show", "/health", "222222222222"),
    Row("styleguide.show", "/styleguide", "222222222222"),
]
