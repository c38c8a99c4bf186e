package org.sakia.job;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.reifier.ProcessorReifier;
import org.apache.camel.spi.ProcessorFactory;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.ObjectHelper;

/**
 * Knows which line a context fails at when it makes routes: Camel asks it for the processor of each step, one in the
 * other, and the innermost that fails is to blame. Used by one thread.
 */
final class RouteFaults implements ProcessorFactory {

    private final ModelCamelContext context;
    private final ProcessorFactory standard;
    private final UnaryOperator<String> mask;
    private Optional<String> template = Optional.empty();
    private Optional<NamedNode> failed = Optional.empty();

    private RouteFaults(ModelCamelContext context, UnaryOperator<String> mask) {
        this.context = context;
        this.standard = PluginHelper.getProcessorFactory(context);
        this.mask = mask;
    }

    /** Watches a context that has made no route yet. */
    static RouteFaults in(ModelCamelContext context, UnaryOperator<String> mask) {
        RouteFaults faults = new RouteFaults(context, mask);
        context.getCamelContextExtension().addContextPlugin(ProcessorFactory.class, faults);
        return faults;
    }

    /** What goes wrong from now on concerns this template. */
    void about(String newTemplate) {
        template = Optional.of(newTemplate);
    }

    /** What goes wrong from now on concerns no template of itself. */
    void aboutAll() {
        template = Optional.empty();
    }

    /** The failure with its place, as far as that is known. */
    RouteFileException explain(Exception failure) {
        if (failure instanceof RouteFileException known) {
            return known;
        }
        String what = mask.apply(RoutePlace.rootMessage(failure).split("\n")[0]);
        FailedToCreateRouteException route = ObjectHelper.getException(FailedToCreateRouteException.class, failure);
        return failed.map(step -> RoutePlace.at(step.getLocation(), step.getLineNumber()))
                .or(() -> Optional.ofNullable(route)
                        .map(known -> context.getRouteDefinition(known.getRouteId()))
                        .map(RouteFaults::place))
                .or(() -> template.map(context::getRouteTemplateDefinition).map(RouteFaults::place))
                .map(place -> place.saying(what, failure))
                .orElseGet(() -> new RouteFileException(what, failure));
    }

    /** Camel takes a route without a word whose configuration is not there, and with it its error handling. */
    void checkConfigurations() {
        for (RouteDefinition route : context.getRouteDefinitions()) {
            Optional.ofNullable(route.getRouteConfigurationId()).stream()
                    .flatMap(ids -> Arrays.stream(ids.split(",")))
                    .filter(id -> !id.contains("*") && !isConfiguration(id))
                    .findFirst()
                    .ifPresent(id -> {
                        throw place(route).saying("there is no routeConfiguration " + id, null);
                    });
        }
    }

    private boolean isConfiguration(String id) {
        return context.getRouteConfigurationDefinitions().stream().anyMatch(known -> id.equals(known.getId()));
    }

    private static RoutePlace place(RouteDefinition route) {
        return RoutePlace.at(route.getInput().getLocation(), route.getInput().getLineNumber());
    }

    static RoutePlace place(RouteTemplateDefinition template) {
        return RoutePlace.at(template.getResource().getLocation(), template.getLineNumber());
    }

    @Override
    public Processor createProcessor(Route route, NamedNode definition) throws Exception {
        try {
            Processor made = standard.createProcessor(route, definition);
            return made == null && definition instanceof ProcessorDefinition<?> step
                    ? ProcessorReifier.reifier(route, step).createProcessor()
                    : made;
        } catch (Exception e) {
            failed = failed.or(() -> Optional.of(definition));
            throw e;
        }
    }

    @Override
    public Processor createChildProcessor(Route route, NamedNode definition, boolean mandatory) throws Exception {
        return standard.createChildProcessor(route, definition, mandatory);
    }

    @Override
    public Processor createProcessor(CamelContext camelContext, String definitionName, Object[] args) throws Exception {
        return standard.createProcessor(camelContext, definitionName, args);
    }
}
