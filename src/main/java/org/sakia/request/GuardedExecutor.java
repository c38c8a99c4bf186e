package org.sakia.request;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Looks at the address of a connection that stands, before a byte of the request leaves: a name may be made to stand
 * for a metadata service, and to change between two look-ups. A proxy is the user's choice and looks names up itself.
 */
final class GuardedExecutor extends HttpRequestExecutor {

    private final Function<InetAddress, Optional<String>> problem;

    /** @param problem what speaks against an address, as {@link ForbiddenHosts} knows it */
    GuardedExecutor(Function<InetAddress, Optional<String>> problem) {
        this.problem = problem;
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback callback,
            HttpContext context)
            throws IOException, HttpException {
        if (!goesToProxy(request, context) && connection.getRemoteAddress() instanceof InetSocketAddress remote) {
            Optional<String> found = problem.apply(remote.getAddress());
            if (found.isPresent()) {
                connection.close();
                throw new ForbiddenAddressException(
                        "the host '" + request.getAuthority().getHostName() + "' is " + found.get() + " ("
                                + remote.getAddress().getHostAddress() + "), where nothing is ever sent");
            }
        }
        return super.execute(request, connection, callback, context);
    }

    /** What asks a proxy for a tunnel goes to it before the route is known. */
    private static boolean goesToProxy(ClassicHttpRequest request, HttpContext context) {
        return Method.CONNECT.isSame(request.getMethod())
                || HttpClientContext.cast(context).getHttpRoute().getProxyHost() != null;
    }
}
