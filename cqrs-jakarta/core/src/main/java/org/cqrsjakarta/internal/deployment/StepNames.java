package org.cqrsjakarta.internal.deployment;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the steps of an application are called: by their class alone, or in full where that is not enough. */
final class StepNames {

    private final Set<String> ambiguous = new HashSet<>();

    StepNames(List<List<HandlerModel>> chains) {
        Set<String> once = new HashSet<>();
        chains.forEach(chain -> chain.stream()
                .map(StepNames::simple)
                .filter(name -> !once.add(name))
                .forEach(ambiguous::add));
    }

    String of(HandlerModel model) {
        String simple = simple(model);
        return ambiguous.contains(simple) ? model.place() : simple;
    }

    private static String simple(HandlerModel model) {
        // A producer that promises no more than the interface is known by its own name.
        return model.type().isInterface()
                ? model.place().substring(model.place().lastIndexOf('.') + 1)
                : model.type().getSimpleName();
    }
}
