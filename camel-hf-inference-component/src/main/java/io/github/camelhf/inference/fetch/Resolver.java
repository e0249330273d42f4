package io.github.camelhf.inference.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Looks a host up. Asked once for each hop of a download; what it says is checked and then connected to. May block. */
@FunctionalInterface
public interface Resolver {

    /** Every address of the host, at least one. */
    InetAddress[] resolve(String host) throws UnknownHostException;
}
