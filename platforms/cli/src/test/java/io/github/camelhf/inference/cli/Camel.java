package io.github.camelhf.inference.cli;

import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** What the launcher {@code camel} is: it passes its arguments on. */
public final class Camel {

    private Camel() {}

    public static void main(String[] arguments) {
        CamelJBangMain.run(arguments);
    }
}
