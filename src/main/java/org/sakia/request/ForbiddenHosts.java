package org.sakia.request;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Hosts that no API has business to send anybody to, whatever is configured: link-local, unspecified, and those where a
 * cloud keeps the credentials of its machines. Stateless.
 */
final class ForbiddenHosts {

    private static final Set<String> NAMES = Set.of(
            "metadata",
            "metadata.google.internal",
            "metadata.goog",
            "metadata.azure.internal",
            "instance-data",
            "instance-data.ec2.internal");

    /** Alibaba Cloud, Azure's wire server, Oracle Cloud's first one; all others are link-local. */
    private static final Set<String> ADDRESSES = Set.of("100.100.100.200", "168.63.129.16", "192.0.0.192");

    /** Of EC2 and of Google Cloud. */
    private static final Set<String> ADDRESSES_6 =
            Set.of("fd000ec2000000000000000000000254", "fd2000ce" + "0".repeat(21) + "254");

    private static final Pattern DOTTED = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");
    private static final Pattern NUMBER = Pattern.compile("(?i)0x[0-9a-f]*|\\d+");
    private static final Pattern SIX = Pattern.compile("[0-9A-Fa-f:.]+");

    private ForbiddenHosts() {}

    /**
     * Why a URL with this host must not be followed; empty if nothing speaks against it. Nothing is looked up.
     *
     * @param host as {@link java.net.URI#getHost} gives it
     */
    static Optional<String> problemWith(String host) {
        String plain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (plain.startsWith("[")) {
            String literal = plain.replaceAll("[\\[\\]]|%.*", "");
            return SIX.matcher(literal).matches() && literal.contains(":")
                    ? problemWithLiteral(literal)
                    : Optional.of("an address that is none");
        }
        if (NAMES.contains(plain.toLowerCase(Locale.ROOT))) {
            return Optional.of("a cloud's metadata service");
        }
        if (DOTTED.matcher(plain).matches()) {
            return problemWithLiteral(plain);
        }
        // 2852039166, 0xa9fea9fe, 0251.0376.0251.0376: resolvers take them for addresses, each in its own way.
        return NUMBER.matcher(plain.substring(plain.lastIndexOf('.') + 1)).matches()
                ? Optional.of("an address in a spelling that hides it")
                : Optional.empty();
    }

    private static Optional<String> problemWithLiteral(String address) {
        try {
            return problemWith(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            return Optional.of("an address that is none");
        }
    }

    /** The same for an address that a name stands for. */
    static Optional<String> problemWith(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return problemWith4(bytes, 0);
        }
        String hex = "%032x".formatted(new BigInteger(1, bytes));
        if (address.isAnyLocalAddress()) {
            return Optional.of("an unspecified address");
        }
        if (address.isLinkLocalAddress()) {
            return Optional.of("a link-local address");
        }
        if (ADDRESSES_6.contains(hex)) {
            return Optional.of("a cloud's metadata service");
        }
        if (address.isLoopbackAddress()) {
            return Optional.empty();
        }
        // An IPv4 address within: compatible and mapped (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056).
        if (hex.startsWith("0".repeat(24))
                || hex.startsWith("0".repeat(20) + "ffff")
                || hex.startsWith("0064ff9b" + "0".repeat(16))) {
            return problemWith4(bytes, 12);
        }
        return hex.startsWith("2002") ? problemWith4(bytes, 2) : Optional.empty();
    }

    private static Optional<String> problemWith4(byte[] bytes, int from) {
        int first = bytes[from] & 0xff;
        int second = bytes[from + 1] & 0xff;
        if (first == 0) {
            return Optional.of("an unspecified address");
        }
        if (first == 169 && second == 254) {
            return Optional.of("a link-local address");
        }
        String text = first + "." + second + "." + (bytes[from + 2] & 0xff) + "." + (bytes[from + 3] & 0xff);
        return ADDRESSES.contains(text) ? Optional.of("a cloud's metadata service") : Optional.empty();
    }
}
