"""Drives the generated client: the addresses of the service and of a newer service, and two numbers."""
import sys
from collections.abc import Callable

import phone_auth as api


def client(url: str, access: str | None = None) -> api.ApiClient:
    return api.ApiClient(api.Configuration(host=url, access_token=access))


def sign_in(url: str, number: str) -> api.SignedInUser:
    sent = api.SignInApi(client(url)).request_code(api.AuthRequest(phone_number=number))
    code = api.TestingApi(client(url)).read_inbox(number).messages[0].code
    assert code and len(code) == sent.code_length
    redeem = api.CodeRequest(phone_number=number, code=code, challenge_id=sent.challenge_id)
    return api.SignInApi(client(url)).redeem_code(redeem)


def problem(call: Callable[[], object]) -> api.Problem:
    try:
        call()
    except api.ApiException as failure:
        assert isinstance(failure.data, api.Problem), failure
        return failure.data
    raise AssertionError("no problem")


def drive(url: str, newer: str, ada: str, grace: str) -> None:
    user = sign_in(url, ada)
    profile = api.ProfileApi(client(url, user.access)).read_my_profile()
    assert (user.is_new_user, profile.phone_number, profile.display_name) == (True, ada, None)

    invited = api.InvitationsApi(client(url, sign_in(url, grace).access))
    invited.enter_invite_code(api.ActivationRequest(code=profile.invite_code))

    access = api.SessionsApi(client(url)).refresh_tokens(api.RefreshRequest(refresh=user.refresh)).access
    profiles = api.ProfileApi(client(url, access))
    assert profiles.read_my_profile().invited_users == [grace]
    assert api.InvitationsApi(client(url, access)).list_invited_users().items[0].phone_number == grace
    assert [session.current for session in api.SessionsApi(client(url, access)).list_sessions().items] == [True]

    assert profiles.change_my_profile(api.ProfileChange(display_name="Ada")).display_name == "Ada"
    assert profiles.change_my_profile(api.ProfileChange(display_name="")).display_name is None

    later = api.SignInApi(client(newer))
    assert later.read_delivery("any").delivery == "read_by_user"
    unknown = problem(lambda: later.request_code(api.AuthRequest(phone_number=ada)))
    assert (unknown.code, unknown.limit, unknown.retry_after) == ("moon_phase", "moon", 7)

    profiles.delete_me()
    assert problem(profiles.read_my_profile).code == "not_authenticated"


drive(*sys.argv[1:])
