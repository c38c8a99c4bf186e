package org.sakia.job;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.EnrichDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Makes an {@link Error} of a step a failure of its page. Camel takes care of exceptions only: its bridge to a
 * synchronous producer tells the route that a step has ended well and lets the Error through, so that the page would
 * count as delivered or never end. Stateless.
 */
final class ErrorsCaught implements InterceptStrategy {

    private static final List<Class<?>> FOREIGN_CODE = List.of(
            ToDefinition.class,
            ToDynamicDefinition.class,
            EnrichDefinition.class,
            BeanDefinition.class,
            ProcessDefinition.class);

    /** In the steps of a template that call code of others, as often as it is asked for. */
    static void in(RouteTemplateDefinition template) {
        // Jobs that start side by side copy the same template, each behind this.
        synchronized (template) {
            // Of the route itself a template would not hand it on.
            template.getRoute().getOutputs().forEach(ErrorsCaught::in);
        }
    }

    // Camel asks the step for what stands around the steps in it, and in the route for what stands around itself.
    private static void in(ProcessorDefinition<?> step) {
        if (step.getInterceptStrategies().stream().noneMatch(ErrorsCaught.class::isInstance)) {
            step.addInterceptStrategy(new ErrorsCaught());
        }
        step.getOutputs().forEach(ErrorsCaught::in);
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor next) {
        return FOREIGN_CODE.stream().anyMatch(type -> type.isInstance(definition))
                ? new Step(AsyncProcessorConverterHelper.convert(target))
                : target;
    }

    private static final class Step extends AsyncProcessorSupport {

        private final AsyncProcessor target;

        Step(AsyncProcessor target) {
            this.target = target;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Told told = new Told(callback);
            boolean atOnce;
            try {
                atOnce = target.process(exchange, told);
            } catch (Error e) {
                exchange.setException(e);
                atOnce = true;
                told.early = true;
            }
            told.returned(atOnce);
            return atOnce;
        }
    }

    /** What the step says of its end counts when it has returned: until then it may still throw. */
    private static final class Told implements AsyncCallback {

        private final AsyncCallback callback;
        private final Thread thread = Thread.currentThread();
        private final AtomicBoolean passedOn = new AtomicBoolean();
        private boolean inside = true;
        private boolean early;

        Told(AsyncCallback callback) {
            this.callback = callback;
        }

        @Override
        public void done(boolean atOnce) {
            if (Thread.currentThread() == thread && inside) {
                early = true;
            } else {
                passOn(false);
            }
        }

        void returned(boolean atOnce) {
            inside = false;
            if (early) {
                passOn(atOnce);
            }
        }

        private void passOn(boolean atOnce) {
            if (passedOn.compareAndSet(false, true)) {
                callback.done(atOnce);
            }
        }
    }
}
