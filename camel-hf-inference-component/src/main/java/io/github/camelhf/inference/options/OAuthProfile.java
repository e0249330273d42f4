package io.github.camelhf.inference.options;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResolverHelper;

/**
 * A profile of camel-oauth, whose properties are {@code camel.oauth.<name>.*}. Asked by reflection, because the service that answers for
 * profiles is in Camel since 4.19 only. Source: Camel 4.22's OAuthClientAuthenticationFactory and OAuthHelper, read 2026-11-26.
 */
final class OAuthProfile {

    private static final String SERVICE = "org.apache.camel.spi.OAuthClientAuthenticationFactory";
    private static final String KEY = "oauth-client-authentication-factory";

    private final CamelContext context;
    private final String name;
    private final Object service;
    private final Method resolve;

    private OAuthProfile(CamelContext context, String name, Object service, Method resolve) {
        this.context = context;
        this.name = name;
        this.service = service;
        this.resolve = resolve;
    }

    /** @throws IllegalArgumentException where this Camel has no such service, or nothing answers for it */
    static OAuthProfile find(CamelContext context, String name) {
        Class<?> type = context.getClassResolver().resolveClass(SERVICE);
        if (type == null) {
            throw new IllegalArgumentException("option oauthProfile=" + name + " needs Camel 4.19 or newer, this is "
                    + context.getVersion() + ": set token, or a tokenFile that something else keeps up to date");
        }
        Object service = context.getRegistry().findSingleByType(type);
        if (service == null) {
            service = ResolverHelper.resolveService(
                            context, context.getCamelContextExtension().getBootstrapFactoryFinder(), KEY, type)
                    .orElse(null);
        }
        if (service == null) {
            throw new IllegalArgumentException(
                    "option oauthProfile=" + name
                            + ": nothing on the class path fetches tokens; add org.apache.camel:camel-oauth of Camel's version");
        }
        try {
            return new OAuthProfile(
                    context, name, service, type.getMethod("resolveToken", CamelContext.class, String.class));
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    "option oauthProfile=" + name + ": Camel " + context.getVersion()
                            + " asks for tokens in another way",
                    e);
        }
    }

    /** The token now; blocks while the identity provider is asked, which the service does when its last one is about to end. */
    String token() throws Exception {
        Object token;
        try {
            token = resolve.invoke(service, context, name);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            throw cause instanceof Exception failure
                    ? failure
                    : new IllegalStateException(String.valueOf(cause), cause);
        }
        if (token == null || token.toString().isBlank()) {
            throw new IllegalStateException("the service that answers for profiles gave none");
        }
        return token.toString();
    }
}
