package org.sakia.job;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Component;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultRegistry;

/**
 * The beans of one registry behind those of another, for a look-up that finds nothing there; components are not among
 * them, since each belongs to one context, with which it stops. Thread-safe as they are.
 *
 * @param front  whose own beans win
 * @param behind where else to look
 * @param hidden names that are not to be found behind
 */
record BeansBehind(DefaultRegistry front, Registry behind, Set<String> hidden) implements BeanRepository {

    @Override
    public Object lookupByName(String name) {
        Object bean = isBehind(name) ? behind.lookupByName(name) : null;
        return bean instanceof Component ? null : bean;
    }

    @Override
    public <T> T lookupByNameAndType(String name, Class<T> type) {
        T bean = isBehind(name) ? behind.lookupByNameAndType(name, type) : null;
        return bean instanceof Component ? null : bean;
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return behind.findByTypeWithName(type).entrySet().stream()
                .filter(bean -> isBehind(bean.getKey()) && !(bean.getValue() instanceof Component))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return Set.copyOf(findByTypeWithName(type).values());
    }

    private boolean isBehind(String name) {
        return !hidden.contains(name) && front.getFallbackRegistry().lookupByName(name) == null;
    }
}
