package org.cqrsjakarta.it.resumption;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Ada and Bob may log in, and nobody has to. */
@ApplicationScoped
@BasicAuthenticationMechanismDefinition(realmName = "resumption")
public class Users implements IdentityStore {

    static final String ADA = basic("ada:lovelace");
    static final String BOB = basic("bob:builder");

    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        if (credential.compareTo("ada", "lovelace")) {
            return new CredentialValidationResult("ada");
        }
        return credential.compareTo("bob", "builder")
                ? new CredentialValidationResult("bob")
                : CredentialValidationResult.INVALID_RESULT;
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }
}
