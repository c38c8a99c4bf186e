package org.sakia.lab;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a path stands for.
 *
 * @param behaviour   what its answers are like
 * @param kind        how its pages are asked for
 * @param customer    whose orders they are: the region as the path names it
 * @param isCustomers whether its records are the customers themselves, one for each region
 */
record Target(Behaviour behaviour, PagingKind kind, Optional<String> customer, boolean isCustomers) {

    private static final String CUSTOMERS = "/customers";
    private static final Pattern ORDERS_OF = Pattern.compile(CUSTOMERS + "/([^/]+)(/orders.*)");

    /** @throws WrongRequestException for a path that is not there or has another method */
    static Target of(HttpServerRequest request, boolean hasRegions) throws WrongRequestException {
        Target target = of(request.path(), hasRegions);
        if (request.method() != target.kind.method()) {
            throw new WrongRequestException(405, "only " + target.kind.method());
        }
        return target;
    }

    private static Target of(String path, boolean hasRegions) throws WrongRequestException {
        Matcher ordersOf = ORDERS_OF.matcher(path);
        if (hasRegions && path.equals(CUSTOMERS)) {
            return new Target(Behaviour.PAGES, PagingKind.NUMBERED, Optional.empty(), true);
        }
        if (hasRegions && ordersOf.matches()) {
            PagingKind kind = PagingKind.at(ordersOf.group(2)).orElseThrow(WrongRequestException::noSuchPath);
            return new Target(Behaviour.PAGES, kind, Optional.of(ordersOf.group(1)), false);
        }
        Optional<PagingKind> kind = PagingKind.at(path);
        if (kind.isPresent()) {
            return new Target(Behaviour.PAGES, kind.get(), Optional.empty(), false);
        }
        Behaviour behaviour = Behaviour.at(path).orElseThrow(WrongRequestException::noSuchPath);
        return new Target(behaviour, PagingKind.NUMBERED, Optional.empty(), false);
    }
}
