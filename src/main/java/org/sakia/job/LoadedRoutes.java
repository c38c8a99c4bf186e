package org.sakia.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.model.BeanFactoryDefinition;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a set of route files has put into a context: templates, their configurations, and of the user's own files routes
 * and beans as well. Not thread-safe.
 */
public final class LoadedRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(LoadedRoutes.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String JAR = "classpath:";

    private final ModelCamelContext model;
    private final RouteSet set;
    private final List<RouteTemplateDefinition> templates;
    private final List<RouteConfigurationDefinition> configurations;
    private final List<RouteDefinition> routes;
    private final Set<String> beans;

    /** Remembers what the context has already. */
    LoadedRoutes(ModelCamelContext model, RouteSet set) {
        this.model = model;
        this.set = set;
        this.templates = new ArrayList<>(model.getRouteTemplateDefinitions());
        this.configurations = new ArrayList<>(model.getRouteConfigurationDefinitions());
        this.routes = new ArrayList<>(model.getRouteDefinitions());
        this.beans = new HashSet<>(beanNames());
    }

    /** All is loaded: what the context has now and had not before is ours. */
    void complete() {
        becomes(templates, model.getRouteTemplateDefinitions());
        becomes(configurations, model.getRouteConfigurationDefinitions());
        becomes(routes, model.getRouteDefinitions());
        becomes(beans, beanNames());
    }

    private static <T> void becomes(Collection<T> before, Collection<T> now) {
        List<T> ours = now.stream().filter(each -> !before.contains(each)).toList();
        before.clear();
        before.addAll(ours);
    }

    private Set<String> beanNames() {
        return model.getCustomBeans().stream()
                .map(BeanFactoryDefinition::getName)
                .collect(Collectors.toSet());
    }

    /** The files that this was loaded from. */
    public RouteSet set() {
        return set;
    }

    /** The beans that the files declare, by name. */
    Set<String> beans() {
        return Collections.unmodifiableSet(beans);
    }

    /** The templates of Sakia's that the user's files define. */
    List<String> ownTemplates() {
        Set<String> own = new TreeSet<>();
        templates.stream()
                .filter(template -> set.packed().containsKey(template.getId()))
                .filter(template -> !location(template).startsWith(JAR))
                .forEach(template -> own.add(template.getId()));
        return List.copyOf(own);
    }

    /** The file that a template of Sakia's comes from, or its place in the jar. */
    public RouteSet.Source sourceOf(String template) {
        String location = location(model.getRouteTemplateDefinition(template));
        String file = location.substring(location.indexOf(':') + 1);
        return location.startsWith(JAR)
                ? new RouteSet.Source(file, RouteFiles.packed(file))
                : set.own().stream()
                        .filter(source -> source.file().equals(file))
                        .findFirst()
                        .orElseThrow();
    }

    private static String location(RouteTemplateDefinition template) {
        return template.getResource().getLocation();
    }

    /** Stops the routes among them, the last one first, and takes everything out of the context. */
    void unload() {
        List<RouteDefinition> lastFirst = new ArrayList<>(routes);
        Collections.reverse(lastFirst);
        lastFirst.forEach(this::remove);
        templates.forEach(this::remove);
        model.getRouteConfigurationDefinitions().removeIf(configurations::contains);
        beans.forEach(model.getRegistry()::unbind);
        model.getCustomBeans().removeIf(bean -> beans.contains(bean.getName()));
        routes.clear();
        templates.clear();
        configurations.clear();
        beans.clear();
    }

    private void remove(RouteDefinition route) {
        try {
            model.getRouteController().stopRoute(route.getRouteId(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            model.removeRouteDefinition(route);
        } catch (Exception e) {
            LOG.warn("The route {} could not be removed", route.getRouteId(), e);
        }
    }

    private void remove(RouteTemplateDefinition template) {
        try {
            model.removeRouteTemplateDefinition(template);
        } catch (Exception e) {
            LOG.warn("The template {} could not be removed", template.getId(), e);
        }
    }
}
