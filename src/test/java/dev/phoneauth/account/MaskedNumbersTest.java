package dev.phoneauth.account;

import dev.phoneauth.testsupport.Api;
import dev.phoneauth.testsupport.Api.Tokens;
import dev.phoneauth.testsupport.Numbers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

/** Where it is set so, inviters see whom they brought, but not the numbers that were never given to them. */
@QuarkusTest
@TestProfile(MaskedNumbersTest.Masked.class)
class MaskedNumbersTest {
    private final Api api = Api.ofThisService();
    private final String number = Numbers.fresh();
    private final String masked = number.substring(0, 4) + "******" + number.substring(10);
    private Tokens inviter;
    private Tokens invited;

    /** One switch. */
    public static class Masked implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("phone-auth.invite.mask-numbers", "true");
        }
    }

    @BeforeEach
    void invite() {
        inviter = api.signIn(Numbers.fresh());
        invited = api.signIn(number);
        api.activate(invited, api.inviteCodeOf(inviter)).then().statusCode(200);
    }

    @Test
    void profile_showsMaskedNumbers() {
        api.profile(inviter)
                .then()
                .body("invited_users", equalTo(List.of(masked)))
                .body(not(containsString(number)));
    }

    @Test
    void invitedUsersPage_showsMaskedNumbers() {
        api.get(inviter, "profile/invited_users/")
                .then()
                .statusCode(200)
                .body("items.phone_number", equalTo(List.of(masked)))
                .body(not(containsString(number)));
    }

    @Test
    void ownNumber_isShownWhole() {
        api.profile(invited).then().body("phone_number", equalTo(number));
    }
}
