package org.cqrsjakarta.inspector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of the inspector, held. */
@AnalyzeClasses(packages = "org.cqrsjakarta.inspector", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "org.cqrsjakarta.inspector.";

    @ArchTest
    static final ArchRule noCycles = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule thesePartsKnowNoToolkit = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + "protocol",
                    ROOT + "connection",
                    ROOT + "recording",
                    ROOT + "history",
                    ROOT + "timeline",
                    ROOT + "viewmodel")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..");

    @ArchTest
    static final ArchRule onlyConnectionsKnowTheFeedsLibrary = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "connection")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.launchdarkly..", "okhttp3..");

    @ArchTest
    static final ArchRule onlyTheProgramItselfPrints =
            noClasses().that().resideInAPackage(ROOT + "*..").should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule nothingGenericIsThrown = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static final ArchRule classesAreFinal = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotNestedClasses()
            .and()
            .doNotHaveSimpleName("MalformedMessageException")
            .should()
            .haveModifier(JavaModifier.FINAL);
}
