package org.apache.camel.spi;

import org.apache.camel.CamelContext;

/** Stands for the service that Camel has since 4.19, under its name: tests run on an older one. */
public interface OAuthClientAuthenticationFactory {

    String resolveToken(CamelContext context, String profileName) throws Exception;
}
