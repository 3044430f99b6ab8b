package dev.phoneauth.account;

import dev.phoneauth.account.InvitedUsers.Cursor;
import dev.phoneauth.account.Profiles.Profile;
import dev.phoneauth.code.CodeRequest;
import dev.phoneauth.code.CodeSent;
import dev.phoneauth.phone.PhoneNumbers;
import dev.phoneauth.proof.Callers;
import dev.phoneauth.proof.Callers.NumberRequest;
import dev.phoneauth.session.SignedIn;
import dev.phoneauth.user.ChosenName;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What signed-in users do with their account. */
@Path("/api/account")
@Cancellable(false)
@SignedIn
class AccountResource {
    @Inject Profiles profiles;
    @Inject InvitedUsers invited;
    @Inject Activations activations;
    @Inject NumberChange change;
    @Inject PhoneNumbers numbers;
    @Inject Callers callers;

    record ActivationRequest(@NotNull String code) {}

    /** What is not named stays as it is. */
    static final class ProfileChange {
        /** Empty, or an empty text, for none: many generated clients cannot send null. */
        public Optional<String> displayName;

        String checkedDisplayName() {
            return displayName
                    .filter(name -> !name.isEmpty())
                    .map(name -> ChosenName.check("display_name", name))
                    .orElse(null);
        }
    }

    @GET
    @Path("profile")
    public Uni<Profile> readMyProfile() {
        return profiles.mine();
    }

    @GET
    @Path("profile/{id}")
    public Uni<Profile> readProfile(@RestPath String id) {
        return profiles.mine(id);
    }

    @PATCH
    @Path("profile")
    public Uni<Profile> changeMyProfile(ProfileChange change) {
        return change.displayName == null ? profiles.mine() : profiles.rename(change.checkedDisplayName());
    }

    @DELETE
    @Path("profile")
    public Uni<Map<String, String>> deleteMe() {
        return profiles.delete().replaceWith(Map.of("status", "deleted"));
    }

    @GET
    @Path("profile/invited_users")
    public Uni<InvitedUsers.Page> listInvitedUsers(
            @RestQuery
                    @DefaultValue("50")
                    @Pattern(regexp = "[1-9][0-9]?|100", message = "must be a number from 1 to 100")
                    String limit,
            @RestQuery String cursor) {
        return invited.page(Integer.parseInt(limit), cursor == null ? Cursor.START : Cursor.parse(cursor));
    }

    @POST
    @Path("activation_code")
    public Uni<Map<String, String>> enterInviteCode(@Valid ActivationRequest request) {
        return activations.activate(request.code()).map(code -> Map.of("activation_code", code));
    }

    @POST
    @Path("phone")
    public Uni<CodeSent> requestNumberChange(NumberRequest request, @Context HttpServerRequest http) {
        return change.requestCode(numbers.parse(request.phoneNumber()), callers.of(http, request));
    }

    @POST
    @Path("phone/confirm")
    public Uni<Profile> confirmNumberChange(@Valid CodeRequest request, @Context HttpServerRequest http) {
        return change.confirm(request, numbers.parse(request.phoneNumber()), callers.of(http));
    }
}
