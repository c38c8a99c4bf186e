package org.sakia.pipeline;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Variable;
import org.sakia.plan.PageTask;

/** A bean for routes with a step that goes wrong once for certain pages. Thread-safe. */
public final class FirstTime {

    private final Set<String> pages = ConcurrentHashMap.newKeySet();
    private final AtomicInteger times = new AtomicInteger();

    /** @param pages keys of the pages */
    FirstTime(String... pages) {
        this.pages.addAll(Set.of(pages));
    }

    /** True when one of these pages comes by for the first time. */
    public boolean now(@Variable(PageTask.VARIABLE) PageTask task) {
        boolean first = pages.remove(task.getKey());
        if (first) {
            times.incrementAndGet();
        }
        return first;
    }

    int times() {
        return times.get();
    }
}
