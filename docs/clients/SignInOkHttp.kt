package com.example.signin.okhttp

import java.io.IOException
import java.security.MessageDigest
import java.util.Base64
import java.util.UUID
import kotlin.time.TimeSource
import okhttp3.MediaType.Companion.toMediaType
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.RequestBody.Companion.toRequestBody
import okhttp3.Response
import org.json.JSONObject

/** Stores strings permanently, encrypted with a key of the Keystore. */
interface Store {
    operator fun get(name: String): String?

    operator fun set(name: String, value: String?)
}

/** An error of the service. Branch on [code]; handle an unknown code by its [status]. */
class Problem(val status: Int, val body: JSONObject) : Exception(body.optString("detail")) {
    val code: String = body.optString("code")
    val retryAfter: Long? = body.optLong("retry_after").takeIf { body.has("retry_after") }
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
    private val http: OkHttpClient = OkHttpClient(),
    private val app: String? = null,
    private val prove: (JSONObject) -> String = { solve(it.getJSONObject("challenge")) },
) {
    private var sent: CodeSent? = null

    /**
     * For requests of the signed-in user, also of many threads at the same time. If the response is a 401, the user must sign in
     * again. Call only hosts that may see the access token.
     */
    val client: OkHttpClient = http.newBuilder()
        .addInterceptor { chain -> chain.proceed(withToken(chain.request())) }
        .addNetworkInterceptor { chain -> unauthorized(chain.proceed(chain.request())) }
        .authenticator { _, response -> repeated(response) }
        .build()

    fun requestCode(phoneNumber: String, proof: String? = null): CodeSent {
        val body = JSONObject().put("phone_number", phoneNumber).put("app", app)
            .put("device", store["device"]).put("client_proof", proof)
        val code = try {
            val answer = post("auth/", body)
            CodeSent(phoneNumber, answer.getString("challenge_id"), answer.getLong("expires_in"), answer.getLong("resend_in"))
        } catch (problem: Problem) {
            if (problem.code == "client_proof_required" && proof == null) {
                return requestCode(phoneNumber, prove(problem.body.getJSONObject("proof")))
            }
            if (!problem.body.has("code_expires_in")) throw problem
            // An SMS was already sent: the user can enter its code.
            val before = sent?.takeIf { it.phoneNumber == phoneNumber }
            CodeSent(phoneNumber, before?.challengeId, problem.body.getLong("code_expires_in"), problem.retryAfter ?: 60)
        }
        sent = code
        return code
    }

    fun signIn(code: String) {
        val sent = checkNotNull(sent) { "request a code first" }
        val body = JSONObject().put("phone_number", sent.phoneNumber).put("code", code).put("challenge_id", sent.challengeId)
        val user = post("code/", body)
        store["device"] = user.getString("device")
        keep(user)
    }

    /** Keeps the device token, so that the next sign-in has limits of its own. */
    fun signOut() {
        store["refresh"]?.let { post("logout/", JSONObject().put("refresh", it)) }
        forget()
    }

    private fun withToken(request: Request): Request = store["access"]
        ?.let { request.newBuilder().header("Authorization", "Bearer $it").build() } ?: request

    /** OkHttp asks its authenticator after a 401. By default the service answers 403, with the same header. */
    private fun unauthorized(response: Response): Response =
        if (response.code == 403 && response.header("WWW-Authenticate") != null) response.newBuilder().code(401).build()
        else response

    /** One thread refreshes; the others wait for it here and then use its token. */
    @Synchronized
    private fun repeated(response: Response): Request? {
        if (response.priorResponse != null || store["refresh"] == null) return null
        if (response.request.header("Authorization") == "Bearer ${store["access"]}") refresh()
        return if (store["access"] == null) null else withToken(response.request)
    }

    private fun refresh() {
        try {
            keep(post("token/refresh/", JSONObject().put("refresh", store["refresh"])))
        } catch (problem: Problem) {
            // After a 429 or 503 the refresh token is still valid.
            if (problem.code != "invalid_refresh_token") throw IOException("cannot refresh the tokens at present", problem)
            forget()
        }
    }

    private fun keep(tokens: JSONObject) {
        store["refresh"] = tokens.getString("refresh")
        store["access"] = tokens.getString("access")
    }

    private fun forget() {
        store["access"] = null
        store["refresh"] = null
    }

    /** Repeats a request whose response was lost. With the same key it has no second effect. */
    private fun post(path: String, body: JSONObject): JSONObject {
        val request = Request.Builder().url(account + path).header("Idempotency-Key", UUID.randomUUID().toString())
            .post(body.toString().toRequestBody("application/json".toMediaType())).build()
        val response = try {
            http.newCall(request).execute()
        } catch (lost: IOException) {
            http.newCall(request).execute()
        }
        return response.use {
            val text = it.body?.string().orEmpty()
            val json = if (it.header("Content-Type").orEmpty().contains("json")) JSONObject(text) else JSONObject()
            if (it.isSuccessful) json else throw Problem(it.code, json)
        }
    }
}

/** Computes a proof of work: at most `maxnumber` hashes. */
fun solve(challenge: JSONObject): String {
    val sha256 = MessageDigest.getInstance("SHA-256")
    val salt = challenge.getString("salt")
    val number = (0..challenge.getInt("maxnumber")).first { number ->
        sha256.digest((salt + number).toByteArray()).joinToString("") { "%02x".format(it) } == challenge.getString("challenge")
    }
    val solution = JSONObject(challenge.toString()).put("number", number)
    return Base64.getEncoder().encodeToString(solution.toString().toByteArray())
}
