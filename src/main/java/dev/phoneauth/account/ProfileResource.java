package dev.phoneauth.account;

import dev.phoneauth.session.Caller;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

import static dev.phoneauth.problem.Problem.INVALID_REQUEST;

@Path("/api/account/profile")
@Cancellable(false)
@Authenticated
class ProfileResource {
    private static final int PAGE = 50;
    private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]?|100");

    private final Profiles profiles;
    private final Deletion deletion;
    private final InvitedUsers invited;
    private final SecurityIdentity identity;

    ProfileResource(Profiles profiles, Deletion deletion, InvitedUsers invited, SecurityIdentity identity) {
        this.profiles = profiles;
        this.deletion = deletion;
        this.invited = invited;
        this.identity = identity;
    }

    /** Somebody is gone. */
    record Deleted(String status) {}

    @GET
    public Uni<Profile> readMyProfile() {
        return profiles.of(Caller.of(identity));
    }

    @GET
    @Path("{id}")
    public Uni<Profile> readProfile(@RestPath String id) {
        return profiles.of(Caller.of(identity), id);
    }

    @PATCH
    public Uni<Profile> changeMyProfile(ProfileChange change) {
        Caller caller = Caller.of(identity);
        return change.isNamed() ? profiles.rename(caller, change.checkedDisplayName()) : profiles.of(caller);
    }

    @DELETE
    public Uni<Deleted> deleteMe() {
        return deletion.delete(Caller.of(identity)).replaceWith(new Deleted("deleted"));
    }

    @GET
    @Path("invited_users")
    public Uni<InvitedUsers.Page> listInvitedUsers(@RestQuery String limit, @RestQuery String cursor) {
        return invited.page(
                Caller.of(identity),
                limit == null ? PAGE : checked(limit),
                cursor == null ? Cursor.START : Cursor.parse(cursor));
    }

    private static int checked(String limit) {
        if (!LIMIT.matcher(limit).matches()) {
            throw INVALID_REQUEST.failure("limit", "is a number from 1 to 100");
        }
        return Integer.parseInt(limit);
    }
}
