import com.example.signin.ktor.PhoneAuth as WithKtor
import com.example.signin.ktor.Store as KtorStore
import com.example.signin.okhttp.PhoneAuth as WithOkHttp
import com.example.signin.okhttp.Store as OkHttpStore
import io.ktor.client.plugins.HttpSend
import io.ktor.client.plugins.plugin
import io.ktor.client.request.get
import io.ktor.client.statement.bodyAsText
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.runBlocking
import okhttp3.OkHttpClient
import okhttp3.Request
import org.openapitools.client.apis.TestingApi

private class Texts : OkHttpStore, KtorStore {
    private val texts = HashMap<String, String>()

    override fun get(name: String) = texts[name]

    override fun set(name: String, value: String?) {
        if (value == null) texts.remove(name) else texts[name] = value
    }
}

/**
 * Drives the examples of docs/clients, against a service that answers 403 and one that answers 401 and asks for client proofs.
 */
fun driveExamples(arguments: List<String>) {
    val (service, strict) = arguments
    for ((address, number) in listOf(service, strict).zip(arguments.drop(2).chunked(2))) {
        driveOkHttp(address, number[0])
        runBlocking { driveKtor(address, number[1]) }
    }
}

private fun driveOkHttp(service: String, number: String) {
    val store = Texts()
    val refreshes = AtomicInteger()
    val counting = OkHttpClient.Builder().addInterceptor { chain ->
        if (chain.request().url.encodedPath.contains("refresh")) refreshes.incrementAndGet()
        chain.proceed(chain.request())
    }.build()
    val auth = WithOkHttp("$service/api/account/", store, counting)
    fun status() = Request.Builder().url("$service/api/account/profile/").build().let {
        auth.client.newCall(it).execute().use { response -> response.code }
    }

    check(auth.requestCode(number).secondsToResend() in 55..60)
    val again = auth.requestCode(number)
    check(again.challengeId != null && again.expiresIn > 0 && again.secondsToResend() > 0)
    auth.signIn(code(service, number))
    check(status() == 200)

    store["access"] = "expired"
    check(List(8) { 0 }.parallelStream().map { status() }.allMatch { it == 200 })
    check(refreshes.get() == 1) { "${refreshes.get()} refreshes" }

    auth.signOut()
    check(status() == 401 && store["refresh"] == null && store["device"] != null)
}

private suspend fun driveKtor(service: String, number: String) {
    val store = Texts()
    val refreshes = AtomicInteger()
    val auth = WithKtor("$service/api/account/", store)
    auth.client.plugin(HttpSend).intercept { request ->
        if (request.url.buildString().endsWith("token/refresh/")) refreshes.incrementAndGet()
        execute(request)
    }
    suspend fun status() = auth.client.get("$service/api/account/profile/").status.value

    check(auth.requestCode(number).secondsToResend() in 55..60)
    val again = auth.requestCode(number)
    check(again.challengeId != null && again.expiresIn > 0 && again.secondsToResend() > 0)
    auth.signIn(code(service, number))
    check(auth.client.get("$service/api/account/profile/").bodyAsText().contains(number))

    store["access"] = "expired"
    check(coroutineScope { List(8) { async { status() } }.awaitAll() }.all { it == 200 })
    check(refreshes.get() == 1) { "${refreshes.get()} refreshes" }

    auth.signOut()
    check(status() in setOf(401, 403) && store["refresh"] == null && store["device"] != null)
}

private fun code(service: String, number: String) = TestingApi(service).readInbox(number).messages.first().code!!
