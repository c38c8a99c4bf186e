package org.sakia.component;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.sakia.config.ConfigException;
import org.sakia.config.EndpointJob;
import org.sakia.config.Problem;

/**
 * Export millions of records from a paginated, rate-limited HTTP API, one exchange a page or a record.
 *
 * <p>The URI that this endpoint shows, in logs and in JMX, has no secrets in it.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "sakia",
        title = "Sakia",
        syntax = "sakia:job",
        consumerOnly = true,
        category = {Category.HTTP, Category.API},
        headersClass = SakiaConstants.class)
public final class SakiaEndpoint extends DefaultEndpoint {

    /** The options that Camel binds to a type of its own, with what they take. */
    private static final Map<String, String> TYPED = Map.of(
            "bridgeErrorHandler", "takes true or false",
            "exceptionHandler", "takes #name of an ExceptionHandler that is in the registry",
            "exchangePattern", "takes InOnly or InOut",
            "split", "takes true or false",
            "retryFailed", "takes true or false");

    @UriPath(
            description =
                    "Names the job, in a-z, 0-9 and -. The ledger in the state folder remembers under this name what"
                            + " was delivered.")
    @Metadata(required = true)
    private final String job;

    @UriParam
    private SakiaConfiguration configuration = new SakiaConfiguration();

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description =
                    "Gives the route one exchange a record, the record's JSON text, in place of one a page. A page is"
                            + " delivered when the route has ended well for all of its records.")
    private boolean split;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description = "Takes failed pages up again when the route starts. Without it they stay failed.")
    private boolean retryFailed;

    private Set<String> unknown = Set.of();
    private final Set<String> unusable = new TreeSet<>();

    SakiaEndpoint(Component component, String job) {
        super("sakia://" + job, component);
        this.job = job;
    }

    /** Takes the URI for its own, without the secrets in it. */
    void named(String uri) {
        setEndpointUri(read().secrets().mask(uri));
    }

    /** Notes parameters of the URI that are no options. */
    void unknown(Collection<String> names) {
        unknown = new TreeSet<>(names);
    }

    /** Notes an option whose value Camel could not set. */
    void unusable(String name) {
        unusable.add(name);
    }

    /** The job that the options describe, with all that is wrong with them. */
    EndpointJob read() {
        return EndpointJob.read(job, configuration.texts(), unknown, TYPED.keySet());
    }

    /** @throws UnsupportedOperationException always: records only come from an API */
    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("sakia:" + job + " can only be consumed from; write it after from");
    }

    /** @throws org.sakia.config.ConfigException with all that is wrong with the options */
    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        EndpointJob described = read();
        if (!unusable.isEmpty()) {
            throw new ConfigException(
                    Stream.concat(unusable.stream().map(this::unusableValue), described.problems().stream())
                            .toList());
        }
        SakiaConsumer consumer = new SakiaConsumer(this, processor, described);
        configureConsumer(consumer);
        return consumer;
    }

    private Problem unusableValue(String name) {
        return new Problem(
                name,
                "sakia:" + job,
                TYPED.getOrDefault(name, "names a bean with #, and there is none of that name in the registry"));
    }

    /** The name of the job. */
    public String getJob() {
        return job;
    }

    /** The options of the job, as texts. */
    public SakiaConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(SakiaConfiguration configuration) {
        this.configuration = configuration;
    }

    public boolean isSplit() {
        return split;
    }

    public void setSplit(boolean split) {
        this.split = split;
    }

    public boolean isRetryFailed() {
        return retryFailed;
    }

    public void setRetryFailed(boolean retryFailed) {
        this.retryFailed = retryFailed;
    }
}
