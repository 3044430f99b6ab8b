import com.squareup.moshi.adapter
import kotlin.system.exitProcess
import org.openapitools.client.apis.InvitationsApi
import org.openapitools.client.apis.ProfileApi
import org.openapitools.client.apis.SessionsApi
import org.openapitools.client.apis.SignInApi
import org.openapitools.client.apis.TestingApi
import org.openapitools.client.infrastructure.ApiClient
import org.openapitools.client.infrastructure.ClientError
import org.openapitools.client.infrastructure.ClientException
import org.openapitools.client.infrastructure.Serializer
import org.openapitools.client.models.ActivationRequest
import org.openapitools.client.models.AuthRequest
import org.openapitools.client.models.CodeRequest
import org.openapitools.client.models.Problem
import org.openapitools.client.models.ProfileChange
import org.openapitools.client.models.RefreshRequest
import org.openapitools.client.models.SignedInUser

/** Drives the generated client: the addresses of the service and of a newer service, and two numbers. */
fun main(arguments: Array<String>) {
    val (service, newer, ada, grace) = arguments
    val profiles = ProfileApi(service)

    val user = signIn(service, ada)
    ApiClient.accessToken = user.access
    check(user.isNewUser)
    val profile = profiles.readMyProfile()
    check(profile.phoneNumber == ada && profile.displayName == null)

    ApiClient.accessToken = signIn(service, grace).access
    check(InvitationsApi(service).enterInviteCode(ActivationRequest(profile.inviteCode)).activationCode == profile.inviteCode)

    ApiClient.accessToken = SessionsApi(service).refreshTokens(RefreshRequest(user.refresh)).access
    check(profiles.readMyProfile().invitedUsers == listOf(grace))
    check(InvitationsApi(service).listInvitedUsers().items.single().phoneNumber == grace)
    check(SessionsApi(service).listSessions().items.single().current)

    check(profiles.changeMyProfile(ProfileChange(displayName = "Ada")).displayName == "Ada")
    check(profiles.changeMyProfile(ProfileChange(displayName = "")).displayName == null)

    check(SignInApi(newer).readDelivery("any").delivery == "read_by_user")
    val problem = problem { SignInApi(newer).requestCode(AuthRequest(ada)) }
    check(problem.code == "moon_phase" && problem.limit == "moon" && problem.retryAfter == 7L)

    profiles.deleteMe()
    check(problem { profiles.readMyProfile() }.code == "not_authenticated")
    driveExamples(arguments.drop(4))
    exitProcess(0)
}

private fun signIn(service: String, number: String): SignedInUser {
    val sent = SignInApi(service).requestCode(AuthRequest(number))
    val code = TestingApi(service).readInbox(number).messages.first().code!!
    check(code.length == sent.codeLength)
    return SignInApi(service).redeemCode(CodeRequest(number, code, challengeId = sent.challengeId))
}

@OptIn(ExperimentalStdlibApi::class)
private fun problem(call: () -> Any): Problem {
    val failure = runCatching(call).exceptionOrNull() as ClientException
    return Serializer.moshi.adapter<Problem>().fromJson((failure.response as ClientError<*>).body as String)!!
}
