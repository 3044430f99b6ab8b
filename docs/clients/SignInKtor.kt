package com.example.signin.ktor

import io.ktor.client.HttpClient
import io.ktor.client.plugins.HttpRequestRetry
import io.ktor.client.plugins.auth.Auth
import io.ktor.client.plugins.auth.AuthCircuitBreaker
import io.ktor.client.plugins.auth.providers.BearerTokens
import io.ktor.client.plugins.auth.providers.bearer
import io.ktor.client.request.header
import io.ktor.client.request.post
import io.ktor.client.request.setBody
import io.ktor.client.statement.bodyAsText
import io.ktor.http.ContentType
import io.ktor.http.HttpHeaders
import io.ktor.http.HttpStatusCode
import io.ktor.http.content.TextContent
import io.ktor.http.isSuccess
import java.security.MessageDigest
import java.util.UUID
import kotlin.io.encoding.Base64
import kotlin.time.TimeSource
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long

/** Stores strings permanently, in the Keychain or encrypted with a key of the Keystore. */
interface Store {
    operator fun get(name: String): String?

    operator fun set(name: String, value: String?)
}

/** An error of the service. Branch on [code]; handle an unknown code by its [status]. */
class Problem(val status: HttpStatusCode, val body: JsonObject) : Exception(body.text("detail")) {
    val code = body.text("code")
    val retryAfter = body["retry_after"]?.jsonPrimitive?.long
}

/** A code was sent: show the field for the code, and "send again" when [secondsToResend] is 0. */
class CodeSent(val phoneNumber: String, val challengeId: String?, val expiresIn: Long, private val resendIn: Long) {
    private val since = TimeSource.Monotonic.markNow()

    fun secondsToResend() = maxOf(0, resendIn - since.elapsedNow().inWholeSeconds)
}

/**
 * Signs a user in and keeps the session.
 *
 * @param account such as `https://auth.example.com/api/account/`
 * @param app the name under which the operator has registered the app, so that the phone can fill in the code
 * @param prove makes a client proof; by default by a proof of work
 */
class PhoneAuth(
    private val account: String,
    private val store: Store,
    http: HttpClient = HttpClient(),
    private val app: String? = null,
    private val prove: suspend (JsonObject) -> String = { solve(it.getValue("challenge").jsonObject) },
) {
    private var sent: CodeSent? = null
    private val refreshing = Mutex()

    /**
     * For requests of the signed-in user, also many at the same time. If the response is a 401 or 403 `not_authenticated`, the user
     * must sign in again. Call only hosts that may see the access token.
     */
    val client = http.config {
        // Repeats a request whose response was lost. With the same Idempotency-Key it has no second effect.
        install(HttpRequestRetry) {
            retryOnException(maxRetries = 1)
            retryIf { _, _ -> false }
        }
        install(Auth) {
            // By default the service answers 403 where Ktor expects 401.
            reAuthorizeOnResponse { it.status.value in setOf(401, 403) && it.headers[HttpHeaders.WWWAuthenticate] != null }
            bearer {
                cacheTokens = false
                nonCancellableRefresh = true
                sendWithoutRequest { true }
                loadTokens { tokens() }
                refreshTokens {
                    refreshing.withLock {
                        if (response.call.request.headers[HttpHeaders.Authorization] == "Bearer ${store["access"]}") refresh()
                        tokens()
                    }
                }
            }
        }
    }

    suspend fun requestCode(phoneNumber: String, proof: String? = null): CodeSent {
        val code = try {
            val device = store["device"]
            val answer = post("auth/", "phone_number" to phoneNumber, "app" to app, "device" to device, "client_proof" to proof)
            CodeSent(phoneNumber, answer.text("challenge_id"), answer.number("expires_in"), answer.number("resend_in"))
        } catch (problem: Problem) {
            if (problem.code == "client_proof_required" && proof == null) {
                return requestCode(phoneNumber, prove(problem.body.getValue("proof").jsonObject))
            }
            if ("code_expires_in" !in problem.body) throw problem
            // An SMS was already sent: the user can enter its code.
            val before = sent?.takeIf { it.phoneNumber == phoneNumber }
            CodeSent(phoneNumber, before?.challengeId, problem.body.number("code_expires_in"), problem.retryAfter ?: 60)
        }
        sent = code
        return code
    }

    suspend fun signIn(code: String) {
        val sent = checkNotNull(sent) { "request a code first" }
        val user = post("code/", "phone_number" to sent.phoneNumber, "code" to code, "challenge_id" to sent.challengeId)
        store["device"] = user.text("device")
        keep(user)
    }

    /** Keeps the device token, so that the next sign-in has limits of its own. */
    suspend fun signOut() {
        store["refresh"]?.let { post("logout/", "refresh" to it) }
        forget()
    }

    private suspend fun refresh() {
        try {
            keep(post("token/refresh/", "refresh" to store["refresh"]))
        } catch (problem: Problem) {
            // After a 429 or 503 the refresh token is still valid.
            if (problem.code != "invalid_refresh_token") throw problem
            forget()
        }
    }

    private fun tokens() = store["access"]?.let { BearerTokens(it, store["refresh"]) }

    private fun keep(tokens: JsonObject) {
        store["refresh"] = tokens.text("refresh")
        store["access"] = tokens.text("access")
    }

    private fun forget() {
        store["access"] = null
        store["refresh"] = null
    }

    private suspend fun post(path: String, vararg fields: Pair<String, String?>): JsonObject {
        val body = JsonObject(fields.filter { it.second != null }.associate { it.first to JsonPrimitive(it.second) })
        val response = client.post(account + path) {
            attributes.put(AuthCircuitBreaker, Unit)
            header("Idempotency-Key", UUID.randomUUID().toString())
            setBody(TextContent(body.toString(), ContentType.Application.Json))
        }
        val isJson = response.headers[HttpHeaders.ContentType].orEmpty().contains("json")
        val json = if (isJson) Json.parseToJsonElement(response.bodyAsText()).jsonObject else JsonObject(emptyMap())
        return if (response.status.isSuccess()) json else throw Problem(response.status, json)
    }
}

/** Computes a proof of work: at most `maxnumber` hashes. */
fun solve(challenge: JsonObject): String {
    val sha256 = MessageDigest.getInstance("SHA-256")
    val number = (0..challenge.getValue("maxnumber").jsonPrimitive.int).first { number ->
        sha256.digest("${challenge.text("salt")}$number".toByteArray()).toHexString() == challenge.text("challenge")
    }
    val solution = challenge + ("number" to JsonPrimitive(number))
    return Base64.encode(JsonObject(solution).toString().toByteArray())
}

private fun JsonObject.text(name: String) = get(name)?.jsonPrimitive?.contentOrNull

private fun JsonObject.number(name: String) = getValue(name).jsonPrimitive.long
