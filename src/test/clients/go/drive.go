// Drives the generated client: the addresses of the service and of a newer service, and two numbers.
package main

import (
	"context"
	"errors"
	"log"
	"os"
	"slices"

	phoneauth "example.com/phoneauth"
)

func client(url string) *phoneauth.APIClient {
	configuration := phoneauth.NewConfiguration()
	configuration.Servers = phoneauth.ServerConfigurations{{URL: url}}
	return phoneauth.NewAPIClient(configuration)
}

func with(access string) context.Context {
	return context.WithValue(context.Background(), phoneauth.ContextAccessToken, access)
}

func check(holds bool, what ...any) {
	if !holds {
		log.Panicln(what...)
	}
}

func answer[T, R any](value T, _ R, err error) T {
	check(err == nil, err)
	return value
}

func problem[T, R any](_ T, _ R, err error) phoneauth.Problem {
	var failure *phoneauth.GenericOpenAPIError
	check(errors.As(err, &failure), err)
	return failure.Model().(phoneauth.Problem)
}

func signIn(api *phoneauth.APIClient, number string) *phoneauth.SignedInUser {
	ctx := context.Background()
	sent := answer(api.SignInAPI.RequestCode(ctx).AuthRequest(*phoneauth.NewAuthRequest(number)).Execute())
	code := answer(api.TestingAPI.ReadInbox(ctx).PhoneNumber(number).Execute()).Messages[0].GetCode()
	check(len(code) == int(sent.CodeLength), code)
	redeem := phoneauth.NewCodeRequest(number, code)
	redeem.SetChallengeId(sent.ChallengeId)
	return answer(api.SignInAPI.RedeemCode(ctx).CodeRequest(*redeem).Execute())
}

func rename(api *phoneauth.APIClient, access string, name string) *phoneauth.Profile {
	change := phoneauth.NewProfileChange()
	change.SetDisplayName(name)
	return answer(api.ProfileAPI.ChangeMyProfile(with(access)).ProfileChange(*change).Execute())
}

func main() {
	service, newer, ada, grace := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	api := client(service)

	user := signIn(api, ada)
	profile := answer(api.ProfileAPI.ReadMyProfile(with(user.Access)).Execute())
	check(user.IsNewUser && profile.PhoneNumber == ada && profile.DisplayName.Get() == nil, profile)

	activation := *phoneauth.NewActivationRequest(profile.InviteCode)
	answer(api.InvitationsAPI.EnterInviteCode(with(signIn(api, grace).Access)).ActivationRequest(activation).Execute())

	refresh := *phoneauth.NewRefreshRequest(user.Refresh)
	access := answer(api.SessionsAPI.RefreshTokens(context.Background()).RefreshRequest(refresh).Execute()).Access
	check(slices.Equal(answer(api.ProfileAPI.ReadMyProfile(with(access)).Execute()).InvitedUsers, []string{grace}))
	page := answer(api.InvitationsAPI.ListInvitedUsers(with(access)).Execute())
	check(page.Items[0].PhoneNumber == grace, page)
	sessions := answer(api.SessionsAPI.ListSessions(with(access)).Execute()).Items
	check(len(sessions) == 1 && sessions[0].Current, sessions)

	check(rename(api, access, "Ada").GetDisplayName() == "Ada")
	check(rename(api, access, "").DisplayName.Get() == nil)

	later := client(newer).SignInAPI
	check(answer(later.ReadDelivery(context.Background(), "any").Execute()).Delivery == "read_by_user")
	unknown := problem(later.RequestCode(context.Background()).AuthRequest(*phoneauth.NewAuthRequest(ada)).Execute())
	check(unknown.Code == "moon_phase" && unknown.GetLimit() == "moon" && unknown.GetRetryAfter() == 7, unknown)

	answer(api.ProfileAPI.DeleteMe(with(access)).Execute())
	check(problem(api.ProfileAPI.ReadMyProfile(with(access)).Execute()).Code == "not_authenticated")
}
