package org.cqrsjakarta.it.inspector;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Map;
import java.util.Set;

/** Ada operates, Bob looks, Eve may log in; the password of each is the name. */
@ApplicationScoped
@BasicAuthenticationMechanismDefinition(realmName = "inspector")
public class Users implements IdentityStore {

    private static final Map<String, Set<String>> GROUPS =
            Map.of("ada", Set.of("cqrs-operator"), "bob", Set.of("cqrs-inspector"), "eve", Set.of("reader"));

    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        String name = credential.getCaller();
        return GROUPS.containsKey(name) && credential.compareTo(name, name)
                ? new CredentialValidationResult(name, GROUPS.get(name))
                : CredentialValidationResult.INVALID_RESULT;
    }
}
