package dev.phoneauth.sms;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Gateway;
import dev.phoneauth.testsupport.Gateway.Request;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.phoneauth.sms.SenderChainTest.fresh;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Twilio and Vonage are asked as their documents say, and their answers are read for what they mean. */
@QuarkusTest
@QuarkusTestResource(value = Gateways.class, restrictToAnnotatedClass = true)
class VendorTest {
    private final Api api = Api.ofThisService();

    @Gateways.Inject
    Gateway webhook;

    @Gateways.Inject
    Gateway twilio;

    @Gateways.Inject
    Gateway vonage;

    @Test
    void twilio_isAskedAsDocumented() throws InterruptedException {
        twilio.forget();
        twilio.behave(SenderChainTest.TWILIO_ACCEPTS);
        String number = fresh("+336");
        api.requestCode(number).then().statusCode(200);
        Request request = twilio.take();
        assertEquals("/twilio/2010-04-01/Accounts/AC123/Messages.json", request.path());
        assertEquals(
                "Basic " + Base64.getEncoder().encodeToString("AC123:twilio-token".getBytes(UTF_8)),
                request.headers().get("authorization"));
        assertHasItsLength(request);
        Map<String, String> form = request.form();
        assertEquals(number, form.get("To"));
        assertEquals("+15005550006", form.get("From"));
        assertEquals("300", form.get("ValidityPeriod"));
        assertTrue(form.get("StatusCallback").startsWith(Gateways.PUBLIC_URL + "/api/account/delivery/twilio/?id="));
        api.redeem(number, Gateway.codeIn(form.get("Body"))).then().statusCode(200);
    }

    @Test
    void vonage_isAskedAsDocumented() throws InterruptedException {
        vonage.forget();
        vonage.behave(SenderChainTest.VONAGE_ACCEPTS);
        String number = fresh("+346");
        api.requestCode(number).then().statusCode(200);
        Request request = vonage.take();
        assertEquals("/vonage/sms/json", request.path());
        assertHasItsLength(request);
        Map<String, String> form = request.form();
        assertEquals(number.substring(1), form.get("to"));
        assertEquals("phoneauth", form.get("from"));
        assertEquals("key", form.get("api_key"));
        assertEquals("secret", form.get("api_secret"));
        assertEquals("text", form.get("type"));
        assertEquals("300000", form.get("ttl"));
        assertEquals(Gateways.PUBLIC_URL + "/api/account/delivery/vonage/", form.get("callback"));
        api.redeem(number, Gateway.codeIn(form.get("text"))).then().statusCode(200);
    }

    /** Chunks are not read by every server. */
    private static void assertHasItsLength(Request request) {
        assertEquals(
                Integer.toString(request.body().length()), request.headers().get("content-length"));
        assertEquals("application/x-www-form-urlencoded", request.headers().get("content-type"));
    }

    /** Read off by whether the next sender, the webhook, is asked too: Italy goes by Vonage first. */
    @ParameterizedTest
    @CsvSource({
        "0,200,0",
        "1,200,1",
        "2,200,1",
        "5,200,1",
        "6,200,1",
        "7,503,0",
        "9,200,1",
        "33,503,0",
        "99,200,1",
        "'',200,1"
    })
    void vonageError_isSorted(String error, int answer, int askedNext) {
        webhook.behave(Gateway.answers(200, ""));
        webhook.forget();
        vonage.behave(Gateway.answers(200, "{\"messages\":[{\"status\":\"" + error + "\"}]}"));
        api.requestCode(fresh("+3934")).then().statusCode(answer);
        assertEquals(askedNext, webhook.received().size());
    }

    /** As above: Poland goes by Twilio first. */
    @ParameterizedTest
    @CsvSource({
        "201,'{\"status\":\"queued\"}',200,0",
        "201,'{\"status\":\"failed\",\"error_code\":30008}',200,1",
        "400,'{\"code\":21211}',503,0",
        "400,'{\"code\":21610}',503,0",
        "400,'{\"code\":21408}',200,1",
        "401,'{\"code\":20003}',200,1",
        "429,'{\"code\":20429}',200,1",
        "500,'<html>',200,1",
        "404,'',200,1",
        "400,'{\"code\":\"21211\"}',200,1"
    })
    void twilioError_isSorted(int status, String body, int answer, int askedNext) {
        webhook.behave(Gateway.answers(200, ""));
        webhook.forget();
        twilio.behave(Gateway.answers(status, body));
        api.requestCode(fresh("+485")).then().statusCode(answer);
        assertEquals(askedNext, webhook.received().size());
    }
}
