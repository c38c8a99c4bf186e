package org.sakia.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteBeansTest {

    @TempDir
    Path folder;

    /**
     * Camel also knows a getter by its short name, so that {@code isDone} and {@code done} are one name with two meanings.
     * Whether it then calls the right one depends on the order in which the JVM lists the methods.
     */
    @Test
    void no_method_that_a_route_may_call_is_the_short_name_of_another_one() throws Exception {
        try (Export export = Export.of(folder, "http://127.0.0.1:1/orders")
                .with("rate", "none")
                .with("workers", 1)) {
            export.prepare();
            Map<String, Object> beans = export.context().getRegistry().findByTypeWithName(Object.class);

            assertThat(beans).containsKeys("sakia-orders-finish", "sakia-orders-request");
            assertThat(beans.entrySet())
                    .filteredOn(bean -> bean.getKey().startsWith("sakia-"))
                    .allSatisfy(bean -> assertThat(ambiguous(bean.getValue()))
                            .as(bean.getKey())
                            .isEmpty());
        }
    }

    private static List<String> ambiguous(Object bean) {
        Set<String> names = Arrays.stream(bean.getClass().getMethods())
                .filter(method -> method.getDeclaringClass().getName().startsWith("org.sakia."))
                .map(Method::getName)
                .collect(Collectors.toSet());
        return names.stream()
                .filter(name -> name.matches("(is|get)[A-Z].*"))
                .map(name -> name.replaceFirst("^(is|get)", ""))
                .map(name -> Character.toLowerCase(name.charAt(0)) + name.substring(1))
                .filter(names::contains)
                .toList();
    }
}
