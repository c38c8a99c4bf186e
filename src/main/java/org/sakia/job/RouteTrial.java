package org.sakia.job;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ExtendedPropertyConfigurerGetter;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.DefaultRegistry;
import org.sakia.config.JobOptions;
import org.sakia.job.JobRoutes.TemplatedRoute;

/**
 * Tries route files out: makes all routes of some jobs of them in a context of its own, with the jobs' parameters and the
 * beans, properties and component options of the context that they are for. No route starts there, so nothing is asked or
 * written; beans that the files declare are made.
 */
final class RouteTrial {

    private final CamelContext target;
    private final UnaryOperator<String> mask;

    /**
     * @param target where the routes are to run; left as it is
     * @param mask   takes secrets out of what an exception says
     */
    RouteTrial(CamelContext target, UnaryOperator<String> mask) {
        this.target = target;
        this.mask = mask;
    }

    /**
     * Makes the routes of these jobs.
     *
     * @param replaced beans of the target that would go with the files in force
     * @throws RouteFileException that names file and line and says what is wrong there
     */
    void check(RouteSet set, Collection<JobOptions> jobs, Set<String> replaced) {
        Map<String, TemplatedRoute> routes = new LinkedHashMap<>();
        jobs.forEach(job -> JobRoutes.of(job).forEach(route -> routes.put(route.routeId(), route)));
        DefaultRegistry registry = new DefaultRegistry();
        registry.addBeanRepository(new BeansBehind(registry, target.getRegistry(), replaced));
        DefaultCamelContext trial = new DefaultCamelContext(registry);
        RouteFaults faults = RouteFaults.in(trial, mask);
        try {
            prepare(trial);
            set.load(trial);
            for (TemplatedRoute route : routes.values()) {
                faults.about(route.templateId());
                TemplatedRouteBuilder.builder(trial, route.templateId())
                        .routeId(route.routeId())
                        .parameters(route.parameters())
                        .add();
            }
            faults.aboutAll();
            faults.checkConfigurations();
            trial.init();
        } catch (RuntimeException e) {
            throw faults.explain(e);
        } finally {
            stop(trial);
        }
    }

    private void prepare(DefaultCamelContext trial) {
        trial.getCamelContextExtension().setName("sakia-trial");
        trial.disableJMX();
        trial.getPropertiesComponent().addPropertiesSource(new PropertiesSource() {
            @Override
            public String getName() {
                return "target";
            }

            @Override
            public String getProperty(String name) {
                return target.getPropertiesComponent().resolveProperty(name).orElse(null);
            }
        });
        target.getRegistry()
                .findByTypeWithName(Component.class)
                .forEach((name, component) ->
                        trial.addComponent(name, trial.getInjector().newInstance(component.getClass())));
        target.getComponentNames().forEach(name -> copyOptions(name, trial));
    }

    /** Not those of HTTP, which closes what it shares; our own endpoints bring all they need. */
    private void copyOptions(String name, CamelContext trial) {
        Component from = target.getComponent(name);
        PropertyConfigurer configurer = from.getComponentPropertyConfigurer();
        if (name.startsWith("http") || !(configurer instanceof ExtendedPropertyConfigurerGetter options)) {
            return;
        }
        Component to = trial.getComponent(name);
        options.getAllOptions(from).keySet().forEach(option -> Optional.ofNullable(
                        options.getOptionValue(from, option, false))
                .filter(value -> !value.equals(options.getOptionValue(to, option, false)))
                .ifPresent(value -> configurer.configure(trial, to, option, value, false)));
    }

    private static void stop(CamelContext trial) {
        // A consumer that never started has no queue, and would fall over it when it purges that.
        trial.getEndpoints().stream()
                .filter(SedaEndpoint.class::isInstance)
                .forEach(endpoint -> ((SedaEndpoint) endpoint).getQueue());
        trial.stop();
    }
}
