package dev.phoneauth.sms;

import dev.phoneauth.docs.DocumentedWebhooks;
import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Gateway;
import dev.phoneauth.testsupport.Gateway.Request;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.phoneauth.sms.SenderChainTest.fresh;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** An operator's own gateway gets what the contract says, signed so that any Standard Webhooks library verifies it. */
@QuarkusTest
@QuarkusTestResource(value = Gateways.class, restrictToAnnotatedClass = true)
class WebhookSenderTest {
    private final Api api = Api.ofThisService();
    private final String number = fresh("+4915");

    @Gateways.Inject
    Gateway webhook;

    @BeforeEach
    void forget() {
        webhook.behave(Gateway.answers(200, ""));
        webhook.forget();
    }

    @Test
    void body_isThatOfTheContract() {
        api.requestCode(number).then().statusCode(200);
        Request request = webhook.received().get(0);
        assertEquals("/sms", request.path());
        DocumentedWebhooks.assertDocumented("sms", request);
        assertEquals(number, request.json().getString("to"));
        assertEquals("sms", request.json().getString("channel"));
        assertEquals(request.headers().get("webhook-id"), request.json().getString("id"));
        api.redeem(number, Gateway.codeIn(request.json().getString("text")))
                .then()
                .statusCode(200);
    }

    @Test
    void signature_isVerifiedByAnybodyWhoKnowsTheSecret() throws GeneralSecurityException {
        api.requestCode(number);
        Request request = webhook.received().get(0);
        assertEquals(expectedSignature(request), request.headers().get("webhook-signature"));
        Instant sent = Instant.ofEpochSecond(Long.parseLong(request.headers().get("webhook-timestamp")));
        assertTrue(Duration.between(sent, Instant.now()).abs().compareTo(Duration.ofMinutes(1)) < 0);
    }

    /** The client retries after a failure, with its key: the gateway may have the first one, and can tell. */
    @Test
    void retry_hasTheSameId_butAnotherTextHasNot() {
        webhook.behave(Gateway.answers(500, ""));
        requestCode("once");
        webhook.behave(Gateway.answers(200, ""));
        requestCode("once");
        requestCode("once");
        api.requestCode(fresh("+4915"));
        assertEquals(3, webhook.received().size());
        assertEquals(id(0), id(1));
        assertNotEquals(id(0), id(2));
    }

    private void requestCode(String idempotencyKey) {
        api.request()
                .header("Idempotency-Key", idempotencyKey)
                .contentType("application/json")
                .body(Map.of("phone_number", number))
                .post("/api/account/auth/");
    }

    private String id(int request) {
        return webhook.received().get(request).headers().get("webhook-id");
    }

    /** As the specification has it, and by none of the service's own code. */
    static String expectedSignature(Request request) throws GeneralSecurityException {
        byte[] key = Base64.getDecoder().decode(Gateways.WEBHOOK_SECRET.substring("whsec_".length()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String signed = String.join(
                ".", request.headers().get("webhook-id"), request.headers().get("webhook-timestamp"), request.body());
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    }
}
