package org.sakia.component;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;
import org.sakia.config.Options;

/** Makes endpoints {@code sakia:<job>}. It has no options beside those that every Camel component has. */
@Component("sakia")
public final class SakiaComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        SakiaEndpoint endpoint = new SakiaEndpoint(this, remaining);
        SakiaConfiguration configuration = endpoint.getConfiguration();
        configuration.setQuery(PropertiesHelper.extractProperties(parameters, Options.QUERY.key() + "."));
        configuration.setHeader(PropertiesHelper.extractProperties(parameters, Options.HEADER.key() + "."));
        for (String name : List.copyOf(parameters.keySet())) {
            Map<String, Object> one = new HashMap<>(Map.of(name, parameters.remove(name)));
            try {
                setProperties(endpoint, one);
            } catch (PropertyBindingException | IllegalArgumentException e) {
                // Camel would tell with the whole URI, in which the url and its secrets stand.
                one.clear();
                endpoint.unusable(name);
            }
            parameters.putAll(one);
        }
        // What is left nobody knows. The consumer says so, together with all else that is wrong, and free of secrets.
        endpoint.unknown(parameters.keySet());
        parameters.clear();
        endpoint.named(uri);
        return endpoint;
    }
}
