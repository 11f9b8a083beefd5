package org.cqrsjakarta.internal.deployment;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The problems of one deployment, gathered and reported at once, in the order in which they were found. */
final class Problems {

    private final Set<String> found = new LinkedHashSet<>();

    void add(String problem) {
        found.add(problem);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** All of them in one text, a line each. */
    String report() {
        return DeploymentMessages.MESSAGES.report(
                found.size(), found.stream().map(problem -> "\n  " + problem).collect(Collectors.joining()));
    }
}
