package org.sakia;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.sakia.plan.Page;

/** What may know what. */
@AnalyzeClasses(packages = "org.sakia", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_library_knows_neither_command_line_nor_simulator = noClasses()
            .that()
            .resideOutsideOfPackages("org.sakia.cli..", "org.sakia.lab..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.sakia.cli..", "org.sakia.lab..")
            .because("it runs inside other applications, whose jar of it does not hold these packages");

    @ArchTest
    static final ArchRule the_library_needs_only_what_a_host_has = noClasses()
            .that()
            .resideOutsideOfPackages("org.sakia.cli..", "org.sakia.lab..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "picocli..",
                    "ch.qos.logback..",
                    "io.vertx..",
                    "me.tongfei..",
                    "org.jline..",
                    "org.apache.camel.main..")
            .because("these dependencies are optional: a host application does not inherit them");

    @ArchTest
    static final ArchRule the_simulator_knows_of_the_product_only_what_a_rate_is = classes()
            .that()
            .resideInAPackage("org.sakia.lab..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.sakia.lab..",
                    "org.sakia.request..",
                    "java..",
                    "com.fasterxml.jackson..",
                    "io.vertx..",
                    "io.netty..")
            .because("it judges the product, so it must not use its parts");

    @ArchTest
    static final ArchRule packages_form_no_cycle = slices().matching("org.sakia.(*)..")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(alwaysTrue(), equivalentTo(Page.class))
            .because("a package that can be read alone can be changed alone; the page key is everybody's word");
}
