package dev.phoneauth.account;

import dev.phoneauth.account.InvitedUsers.Cursor;
import dev.phoneauth.account.Profiles.Profile;
import dev.phoneauth.session.SignedIn;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/api/account/profile")
@Cancellable(false)
@SignedIn
class ProfileResource {
    @Inject Profiles profiles;
    @Inject InvitedUsers invited;

    @GET
    public Uni<Profile> readMyProfile() {
        return profiles.mine();
    }

    @GET
    @Path("{id}")
    public Uni<Profile> readProfile(@RestPath String id) {
        return profiles.mine(id);
    }

    @PATCH
    public Uni<Profile> changeMyProfile(ProfileChange change) {
        return change.displayName == null ? profiles.mine() : profiles.rename(change.checkedDisplayName());
    }

    @DELETE
    public Uni<Map<String, String>> deleteMe() {
        return profiles.delete().replaceWith(Map.of("status", "deleted"));
    }

    @GET
    @Path("invited_users")
    public Uni<InvitedUsers.Page> listInvitedUsers(
            @RestQuery @DefaultValue("50") @Pattern(regexp = "[1-9][0-9]?|100", message = "is a number from 1 to 100")
                    String limit,
            @RestQuery String cursor) {
        return invited.page(Integer.parseInt(limit), cursor == null ? Cursor.START : Cursor.parse(cursor));
    }
}
