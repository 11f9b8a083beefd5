package org.cqrsjakarta.it.contexts;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** Two users, of one role. */
@ApplicationScoped
@BasicAuthenticationMechanismDefinition(realmName = "contexts")
public class Users implements IdentityStore {

    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        if (credential.compareTo("ada", "lovelace")) {
            return new CredentialValidationResult("ada", Set.of("reader"));
        }
        return credential.compareTo("bob", "builder")
                ? new CredentialValidationResult("bob", Set.of("reader"))
                : CredentialValidationResult.INVALID_RESULT;
    }
}
